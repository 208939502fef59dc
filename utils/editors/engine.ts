/** The contract of an editor engine: one file an engine, chosen by markers in the page, never by host. */

/**
 * Text of a rich editor with the way back to the DOM. Taken in one walk, valid until the editor's DOM changes.
 * Blocks are joined by one `\n`, a `<br>` is one `\n` (an editor's trailing filler `<br>` is none), non-editable
 * islands are skipped save mentions, which are published as their text; an emoji image counts as its `alt`. Offsets are UTF-16 code units in `text`.
 */
export interface RichText {
  readonly kind: 'rich';
  readonly text: string;
  /** A DOM range over `[start, end)`, or null when the DOM has moved on. */
  rangeOf(start: number, end: number): Range | null;
  /** The text offset of a DOM position inside the editor, or null when it lies outside. */
  offsetOf(node: Node, offset: number): number | null;
}

/** A textarea or an input: the text is its value, there are no DOM positions in it. */
export interface FieldText {
  readonly kind: 'field';
  readonly text: string;
  readonly field: HTMLTextAreaElement | HTMLInputElement;
}

export type EditorText = RichText | FieldText;

/** `[start, end)` in the editor's current text is to become `text`. Never holds a line break. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type ReplaceResult =
  /** Read back from the editor: exactly the expected text is there. */
  | { readonly kind: 'replaced' }
  /** It came out otherwise and was undone (`restored`), or could not be undone; offer to copy instead. */
  | { readonly kind: 'failed'; readonly restored: boolean };

export interface EditorEngine {
  readonly id: string;
  /** True when `root` is this engine's editable root element. */
  matches(root: HTMLElement): boolean;
  read(root: HTMLElement): EditorText;
  /** The smallest change the editor's own model follows. Adds no node, attribute or class inside `root`. */
  replace(root: HTMLElement, change: Replacement): Promise<ReplaceResult>;
}
