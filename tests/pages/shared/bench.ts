/// <reference types="vite/client" />
import css from './style.css?inline';

/** What went out, one entry a publish action. */
export interface Published {
  readonly parts: readonly string[];
}

/** How tests look at a page: the editor's own model, never the DOM. */
export interface ComposerProbe {
  /** Text of a part in the editor's own model; `which` names a composer where the page has several. */
  modelText(part?: number, which?: string): string;
  parts(which?: string): number;
  /** Ends the editor's undo step as a pause in typing does, so that no test has to wait for one. */
  pause(): void;
  readonly posts: Published[];
}

declare global {
  interface Window {
    __composer: ComposerProbe;
  }
}

type Models = { readonly [which: string]: () => readonly string[] };

const posts: Published[] = [];
let list: HTMLElement | null = null;

/** Puts the stylesheet into the page or a shadow root. */
export function style(root: Document | ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}

/** @param models for each composer the texts of its parts, read from the editor's model. The first is the default. */
export function expose(models: Models, pause: () => void = () => undefined): void {
  const [first = ''] = Object.keys(models);
  const textsOf = (which = first): readonly string[] => models[which]?.() ?? [];
  window.__composer = {
    modelText: (part = 0, which) => textsOf(which)[part] ?? '',
    parts: (which) => textsOf(which).length,
    pause,
    posts,
  };
}

/** Publishes nowhere: remembers the texts and lists them beneath the composer. Empty parts are left out. */
export function publish(texts: readonly string[]): void {
  const parts = texts.filter((text) => text.trim() !== '');
  if (parts.length === 0) return;
  posts.push({ parts });
  if (list === null) return;
  const entry = document.createElement('li');
  for (const part of parts) {
    const paragraph = document.createElement('p');
    paragraph.textContent = part;
    entry.append(paragraph);
  }
  list.querySelector('[data-empty]')?.remove();
  list.prepend(entry);
}

/** The list of what went out, beneath everything else. */
export function showPublished(): void {
  const section = document.createElement('section');
  section.className = 'published';
  const heading = document.createElement('h2');
  heading.textContent = 'Published';
  list = document.createElement('ol');
  const empty = document.createElement('li');
  empty.dataset.empty = '';
  empty.textContent = 'Nothing yet.';
  list.append(empty);
  section.append(heading, list);
  document.body.append(section);
}

export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

export const HASHTAG = /#[\p{L}\p{N}_]+/gu;
