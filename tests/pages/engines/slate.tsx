import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createEditor, type Descendant, Editor, Node, type NodeEntry, Text, Transforms } from 'slate';
import { HistoryEditor, withHistory } from 'slate-history';
import { Editable, type RenderLeafProps, Slate, withReact } from 'slate-react';
import { type Mount, tagsIn } from './stand.ts';

const decorate = ([node, path]: NodeEntry) =>
  Text.isText(node)
    ? tagsIn(node.text).map(({ start, end }) => ({
        anchor: { path, offset: start },
        focus: { path, offset: end },
        tag: true,
      }))
    : [];

const Leaf = ({ attributes, children, leaf }: RenderLeafProps) => (
  <span {...attributes} className={'tag' in leaf ? 'tag' : undefined}>
    {children}
  </span>
);

const blocksOf = (text: string): Descendant[] =>
  text.split('\n').map((line) => ({ type: 'paragraph', children: [{ text: line }] }) as Descendant);

export const mount: Mount = (holder) => {
  const editor = withReact(withHistory(createEditor()));
  function Box() {
    const [initial] = useState(() => blocksOf(''));
    return (
      <Slate editor={editor} initialValue={initial}>
        <Editable
          decorate={decorate}
          renderLeaf={(props) => <Leaf {...props} />}
          // Slate leaves the keys of undo and redo to the page.
          onKeyDown={(event) => {
            if (!event.ctrlKey || event.code !== 'KeyZ') return;
            event.preventDefault();
            if (event.shiftKey) editor.redo();
            else editor.undo();
          }}
        />
      </Slate>
    );
  }
  flushSync(() => createRoot(holder).render(<Box />));
  const root = holder.querySelector<HTMLElement>('[data-slate-editor]');
  if (root === null) throw new Error('Slate has not come up');
  return {
    root,
    text: () => editor.children.map((block) => Node.string(block)).join('\n'),
    set: (text) =>
      flushSync(() =>
        HistoryEditor.withoutSaving(editor, () =>
          Editor.withoutNormalizing(editor, () => {
            Transforms.deselect(editor);
            for (let index = editor.children.length - 1; index >= 0; index--)
              Transforms.removeNodes(editor, { at: [index] });
            Transforms.insertNodes(editor, blocksOf(text), { at: [0] });
          }),
        ),
      ),
    pause() {},
  };
};
