import type { EditorText, Replacement, ReplaceResult, RichText } from './engine.ts';

/** How long the editor may take to hear of a selection, and to show a change. Measured need: under 60 ms. */
const SELECTION_CAP = 500;
const SETTLE = 40;
const CHANGE_CAP = 600;
const STEP = 20;

/** One way to put text in place of the selection; true when it did something (or had someone do it). */
export type Insert = (context: InsertContext) => boolean;

export interface InsertContext {
  readonly root: HTMLElement;
  readonly range: Range;
  readonly text: string;
  /** True when the range lies within one text node: the browser's own editing then touches no editor-made element. */
  readonly oneLeaf: boolean;
}

/**
 * A Firefox content script looks at the page through Xrays, and the page sees nothing of an event's payload that was made
 * on this side: it would get a `beforeinput` or `paste` without data, prevent it and insert nothing. `wrappedJSObject` is
 * there exactly where Xrays are, so it tells this apart by the cause itself.
 */
export function hidesEventData(): boolean {
  return 'wrappedJSObject' in window;
}

/** The browser's own typing. Editors follow it as they follow a person; `''` deletes. */
export const typeNatively: Insert = ({ root, text }) => {
  const document = root.ownerDocument;
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
};

function transferOf(text: string): DataTransfer {
  const transfer = new DataTransfer();
  transfer.setData('text/plain', text);
  return transfer;
}

/** What the browser's spelling correction sends. True when the editor took it over (it prevented the default). */
export const offerReplacement: Insert = ({ root, range, text }) => {
  if (hidesEventData()) return false;
  const event = new InputEvent('beforeinput', {
    bubbles: true,
    cancelable: true,
    composed: true,
    inputType: 'insertReplacementText',
    data: text,
    dataTransfer: transferOf(text),
    targetRanges: [new StaticRange(range)],
  });
  return !root.dispatchEvent(event);
};

/**
 * A cut: the one deletion whose target ranges Slate goes by (`deleteBy…`), where an empty replacement does nothing. No
 * clipboard is touched, only the event is told. True when the editor took it over.
 */
export const offerDeletion: Insert = ({ root, range, text }) => {
  if (text !== '' || hidesEventData()) return false;
  const event = new InputEvent('beforeinput', {
    bubbles: true,
    cancelable: true,
    composed: true,
    inputType: 'deleteByCut',
    targetRanges: [new StaticRange(range)],
  });
  return !root.dispatchEvent(event);
};

/** The page's own window as a Firefox content script may reach it; everything of it belongs to the page. */
interface PageWindow {
  readonly Object: new () => object;
  readonly ClipboardEvent: new (type: string, init: object) => ClipboardEvent;
}

/** Made by the page's own constructor, the event's payload is one that the page can read. */
function pagePaste(text: string): ClipboardEvent | null {
  const { wrappedJSObject: page } = window as unknown as { wrappedJSObject?: PageWindow };
  if (page === undefined) return null;
  try {
    const init = Object.assign(new page.Object(), {
      bubbles: true,
      cancelable: true,
      composed: true,
      dataType: 'text/plain',
      data: text,
    });
    return new page.ClipboardEvent('paste', init);
  } catch {
    return null; // the page has replaced its constructors: then there is no paste
  }
}

/** A plain-text paste; for editors whose own paste is safer than typing across their elements. */
export const paste: Insert = ({ root, text }) => {
  const event = hidesEventData()
    ? pagePaste(text)
    : new ClipboardEvent('paste', {
        bubbles: true,
        cancelable: true,
        composed: true,
        clipboardData: transferOf(text),
      });
  return event !== null && !root.dispatchEvent(event);
};

/** A way that is only safe within one text node. */
export function withinLeaf(way: Insert): Insert {
  return (context) => context.oneLeaf && way(context);
}

const macrotask = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it holds, as long as an editor may take to show a change. */
export async function becomes(condition: () => boolean): Promise<boolean> {
  for (let waited = 0; waited <= CHANGE_CAP; waited += STEP) {
    if (condition()) return true;
    await macrotask(STEP);
  }
  return condition();
}

/** Resolves when the page has been told of a selection set now by `select`, and has had a turn to act on it. */
async function selectAndTell(document: Document, settle: number, select: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(cap);
      document.removeEventListener('selectionchange', done, true);
      resolve();
    };
    const cap = setTimeout(done, SELECTION_CAP);
    document.addEventListener('selectionchange', done, true);
    select();
  });
  // Draft.js and Slate read the selection in a throttled handler of their own, after ours.
  await macrotask(settle);
}

/** The selection of the tree that holds `root`; some browsers keep one per shadow root. */
export function selectionOf(root: HTMLElement): Selection | null {
  const tree = root.getRootNode() as Document | (ShadowRoot & { getSelection?(): Selection | null });
  return tree.getSelection?.() ?? root.ownerDocument.getSelection();
}

function hasFocus(root: HTMLElement): boolean {
  const tree = root.getRootNode() as Document | ShadowRoot;
  const active = tree.activeElement;
  return active !== null && (active === root || root.contains(active));
}

function select(root: HTMLElement, range: Range): void {
  // Set through the document: it accepts nodes of an open shadow root in every browser we know.
  root.ownerDocument
    .getSelection()
    ?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

/** Gives the editor the focus and selects all of it, and lets the page hear of that. @returns null when it did not take the focus */
export async function selectAll(root: HTMLElement): Promise<Range | null> {
  if (!hasFocus(root)) root.focus({ preventScroll: true });
  const range = root.ownerDocument.createRange();
  range.selectNodeContents(root);
  await selectAndTell(root.ownerDocument, 2 * SETTLE, () =>
    root.ownerDocument.getSelection()?.selectAllChildren(root),
  );
  return hasFocus(root) ? range : null;
}

/** The whole text after `change`. */
export function applied(text: string, change: Replacement): string {
  return text.slice(0, change.start) + change.text + text.slice(change.end);
}

type InOneLeaf = (start: number, end: number) => boolean;

/**
 * Deleting a whole text node makes browsers remove the element around it, which the editor's own code still holds.
 * So one neighbour on the same line is typed again with it, best one of the same text node.
 */
export function widened(text: string, change: Replacement, inOneLeaf: InOneLeaf): Replacement {
  if (change.text !== '' || change.start === change.end) return change;
  const { start, end } = change;
  const before = [...text.slice(Math.max(0, start - 2), start)].at(-1) ?? '\n';
  const after = [...text.slice(end, end + 2)][0] ?? '\n';
  const wider = [
    { start: start - before.length, end, text: before },
    { start, end: end + after.length, text: after },
  ].filter((one) => one.text !== '\n');
  return wider.find((one) => inOneLeaf(one.start, one.end)) ?? wider[0] ?? change;
}

/**
 * Leaves out of `change` what stays the same at both ends, but only as far as needed to keep the range in one text node.
 * Code points are never split.
 */
export function trimmed(text: string, change: Replacement, oneLeaf: InOneLeaf): Replacement {
  let { start, end, text: insert } = change;
  while (!oneLeaf(start, end) && start < end && insert !== '') {
    const old = [...text.slice(start, end)];
    const now = [...insert];
    const first = old[0];
    const last = old.at(-1);
    if (now.length < 2) break;
    if (first !== undefined && first === now[0]) {
      start += first.length;
      insert = insert.slice(first.length);
    } else if (last !== undefined && last === now.at(-1)) {
      end -= last.length;
      insert = insert.slice(0, -last.length);
    } else break;
  }
  return oneLeaf(start, end) ? { start, end, text: insert } : change;
}

const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

/** Asks the editor's own history first, then the browser's: only one of them knows the change. */
export function undo(root: HTMLElement): void {
  const asked = new InputEvent('beforeinput', {
    bubbles: true,
    cancelable: true,
    composed: true,
    inputType: 'historyUndo',
  });
  if (!root.dispatchEvent(asked)) return;
  const apple = isApple();
  const key = new KeyboardEvent('keydown', {
    bubbles: true,
    cancelable: true,
    composed: true,
    key: 'z',
    code: 'KeyZ',
    keyCode: 90,
    ctrlKey: !apple,
    metaKey: apple,
  });
  if (!root.dispatchEvent(key)) return;
  root.ownerDocument.execCommand('undo');
}

async function fail(before: string, now: () => string, takeBack: () => void): Promise<ReplaceResult> {
  if (now() === before) return { kind: 'failed', restored: true };
  takeBack();
  return { kind: 'failed', restored: await becomes(() => now() === before) };
}

/**
 * Replaces in a rich editor: select the smallest range, let the editor hear of it, insert, read back.
 * @param read the engine's own reading of `root`.
 * @param ways those that are right for this engine, best first. The next is tried only when one left the text as it was.
 * @param options.settle ms that this engine needs to hear of a selection, after the browser has told of it.
 */
export async function replaceRich(
  root: HTMLElement,
  change: Replacement,
  read: (root: HTMLElement) => RichText,
  ways: readonly Insert[],
  { settle = SETTLE }: { readonly settle?: number } = {},
): Promise<ReplaceResult> {
  const now = (): string => read(root).text;
  const map = read(root);
  const before = map.text;
  const expected = applied(before, change);
  if (change.text.includes('\n') || !isWithin(before, change)) return { kind: 'failed', restored: true };
  if (expected === before) return { kind: 'replaced' };

  const inOneLeaf: InOneLeaf = (start, end) => {
    const range = map.rangeOf(start, end);
    return (
      range !== null && range.startContainer === range.endContainer && range.startContainer.nodeType === 3
    );
  };
  const step = trimmed(before, widened(before, change, inOneLeaf), inOneLeaf);
  const oneLeaf = inOneLeaf(step.start, step.end);
  if (!hasFocus(root)) root.focus({ preventScroll: true });

  for (const way of ways) {
    await selectAndTell(root.ownerDocument, settle, () => {
      const range = read(root).rangeOf(step.start, step.end);
      if (range !== null) select(root, range);
    });
    // Focusing and selecting let the page run: what was meant may have moved, and then nothing is touched.
    const current = read(root);
    const isHere = current.text === before && hasFocus(root);
    const range = isHere ? current.rangeOf(step.start, step.end) : null;
    if (range === null) return { kind: 'failed', restored: way === ways[0] || current.text === before };
    if (!way({ root, range, text: step.text, oneLeaf })) continue;

    if (await becomes(() => now() === expected)) {
      // An editor that puts its own text back does so after a turn or two.
      await macrotask(SETTLE);
      if (now() === expected) {
        placeCaret(root, read(root), change.start + change.text.length);
        return { kind: 'replaced' };
      }
    }
    if (now() !== before) break;
  }
  return fail(before, now, () => undo(root));
}

function isWithin(text: string, { start, end }: Replacement): boolean {
  return start >= 0 && start <= end && end <= text.length;
}

function placeCaret(root: HTMLElement, map: RichText, offset: number): void {
  // Whoever went on meanwhile, into the panel say, is not called back: a caret takes the focus with it.
  if (!hasFocus(root)) return;
  const selection = selectionOf(root);
  const { anchorNode, anchorOffset } = selection ?? {};
  const at = anchorNode ? map.offsetOf(anchorNode, anchorOffset ?? 0) : null;
  if (selection?.isCollapsed && at === offset) return;
  const range = map.rangeOf(offset, offset);
  if (range !== null) select(root, range);
}

type Field = HTMLTextAreaElement | HTMLInputElement;

/** Replaces in a field: typed natively so that Ctrl+Z works; by the native setter where the page swallows typing. */
export async function replaceInField(field: Field, change: Replacement): Promise<ReplaceResult> {
  const before = field.value;
  const expected = applied(before, change);
  if (change.text.includes('\n') || !isWithin(before, change)) return { kind: 'failed', restored: true };
  if (expected === before) return { kind: 'replaced' };
  const caret = change.start + change.text.length;
  const now = (): string => field.value;
  const stays = async (): Promise<boolean> => {
    if (!(await becomes(() => now() === expected))) return false;
    await macrotask(SETTLE);
    return now() === expected;
  };

  if (!hasFocus(field)) field.focus({ preventScroll: true });
  if (!hasFocus(field)) return { kind: 'failed', restored: true };
  field.setSelectionRange(change.start, change.end);
  typeNatively({ root: field, range: field.ownerDocument.createRange(), text: change.text, oneLeaf: true });
  if (now() !== before && (await stays())) return { kind: 'replaced' };

  if (now() === before) {
    setNatively(field, expected);
    if (await stays()) {
      field.setSelectionRange(caret, caret);
      return { kind: 'replaced' };
    }
    return fail(before, now, () => setNatively(field, before));
  }
  return fail(before, now, () => undo(field));
}

/** React shadows `value` on the element to see changes; the prototype's setter goes past it, the event then tells React. */
export function setNatively(field: Field, value: string): void {
  const view = field.ownerDocument.defaultView ?? window;
  const prototype =
    field.tagName === 'INPUT' ? view.HTMLInputElement.prototype : view.HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The field text of an engine for inputs. */
export function readField(field: Field): EditorText {
  return { kind: 'field', text: field.value, field };
}
