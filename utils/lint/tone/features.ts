/** From a text to the numbers that the tone model weighs. The trainer and the page run the same lines. */

/** A word of the text with its features: numbers below the model's size. */
export interface ToneWord {
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** Whether it names a group of people: it says nothing alone. */
  readonly isGroup: boolean;
  readonly features: readonly number[];
}

/** Longer texts are weighed as far as this, which bounds the time. */
const MOST_WORDS = 600;
const LONGEST_WORD = 24;
/** As many words before or behind a group's name are said of the group. */
const NEAR = 5;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’*@$!-][\p{L}\p{M}\p{N}]+)*/gu;
/** Links, addresses and names of accounts say nothing about the tone. */
const ASIDE = /https?:\/\/\S+|[^\s@]{1,64}@\S+|\[(?:URL|USER)\]|@[\w.]+/g;
/** Stands for every group of people, so that all of them are the same to the model. */
const SOMEBODY = '\u0001';

/**
 * The words of a text with their features: the word, its pieces of three to five letters, its pair with the word before
 * it, and whether it stands near a group of people.
 * @param size how many features the model tells apart: a power of two
 * @param groups words for groups of people, lower case
 */
export function toneWords(text: string, size: number, groups: ReadonlySet<string>): ToneWord[] {
  const found: { start: number; end: number; word: string; isGroup: boolean }[] = [];
  for (const { 0: written, index } of text
    .replace(ASIDE, (aside) => ' '.repeat(aside.length))
    .matchAll(WORD)) {
    if (found.length === MOST_WORDS) break;
    const word = written
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('’', "'")
      .replace(/(.)\1{2,}/gu, '$1$1')
      .slice(0, LONGEST_WORD);
    const isGroup = [word, word.replace(/'s$/, ''), word.replace(/s$/, '')].some((one) => groups.has(one));
    found.push({ start: index, end: index + written.length, word, isGroup });
  }
  return found.map(({ start, end, word, isGroup }, i) => {
    const features: number[] = [];
    const add = (feature: string): void => {
      features.push(hashOf(feature) & (size - 1));
    };
    if (!isGroup) {
      add(`w${word}`);
      const padded = `^${word}$`;
      for (let length = 3; length <= 5; length++)
        for (let from = 0; from + length <= padded.length; from++)
          add(`c${padded.slice(from, from + length)}`);
      if (found.slice(Math.max(0, i - NEAR), i + NEAR + 1).some((near) => near.isGroup)) {
        add(`g${word}`);
        add(`s${word.slice(0, 4)}`);
      }
    }
    const before = found[i - 1];
    // Two groups in a row are no more than one.
    if (before !== undefined && !(isGroup && before.isGroup))
      add(`p${before.isGroup ? SOMEBODY : before.word} ${isGroup ? SOMEBODY : word}`);
    return { start, end, isGroup, features };
  });
}

/** FNV-1a over UTF-16 units, mixed at the end so that the low bits are as good as the high ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
