import type { QuoteEntity } from './entity.ts';

/** Opening marks with the marks that close them; those that are also an apostrophe are left out. */
const CLOSING: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '"': '"',
};
const MARK = /["“”„«»‹›「」『』]|\n[^\S\n]*\n/g;

/** Quotations, each up to the first mark that closes it; none reaches over a blank line. A mark that nothing closes opens none. */
export function findQuotes(text: string): QuoteEntity[] {
  const found: QuoteEntity[] = [];
  let openAt = -1;
  let closing = '';
  for (const { index, 0: mark } of text.matchAll(MARK)) {
    if (openAt >= 0 && closing.includes(mark)) {
      if (index > openAt + 1) found.push({ start: openAt, end: index + 1 });
      openAt = -1;
    } else if (mark.startsWith('\n')) {
      openAt = -1;
    } else if (openAt < 0 && CLOSING[mark] !== undefined) {
      openAt = index;
      closing = CLOSING[mark];
    }
  }
  return found;
}
