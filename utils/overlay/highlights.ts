/**
 * Underlines in rich editors by the CSS Custom Highlight API: the editor's own DOM is not touched.
 *
 * The registry belongs to the page as much as to us: it can read and clear it. So the names say nothing, nothing
 * depends on them, and they are put back when they are gone. In Firefox a content script may only use the verbs
 * `set`, `has` and `delete` on it ("Xray wrapping of iterators not supported").
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { SEVERITIES, type Severity } from '../lint/finding.ts';

export interface Mark {
  readonly severity: Severity;
  readonly range: Range;
}

export interface Highlights {
  /** Replaces what is marked in one editor. */
  paint(editor: Element, marks: readonly Mark[]): void;
  forget(editor: Element): void;
  /** Puts back what the page has cleared. Cheap: call it often. */
  keep(): void;
  remove(): void;
}

/**
 * Line style as well as colour tells the severity, and every colour has at least 3:1 on white and on black, since
 * nobody knows the page's background. System colours take over where the user has chosen them.
 */
const STYLE: Record<Severity, { readonly line: string; readonly colour: string }> = {
  note: { line: 'dotted', colour: '#3f86d1' },
  warn: { line: 'dashed', colour: '#c27803' },
  review: { line: 'wavy', colour: '#9a66f0' },
  block: { line: 'double', colour: '#e0343f' },
};

const isSame = (before: readonly Mark[], now: readonly Mark[]): boolean =>
  before.length === now.length &&
  before.every(({ severity, range }, at) => {
    const other = now[at];
    return (
      other?.severity === severity &&
      other.range.startContainer === range.startContainer &&
      other.range.startOffset === range.startOffset &&
      other.range.endContainer === range.endContainer &&
      other.range.endOffset === range.endOffset
    );
  });

const randomName = (): string => `h${bytesToHex(crypto.getRandomValues(new Uint8Array(8)))}`;

export function createHighlights(window: Window & typeof globalThis): Highlights {
  const names = new Map(SEVERITIES.map((severity) => [severity, randomName()]));
  const marked = new Map<Element, readonly Mark[]>();
  const shown = new Map<Severity, Highlight>();
  let sheet: CSSStyleSheet | null = null;

  const css = [...names]
    .map(([severity, name]) => {
      const { line, colour } = STYLE[severity];
      return `::highlight(${name}) { text-decoration: underline ${line} ${colour} 2px; text-decoration-skip-ink: none; }
@media (forced-colors: active) { ::highlight(${name}) { text-decoration-color: Highlight; } }`;
    })
    .join('\n');

  /**
   * Chromium paints by the document's rules inside shadow roots too; Firefox only by the root's own (tried in both), so
   * the root that holds the editor adopts the same sheet. The editor's own subtree has nothing to do with it.
   */
  const style = (): void => {
    if (sheet === null) {
      sheet = new window.CSSStyleSheet();
      sheet.replaceSync(css);
    }
    for (const editor of marked.keys()) {
      if (!editor.isConnected) continue;
      const sheets = (editor.getRootNode() as Document | ShadowRoot).adoptedStyleSheets;
      let there = false;
      for (let index = 0; index < sheets.length; index++) if (sheets[index] === sheet) there = true;
      if (!there) sheets.push(sheet);
    }
  };

  const show = (): void => {
    for (const [index, severity] of SEVERITIES.entries()) {
      const name = names.get(severity);
      if (name === undefined) continue;
      const highlight = new window.Highlight();
      // The graver line is drawn where two meet.
      highlight.priority = index;
      let empty = true;
      for (const marks of marked.values()) {
        for (const mark of marks) {
          if (mark.severity !== severity) continue;
          highlight.add(mark.range);
          empty = false;
        }
      }
      if (empty) {
        shown.delete(severity);
        window.CSS.highlights.delete(name);
      } else {
        shown.set(severity, highlight);
        window.CSS.highlights.set(name, highlight);
      }
    }
  };

  return {
    paint(editor, marks) {
      if (marks.length === 0 && !marked.has(editor)) return;
      // The browser moves ranges with the text by itself: those that still fit are left alone, and nothing is drawn anew.
      if (isSame(marked.get(editor) ?? [], marks)) return;
      if (marks.length === 0) marked.delete(editor);
      else marked.set(editor, marks);
      if (marked.size > 0) style();
      show();
    },
    forget(editor) {
      if (marked.delete(editor)) show();
    },
    keep() {
      if (marked.size === 0) return;
      style();
      for (const [severity, highlight] of shown) {
        const name = names.get(severity);
        if (name !== undefined && !window.CSS.highlights.has(name))
          window.CSS.highlights.set(name, highlight);
      }
    },
    remove() {
      marked.clear();
      show();
      if (sheet !== null) sheet.disabled = true;
    },
  };
}
