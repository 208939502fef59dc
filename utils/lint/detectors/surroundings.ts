/** What stands around a found value decides whether it is one: each look goes a bounded number of characters far. */

const BEFORE = 48;
const AFTER = 24;

/**
 * Whether `[start, end)` is a word of its own: not a piece of a longer number, word, hashtag, handle, price or web
 * address, and not followed by what makes it one (`5.000`, `12-B`, `10%`).
 */
export function standsFree(text: string, start: number, end: number): boolean {
  return (
    !/[\p{L}\p{N}_/=#@&+$€£¥\\~•*-]$|\d[.,:]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^(?:[\p{L}\p{N}_@%°•*=]|[.,:/-]\d|[-/]\p{L})/u.test(text.slice(end, end + 2))
  );
}

/** What was written before `start`, on the same line and not far. */
export function wordsBefore(text: string, start: number, far: number = BEFORE): string {
  const near = text.slice(Math.max(0, start - far), start);
  return near.slice(near.lastIndexOf('\n') + 1);
}

/** What is written before and behind `[start, end)`, on the same line and not far. */
export function wordsAround(text: string, start: number, end: number): string {
  return `${wordsBefore(text, start)} ${text.slice(end, end + AFTER).split('\n', 1)[0]}`;
}

/**
 * Finds out whether a number is introduced as something else: an order, a parcel, a product, a case, a bank account.
 * @param words the words that introduce one, as one pattern
 */
export function otherNumbers(words: string): (text: string, start: number) => boolean {
  const other = wordPattern(
    words,
    '[\\s.:#-]{0,3}(?:(?:id|no|nr|num|number|nummer|code|kode)[\\s.:#]{0,3})?(?:is|er|was|=)?\\s{0,2}$',
  );
  return (text, start) => other.test(wordsBefore(text, start));
}

/** Any of the words, whole and whatever their case, with what has to follow. */
export function wordPattern(words: string, after = '(?!\\p{L})', flags = ''): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${words})${after}`, `iu${flags}`);
}
