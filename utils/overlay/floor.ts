import type { Guard } from './genuine.ts';
import type { Highlights } from './highlights.ts';
import type { OverlayHost } from './host.ts';
import type { Mirror } from './mirror.ts';
import type { Pointer } from './pointer.ts';
import type { Seat } from './seat.ts';
import type { ComposerTexts } from './texts.ts';

/** Everything of ours that stands in the page; made when the first composer is used. */
export interface Stage {
  readonly host: OverlayHost;
  readonly highlights: Highlights;
  readonly mirror: Mirror;
  readonly guard: Guard;
  readonly pointer: Pointer;
}

/** What card and panel need of the desk they belong to. */
export interface Floor {
  readonly window: Window & typeof globalThis;
  readonly texts: ComposerTexts;
  /** Formats an epoch-ms instant of the store's clock for the author. */
  readonly clock: (at: number) => string;
  readonly stage: () => Stage | null;
  /** Shows the model as it is now. */
  show(): void;
  /** Says something to screen readers, once. */
  say(text: string): void;
  /** A number for each time the focus is to go into a view; 0 stands for "stay where you are". */
  countFocus(wanted: boolean): number;
  /** True while the focus is in one of our views. */
  focusIsOurs(): boolean;
}

/** Gives the focus back to where the author writes. */
export function focusEditor(seat: Seat, part = 0): void {
  (seat.composer.editors[part] ?? seat.composer.editors[0])?.focus({ preventScroll: true });
}

/** Brings words of the draft into view and selects them, so that the author sees where they are and can write over them. */
export function selectWords(
  { composer, examination }: Seat,
  { part, start, end }: { readonly part: number; readonly start: number; readonly end: number },
): void {
  const text = examination?.texts[part];
  const editor = composer.editors[part];
  if (text === undefined || editor === undefined) return;
  editor.focus({ preventScroll: true });
  if (text.kind === 'field') {
    text.field.setSelectionRange(start, end);
    text.field.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return;
  }
  const range = text.rangeOf(start, end);
  if (range === null) return;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  editor.ownerDocument.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  startContainer.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/**
 * True when something of the page lies over the element, such as a dialog opened since: what stands beside it would
 * stand in the way of something else. Out of view is not covered.
 */
export function isCovered(element: Element, host: Element): boolean {
  const box = element.getBoundingClientRect();
  const tree = element.getRootNode() as Document | ShadowRoot;
  const top = tree.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return top !== null && top !== host && !element.contains(top) && !top.contains(element);
}
