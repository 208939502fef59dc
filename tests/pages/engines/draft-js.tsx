import { CompositeDecorator, type ContentBlock, ContentState, Editor, EditorState } from 'draft-js';
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { type Mount, tagsIn } from './stand.ts';

const decorator = new CompositeDecorator([
  {
    strategy: (block: ContentBlock, found: (start: number, end: number) => void) => {
      for (const { start, end } of tagsIn(block.getText())) found(start, end);
    },
    component: ({ children }: { children?: ReactNode }) => <span className="tag">{children}</span>,
  },
]);

export const mount: Mount = (holder) => {
  let state = EditorState.createEmpty(decorator);
  let set: (next: EditorState) => void = () => undefined;
  function Box() {
    const [shown, show] = useState(state);
    set = show;
    state = shown;
    return <Editor editorState={shown} onChange={show} />;
  }
  flushSync(() => createRoot(holder).render(<Box />));
  const root = holder.querySelector<HTMLElement>('.public-DraftEditor-content');
  if (root === null) throw new Error('Draft.js has not come up');
  return {
    root,
    text: () => state.getCurrentContent().getPlainText('\n'),
    set: (text) =>
      flushSync(() => set(EditorState.createWithContent(ContentState.createFromText(text, '\n'), decorator))),
    pause() {},
  };
};
