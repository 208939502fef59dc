import { Editor, Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import StarterKit from '@tiptap/starter-kit';
import { type Mount, tagsIn } from './stand.ts';

const Tags = Extension.create({
  name: 'tags',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations({ doc }) {
          const found: Decoration[] = [];
          doc.descendants((node, position) => {
            for (const { start, end } of tagsIn(node.text ?? ''))
              found.push(Decoration.inline(position + start, position + end, { class: 'tag' }));
          });
          return DecorationSet.create(doc, found);
        },
      },
    }),
  ],
});

export const mount: Mount = (holder) => {
  const editor = new Editor({
    element: holder,
    extensions: [
      StarterKit.configure({ link: false, trailingNode: false, bulletList: false, orderedList: false }),
      Tags,
    ],
  });
  return {
    root: editor.view.dom,
    text: () => editor.getText({ blockSeparator: '\n' }),
    set: (text) => {
      editor.commands.setContent({
        type: 'doc',
        content: text
          .split('\n')
          .map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
      });
    },
    pause: () => editor.view.dispatch(closeHistory(editor.view.state.tr)),
  };
};
