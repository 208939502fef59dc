import type { HashtagEntity, UrlEntity } from './entity.ts';
import { outside } from './overlap.ts';

/** Joiners and signs that stand inside of words of several scripts. */
const INSIDE =
  '_\\u200C\\u200D\\uA67E\\u05BE\\u05F3\\u05F4\\uFF5E\\u301C\\u309B\\u309C\\u30A0\\u30FB\\u3003\\u0F0B\\u0F0C\\xB7';
const WORD = `\\p{L}\\p{M}\\p{Nd}${INSIDE}`;
/** `#` that is no keycap, at the start of a word or behind an emoji, and a word. */
const HASHTAG = new RegExp(
  `(?<![\\p{L}\\p{Mc}\\p{Me}\\p{Nd}${INSIDE}&]|(?![\\uFE0E\\uFE0F])\\p{Mn})[#＃](?![\\uFE0F\\u20E3])([${WORD}]+)`,
  'gu',
);
/** A second `#`, or the rest of an address, makes something else of it. */
const NOT_AFTER = /[#＃]|:\/\//y;
const LETTER = /[\p{L}\p{M}]/u;

/** `#word` with one letter at least, as X finds them; none inside of a link. */
export function findHashtags(text: string, urls: readonly UrlEntity[]): HashtagEntity[] {
  const found: HashtagEntity[] = [];
  // A variation selector that ends one hashtag begins no other.
  let free = -1;
  for (const { index, 0: whole, 1: name = '' } of text.matchAll(HASHTAG)) {
    const end = index + whole.length;
    if (index === free || !LETTER.test(name)) continue;
    free = end;
    NOT_AFTER.lastIndex = end;
    if (!NOT_AFTER.test(text)) found.push({ start: index, end, name });
  }
  return outside(found, urls);
}
