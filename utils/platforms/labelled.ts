/** Publish controls of sites that give their buttons no id, only a localized label: structure first, words second. */
import { all, follows, plainLabel, shownText } from './dom.ts';
import { labelMeaning } from './publish-words.ts';

export const BUTTON = '[role="button"], button, input[type="submit"]';
/** What opens something, or formats the text, publishes nothing. */
const ASIDE = '[role="menu"], [role="listbox"], [role="toolbar"]';

/** The label when it is what a person reads on the button; icon buttons and menu openers have none of their own. */
export function ownLabel(button: HTMLElement): string | null {
  const popup = button.getAttribute('aria-haspopup');
  if (popup !== null && popup !== 'false') return null;
  const said = plainLabel(button.getAttribute('aria-label') ?? (button as HTMLInputElement).value);
  return said === '' ? shownText(button) || null : said;
}

const looksWritten = (button: HTMLElement): boolean =>
  shownText(button) !== '' && button.querySelector('svg, img, i') === null;

/**
 * Buttons with a label of their own outside menus and toolbars; among those the word lists choose. Where no language
 * matches, the last one that shows its label as text is taken: the publish button closes the dialog.
 * @param side where the platform has it: `after` the last editor, in a header `before` the first, or `any` of both.
 */
export function labelledControls(
  root: Element,
  editors: readonly HTMLElement[],
  side: 'before' | 'after' | 'any' = 'after',
): HTMLElement[] {
  const first = editors[0];
  const last = editors.at(-1);
  if (first === undefined || last === undefined) return [];
  const isThere = (button: HTMLElement): boolean =>
    side === 'any' || (side === 'after' ? follows(button, last) : follows(first, button));
  const candidates = all(root, BUTTON).filter(
    (button) => isThere(button) && ownLabel(button) !== null && button.closest(ASIDE) === null,
  );
  const meaning = (button: HTMLElement): string => labelMeaning(ownLabel(button) ?? '');
  const known = candidates.filter((button) => meaning(button) === 'publishes');
  if (known.length > 0) return known;
  return candidates.filter((button) => meaning(button) === 'unknown' && looksWritten(button)).slice(-1);
}

/** Where a box without a name ends: at a dialog, a post, a menu. */
const EDGE = 'dialog, [role="dialog"], article, [role="article"]';

/** A box without a name: the nearest ancestor that holds a publish control, not beyond its post or dialog. */
export function labelledBox(editor: HTMLElement): Element {
  let at: Element = editor;
  while (at.parentElement !== null && at.parentElement !== editor.ownerDocument.body) {
    at = at.parentElement;
    if (at.matches(EDGE) || labelledControls(at, [editor]).length > 0) return at;
  }
  return editor.parentElement ?? editor;
}
