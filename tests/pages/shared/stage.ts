/** Puts the editors of `engines` into a platform's own structure, and publishes what they hold. */
import type { Editor, Mount } from '../engines/stand.ts';
import { expose, publish, showPublished, style } from './bench.ts';

export type { Editor } from '../engines/stand.ts';

/** What is written in: an editor, or a field of the page. */
export type Part = Pick<Editor, 'text' | 'set'>;

/** The page's structure; its elements are found by {@link part}. */
export function stage(html: string): HTMLElement {
  style(document);
  const app = document.getElementById('app');
  if (app === null) throw new Error('the page has no #app');
  app.className = 'page';
  app.innerHTML = html;
  return app;
}

export function part<E extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

/** @param attributes what the platform puts on the editable element itself. */
export async function editor(
  mount: Mount,
  holder: HTMLElement,
  attributes: Readonly<Record<string, string>> = {},
): Promise<Editor> {
  const made = await mount(holder, document);
  for (const [name, value] of Object.entries(attributes)) made.root.setAttribute(name, value);
  return made;
}

export function field(element: HTMLInputElement | HTMLTextAreaElement): Part {
  return {
    text: () => element.value,
    set(text) {
      element.value = text;
    },
  };
}

/**
 * @param parts what goes out, in order, asked for each time.
 * @returns publishes all of it and leaves the composer empty
 */
export function goesOut(parts: () => readonly Part[]): () => void {
  return () => {
    const texts = parts().map((one) => one.text());
    if (texts.every((text) => text.trim() === '')) return;
    publish(texts);
    for (const one of parts()) one.set('');
  };
}

/** A button that is none: it acts on the click and on its own keys. */
export function press(button: HTMLElement, submit: () => void): void {
  button.addEventListener('click', submit);
  if (button.localName === 'button') return;
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    submit();
  });
}

/** Ctrl+Enter or Cmd+Enter in the element, before its editor hears of it. */
export function shortcut(element: HTMLElement, submit: () => void): void {
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      submit();
    },
    true,
  );
}

/** What tests look at; the first composer is the default. */
export function opened(composers: { readonly [which: string]: () => readonly Part[] }): void {
  showPublished();
  expose(
    Object.fromEntries(
      Object.entries(composers).map(([which, parts]) => [which, () => parts().map((one) => one.text())]),
    ),
  );
}
