import { Editor, Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useReducer, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { element, expose, HASHTAG, publish, showPublished, style } from '../shared/bench.ts';

/** Colours hashtags by decoration, as the platform does: the document itself stays plain text. */
const TagDecorator = Extension.create({
  name: 'tag-decorator',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations({ doc }) {
          const found: Decoration[] = [];
          doc.descendants((node, position) => {
            for (const match of (node.text ?? '').matchAll(HASHTAG)) {
              const from = position + match.index;
              found.push(Decoration.inline(from, from + match[0].length, { class: 'tag' }));
            }
          });
          return DecorationSet.create(doc, found);
        },
      },
    }),
  ],
});

const textOf = (editor: Editor): string => editor.getText({ blockSeparator: '\n' });
const editors = new Map<number, Editor>();
const ordered = (): Editor[] => [...editors].sort(([a], [b]) => a - b).map(([, editor]) => editor);

function Post({ id, onChange, onPublish }: { id: number; onChange: () => void; onPublish: () => void }) {
  const holder = useRef<HTMLDivElement>(null);
  const publishNow = useRef(onPublish);
  publishNow.current = onPublish;
  useEffect(() => {
    const editor = new Editor({
      element: holder.current,
      extensions: [
        StarterKit.configure({
          blockquote: false,
          bold: false,
          bulletList: false,
          code: false,
          codeBlock: false,
          heading: false,
          horizontalRule: false,
          italic: false,
          link: false,
          listItem: false,
          listKeymap: false,
          orderedList: false,
          strike: false,
          trailingNode: false,
          underline: false,
        }),
        TagDecorator,
      ],
      editorProps: {
        attributes: { role: 'textbox', 'aria-label': 'Rich-Text Editor' },
        handleKeyDown: (_view, event) => {
          if (event.code !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
          publishNow.current();
          return true;
        },
      },
      onUpdate: onChange,
    });
    editors.set(id, editor);
    onChange();
    return () => {
      editors.delete(id);
      editor.destroy();
    };
  }, [id, onChange]);
  return (
    <div className="row">
      <div className="avatar" />
      <div className="grow editor" ref={holder} />
    </div>
  );
}

function ComposePost() {
  const next = useRef(1);
  const [ids, setIds] = useState<readonly number[]>([0]);
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const texts = ordered().map(textOf);
  const disabled = texts.every((text) => text.trim() === '');

  const submit = (): void => {
    const now = ordered().map(textOf);
    if (now.every((text) => text.trim() === '')) return;
    publish(now);
    setIds([next.current++]);
  };

  return (
    <div className="card" data-testid="composePostView" role="dialog" aria-modal="true">
      {ids.map((id) => (
        <Post key={id} id={id} onChange={changed} onPublish={submit} />
      ))}
      <div className="foot">
        <button type="button" data-testid="openMediaBtn" aria-label="Add media">
          Media
        </button>
        <button
          type="button"
          aria-label="Add new post"
          data-testid="addPostBtn"
          onClick={() => setIds((all) => [...all, next.current++])}
        >
          +
        </button>
        <span className="count">{300 - (texts.at(-1)?.length ?? 0)}</span>
        <button
          type="button"
          tabIndex={0}
          className="primary"
          data-testid="composerPublishBtn"
          aria-label={ids.length > 1 ? 'Publish posts' : 'Publish post'}
          aria-disabled={disabled}
          disabled={disabled}
          onClick={submit}
        >
          {ids.length > 1 ? 'Post All' : 'Post'}
        </button>
      </div>
    </div>
  );
}

style(document);
createRoot(element('app')).render(
  <div className="page">
    <nav className="bar">
      <a href="/profile/northwind.example">@northwind.example</a>
    </nav>
    <ComposePost />
  </div>,
);
showPublished();
expose({ post: () => ordered().map(textOf) }, () => {
  for (const { view } of ordered()) view.dispatch(closeHistory(view.state.tr));
});
