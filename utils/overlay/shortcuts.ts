/**
 * The keys of the overlay. F8 and Shift+F8 are what editors of code use for "next problem", and no browser or platform
 * of ours has them. Alt+. and Alt+, do the same with the hands on the letters; on a Mac these type characters, so there
 * it is with Ctrl as well.
 */
export type ShortcutAction = 'next' | 'previous' | 'close';

interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

export function shortcutOf(event: KeyPress, isMac: boolean): ShortcutAction | null {
  if (event.isComposing || event.metaKey) return null;
  if (event.key === 'Escape') return 'close';
  if (event.key === 'F8' && !event.altKey && !event.ctrlKey) return event.shiftKey ? 'previous' : 'next';
  if (!event.altKey || event.ctrlKey !== isMac || event.shiftKey) return null;
  if (event.code === 'Period') return 'next';
  return event.code === 'Comma' ? 'previous' : null;
}
