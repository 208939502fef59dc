import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_ENTER_COMMAND,
} from 'lexical';
import { HashtagNode, registerHashtags } from '../facebook/hashtag.ts';
import type { Mount } from './stand.ts';

export const mount: Mount = (holder) => {
  const root = document.createElement('div');
  root.contentEditable = 'true';
  root.setAttribute('role', 'textbox');
  holder.append(root);
  const editor = createEditor({
    namespace: 'bench',
    nodes: [HashtagNode],
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(root);
  registerPlainText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  registerHashtags(editor);
  editor.registerCommand(
    KEY_ENTER_COMMAND,
    (event) => {
      event?.preventDefault();
      const selection = $getSelection();
      if ($isRangeSelection(selection)) selection.insertParagraph();
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
  return {
    root,
    text: () =>
      editor.getEditorState().read(() =>
        $getRoot()
          .getChildren()
          .map((block) => block.getTextContent())
          .join('\n'),
      ),
    set: (text) =>
      editor.update(
        () => {
          const blocks = text.split('\n').map((line) => {
            const block = $createParagraphNode();
            return line === '' ? block : block.append($createTextNode(line));
          });
          $getRoot()
            .clear()
            .append(...blocks);
        },
        { discrete: true },
      ),
    pause() {},
  };
};
