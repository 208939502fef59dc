/**
 * An editor alone on a page: in the page itself, in an open or closed shadow root, or in a frame of the same origin
 * (`?place=`). Tests look at its model through `window.__engine`, never at the DOM.
 */
export interface Editor {
  /** The editable element itself. */
  readonly root: HTMLElement;
  /** The text in the editor's own model; blocks are joined by one line break. */
  text(): string;
  /** Makes this the whole text, by the editor's own API. */
  set(text: string): void;
  /** Ends the step of its history, as a pause in typing does. */
  pause(): void;
}

export type Mount = (holder: HTMLElement, tree: Document | ShadowRoot) => Editor | Promise<Editor>;

declare global {
  interface Window {
    __engine: Editor;
  }
}

/** Hashtags and mentions, which every editor here that can colours as its platform does. */
export const TAG = /[#@][\p{L}\p{N}_]+/gu;

/** Where the tags of a line stand. */
export const tagsIn = (line: string): { readonly start: number; readonly end: number }[] =>
  [...line.matchAll(TAG)].map((match) => ({ start: match.index, end: match.index + match[0].length }));

const STYLE = `
  .holder { margin: 20px; padding: 8px; border: 1px solid #888; font: 16px/1.4 sans-serif; }
  .holder [contenteditable], .holder textarea { min-height: 60px; width: 700px; outline: none; white-space: pre-wrap; }
  .tag { color: #06c }`;

function holderIn(tree: Document | ShadowRoot): HTMLElement {
  const holder = document.createElement('div');
  holder.className = 'holder';
  const style = document.createElement('style');
  style.textContent = STYLE;
  (tree instanceof Document ? tree.body : tree).append(style, holder);
  return holder;
}

/** Frames have the page of an editor that stands in their own document. */
async function inFrame(): Promise<Editor> {
  const frame = document.createElement('iframe');
  frame.src = location.pathname;
  frame.width = '800';
  frame.height = '500';
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  for (;;) {
    const inner = frame.contentWindow?.__engine;
    if (inner !== undefined) return inner;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

export async function stand(mount: Mount): Promise<void> {
  const place = new URLSearchParams(location.search).get('place') ?? 'light';
  const source = document.createElement('textarea');
  source.id = 'source';
  source.style.height = '20px';
  document.body.append(source);
  if (place === 'iframe') {
    window.__engine = await inFrame();
    return;
  }
  let tree: Document | ShadowRoot = document;
  if (place !== 'light') {
    const host = document.createElement('div');
    document.body.append(host);
    tree = host.attachShadow({ mode: place === 'closed' ? 'closed' : 'open' });
  }
  window.__engine = await mount(holderIn(tree), tree);
}
