/** Composers of a site whose editors are not found from the document: in closed shadow roots, and in frames of its own. */

export interface Hidden {
  readonly what: string;
  /** The page's own names of the editor and the button; `window.hidden` gives both to the test. */
  readonly html: string;
  /** A form in the shadow root, which tells of its submit there only. */
  readonly hasInnerForm?: true;
}

/** `place` gets the editor and button of the composer, wherever they stand, and counts what goes out. */
const SCRIPT = `
  window.posted = [];
  const publish = (editor) => { const text = editor.value ?? editor.textContent; if (text.trim() !== '') window.posted.push(text); };
  const place = (editor, button, form) => {
    window.hidden = { editor, button, form };
    if (form) form.addEventListener('submit', (event) => { event.preventDefault(); publish(editor); });
    else button.addEventListener('click', () => publish(editor));
  };
`;

const page = (body: string, script: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>New</title><link rel="icon" href="data:,"></head>
<body style="margin:40px">${body}<script>${SCRIPT}${script}</script></body></html>`;

const BOX = 'min-height:60px;width:300px;border:1px solid';

export const HIDDEN: readonly Hidden[] = [
  {
    what: 'an editor in a closed shadow root, its button in the form around it',
    html: page(
      `<form><rich-text></rich-text><button type="submit">Publish</button></form>`,
      `const root = document.querySelector('rich-text').attachShadow({ mode: 'closed' });
       root.innerHTML = '<div contenteditable="true" style="${BOX}"></div>';
       place(root.firstChild, document.querySelector('button'), document.querySelector('form'));`,
    ),
  },
  {
    what: 'a whole composer in a closed shadow root',
    html: page(
      `<div id="host"></div>`,
      `const root = document.getElementById('host').attachShadow({ mode: 'closed' });
       root.innerHTML = '<section><textarea style="${BOX}"></textarea><button type="button">Publish</button></section>';
       place(root.querySelector('textarea'), root.querySelector('button'));`,
    ),
  },
  {
    what: 'a form in a closed shadow root',
    hasInnerForm: true,
    html: page(
      `<div id="host"></div>`,
      `const root = document.getElementById('host').attachShadow({ mode: 'closed' });
       root.innerHTML = '<form><textarea style="${BOX}"></textarea><button>Publish</button></form>';
       place(root.querySelector('textarea'), root.querySelector('button'), root.querySelector('form'));`,
    ),
  },
  {
    what: 'a rich text in a frame of the page, its button in the form around it',
    html: page(
      `<form><iframe srcdoc="&lt;body contenteditable=true style=margin:8px&gt;&lt;/body&gt;" style="${BOX}"></iframe><button type="submit">Publish</button></form>`,
      `const frame = document.querySelector('iframe');
       const take = () => place(frame.contentDocument.body, document.querySelector('button'), document.querySelector('form'));
       frame.addEventListener('load', take); if (frame.contentDocument.body?.isContentEditable) take();`,
    ),
  },
];

/** What the page offers to the test. */
export interface HiddenWindow {
  readonly posted: readonly string[];
  readonly hidden: {
    readonly editor: HTMLElement;
    readonly button: HTMLElement;
    readonly form?: HTMLFormElement;
  };
}

/** Where the middle of the editor or the button stands, in the page. */
export function middleOf(name: 'editor' | 'button'): { x: number; y: number } {
  const element = (window as unknown as HiddenWindow).hidden[name];
  const frame = element.ownerDocument.defaultView?.frameElement?.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return {
    x: box.x + box.width / 2 + (frame?.x ?? 0),
    y: box.y + Math.min(box.height / 2, 12) + (frame?.y ?? 0),
  };
}

/** The page itself presses its button, and submits its form. */
export function pressByPage(): void {
  const { button, form } = (window as unknown as HiddenWindow).hidden;
  button.click();
  form?.requestSubmit();
}

export const emptyEditor = (): void => {
  const { editor } = (window as unknown as HiddenWindow).hidden;
  editor.focus();
  if ('value' in editor) (editor as HTMLTextAreaElement).select();
  else editor.ownerDocument.getSelection()?.selectAllChildren(editor);
};
export const focusButton = (): void => (window as unknown as HiddenWindow).hidden.button.focus();
export const postedNow = (): readonly string[] => (window as unknown as HiddenWindow).posted;
export const isReady = (): boolean => (window as unknown as Partial<HiddenWindow>).hidden !== undefined;

interface Mouse {
  click(x: number, y: number): Promise<void>;
}
interface Keyboard {
  type(text: string): Promise<unknown>;
  press(key: 'Enter' | 'Backspace' | 'Escape'): Promise<unknown>;
}
/** A page of either browser. */
export interface HiddenPage {
  readonly mouse: Mouse;
  readonly keyboard: Keyboard;
  evaluate<R, A extends readonly unknown[]>(run: (...args: A) => R, ...args: A): Promise<R>;
}

/** A person and the page try every way; what is held stays, what is clear goes out. @returns what went out, step by step */
export async function tryHidden(
  page: HiddenPage,
  settled: (held: boolean) => Promise<void>,
): Promise<Record<string, readonly string[]>> {
  const at = (name: 'editor' | 'button') => page.evaluate(middleOf, name);
  const click = async (name: 'editor' | 'button'): Promise<void> => {
    const { x, y } = await at(name);
    await page.mouse.click(x, y);
  };
  const seen: Record<string, readonly string[]> = {};
  await click('editor');
  await page.keyboard.type('zero risk');
  await settled(true);
  await click('button');
  seen.click = await page.evaluate(postedNow);
  await page.keyboard.press('Escape');
  await page.evaluate(focusButton);
  await page.keyboard.press('Enter');
  seen.enter = await page.evaluate(postedNow);
  await page.keyboard.press('Escape');
  await page.evaluate(pressByPage);
  seen.page = await page.evaluate(postedNow);
  await page.keyboard.press('Escape');
  await page.evaluate(emptyEditor);
  await page.keyboard.press('Backspace');
  await page.keyboard.type('All is well');
  await settled(false);
  await click('button');
  seen.clear = await page.evaluate(postedNow);
  return seen;
}

export const EXPECTED = { click: [], enter: [], page: [], clear: ['All is well'] };
