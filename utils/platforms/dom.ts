/** Small ways of looking at a page that several adapters share. All are read-only and safe at any time. */
import { textareaEngine } from '../editors/textarea.ts';

/** Elements matching `selector` below `root` (a document, a shadow root or an element), as HTML elements. */
export function all(root: ParentNode, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}

/** True when `later` comes after `earlier` in document order (and is not inside it). */
export function follows(later: Node, earlier: Node): boolean {
  return (earlier.compareDocumentPosition(later) & 4) !== 0 && !earlier.contains(later);
}

export function isVisible(element: HTMLElement): boolean {
  if (!element.isConnected) return false;
  if (typeof element.checkVisibility === 'function') return element.checkVisibility();
  return element.getClientRects().length > 0;
}

/**
 * The container of an editor: the nearest `boundary` (a dialog), else the nearest ancestor that also holds a publish
 * control, else the editor's parent. Never the body: that would make one composer of all on the page.
 */
export function containerOf(editor: HTMLElement, boundary: string, control: string): Element {
  const dialog = editor.closest(boundary);
  if (dialog !== null) return dialog;
  for (
    let at = editor.parentElement;
    at !== null && at !== editor.ownerDocument.body;
    at = at.parentElement
  ) {
    if (at.querySelector(control) !== null) return at;
  }
  return editor.parentElement ?? editor;
}

/** Groups editors by container, keeping document order both of the groups and within them. */
export function grouped(
  editors: readonly HTMLElement[],
  containerFor: (editor: HTMLElement) => Element,
): Map<Element, HTMLElement[]> {
  const groups = new Map<Element, HTMLElement[]>();
  for (const editor of editors) {
    const container = containerFor(editor);
    const group = groups.get(container);
    if (group === undefined) groups.set(container, [editor]);
    else group.push(editor);
  }
  return groups;
}

/** The index of the editor that `element` belongs to in a thread: the last one before it that is no mere field. */
export function partIndexOf(editors: readonly HTMLElement[], element: Node): number {
  let part = 0;
  editors.forEach((editor, index) => {
    if (editor.localName !== 'input' && follows(element, editor)) part = index;
  });
  return part;
}

const DIALOG = 'dialog, [role="dialog"]';
/** What is searched with is not published: emoji, GIFs, languages, people to tag. */
const SEARCH = '[type="search"], [role="search"], [role="searchbox"], [role="combobox"]';

/**
 * The other text fields of a composer, such as a poll's options. By structure, not by name, so that a field nobody has
 * heard of is checked rather than missed: all that can be seen, written in and say something, save search fields and
 * what stands in a dialog of its own (descriptions of pictures).
 * @param but what the composer knows as an editor, shown or not.
 */
export function otherFields(root: Element, but: string): HTMLElement[] {
  return all(root, 'input, textarea').filter(
    (field) =>
      textareaEngine.matches(field) &&
      !field.matches(but) &&
      field.closest(SEARCH) === null &&
      field.closest(DIALOG) === root.closest(DIALOG) &&
      !field.matches(':read-only') &&
      isVisible(field) &&
      (field as HTMLInputElement).value.trim() !== '',
  );
}

interface ExtensionDom {
  openOrClosedShadowRoot(element: Element): ShadowRoot | null;
}

/** https://dom.spec.whatwg.org/#valid-shadow-host-name */
const HOST = /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

/** The shadow root of an element, closed ones too: extensions, and only they, can look into them. */
export function shadowOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  if (!HOST.test(element.localName)) return null;
  const own = element as Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };
  if (own.openOrClosedShadowRoot !== undefined) return own.openOrClosedShadowRoot;
  const { chrome } = globalThis as { readonly chrome?: { readonly dom?: ExtensionDom } };
  try {
    return chrome?.dom?.openOrClosedShadowRoot(element) ?? null;
  } catch {
    return null; // an element of another sort than HTML's
  }
}

/** The element that has the focus, inside shadow roots. */
export function deepActive(document: Document): Element | null {
  let active = document.activeElement;
  for (let inner = active; inner !== null; inner = shadowOf(inner)?.activeElement ?? null) active = inner;
  return active;
}

/**
 * An event's path with what lies in closed shadow roots, which its own path leaves out: there, what is under the pointer,
 * or has the focus where there is no pointer.
 */
export function eventPath(event: Event): EventTarget[] {
  const path = event.composedPath();
  const [target] = path;
  if (target === undefined || (target as Partial<Node>).nodeType !== 1) return path;
  const outer = target as Element;
  // What is written in has nothing within: most events of a page are keys in an editor.
  if (outer.shadowRoot || (outer as HTMLElement).isContentEditable) return path;
  const { clientX, clientY, detail } = event as Partial<MouseEvent>;
  // A click by the keyboard has no place and no count.
  const isAt = clientX !== undefined && clientY !== undefined && !(event.type === 'click' && detail === 0);
  let inner = outer;
  for (;;) {
    const root = shadowOf(inner);
    const next = isAt ? root?.elementFromPoint(clientX, clientY) : root?.activeElement;
    if (next == null || next === inner) break;
    inner = next;
  }
  if (inner === outer) return path;
  const within = pathOf(inner);
  return [...within.slice(0, within.indexOf(outer)), ...path];
}

/** What an event at the element would have as its path, shadow hosts included. */
export function pathOf(element: Element | null): Node[] {
  const path: Node[] = [];
  for (
    let at: Node | null = element;
    at !== null;
    at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null
  )
    path.push(at);
  return path;
}

/** Zero-width and directional marks that sites put into labels and handles, which no reader sees. */
const INVISIBLE = /[\u200b-\u200f\u2060\u2066-\u2069\ufeff\u00ad]/g;

/** A label as a person reads it: no invisible characters, single spaces. */
export function plainLabel(text: string | null | undefined): string {
  return (text ?? '').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** What a button shows as text: the names of drawings in it are for those who cannot see them, and no label. */
export function shownText(element: Element): string {
  const walker = element.ownerDocument.createTreeWalker(element, 4);
  let text = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node.parentElement?.closest('svg') == null) text += node.nodeValue;
  return plainLabel(text);
}

/** The text that an element shows, or null where there is neither. */
export const labelOf = (element: Element | null): string | null =>
  element === null ? null : shownText(element) || null;

/** The parent, out of a shadow root its host. */
export function parentOf(element: Element): Element | null {
  return element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
}

/** The nearest match around an element, itself included, out of shadow roots too. */
export function closest(from: Element, selector: string): Element | null {
  for (let at: Element | null = from; at !== null; at = parentOf(at)) if (at.matches(selector)) return at;
  return null;
}

/** What a selector finds where `a >>> b` means `b` in the shadow roots of `a`. */
export function pierced(root: ParentNode, selector: string): HTMLElement[] {
  const [outer = '', ...inner] = selector.split(' >>> ');
  const found = all(root, outer);
  if (inner.length === 0) return found;
  return found.flatMap((host) => {
    const root = shadowOf(host);
    return root === null ? [] : pierced(root, inner.join(' >>> '));
  });
}

/**
 * The first match of `pattern` in the addresses of links before the composer's first editor (a post that is answered)
 * or after its last part (a post that is quoted). Links in the text itself are text.
 */
export function linkBeside(
  { root, editors }: { readonly root: Element; readonly editors: readonly HTMLElement[] },
  pattern: RegExp,
  side: 'before' | 'after',
): string | null {
  const [first] = editors;
  if (first === undefined) return null;
  for (const link of all(root, 'a[href]')) {
    const match = pattern.exec(link.getAttribute('href') ?? '');
    const isThere = side === 'before' ? follows(first, link) : follows(link, first);
    if (match !== null && isThere && !editors.some((editor) => editor.contains(link)))
      return match.slice(1).join('/') || match[0];
  }
  return null;
}

/** First stretch of text below `element` that is not blank. */
export function firstText(element: Element | null): string | null {
  if (element === null) return null;
  const walker = element.ownerDocument.createTreeWalker(element, 4);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = plainLabel(node.nodeValue);
    if (text !== '') return text;
  }
  return null;
}

/** The value of a cookie that the page itself can read, or null. */
export function cookie(document: Document, name: string): string | null {
  const pair = document.cookie.split('; ').find((entry) => entry.startsWith(`${name}=`));
  if (pair === undefined) return null;
  try {
    return decodeURIComponent(pair.slice(name.length + 1));
  } catch {
    return null;
  }
}
