import { countSentences } from './sentence-count.ts';
import { syllablesOf } from './syllables.ts';

/** What a text is made of, by the names that Vale's `metric` gives them. */
export interface Counts {
  readonly characters: number;
  readonly words: number;
  readonly sentences: number;
  readonly paragraphs: number;
  readonly syllables: number;
  /** Words of three syllables and more. */
  readonly polysyllabic_words: number;
  /** The same, where an ending `es`, `ed` or `ing` does not count. */
  readonly complex_words: number;
  /** Words of more than six bytes in UTF-8: as Vale counts. */
  readonly long_words: number;
}

export const NO_COUNTS: Counts = {
  characters: 0,
  words: 0,
  sentences: 0,
  paragraphs: 0,
  syllables: 0,
  polysyllabic_words: 0,
  complex_words: 0,
  long_words: 0,
};

const WORD = /(?:[A-Z]\.){2,}|[\p{N}\p{L}']+/gu;
const SIGN = /[\p{N}\p{L}]/gu;
const SHORTENED = /(?:es|ed|ing)$/;
/** Apart from these, the characters of a word take one byte. */
const WIDE = /[^\0-\x7f]/gu;

/** Counts one paragraph (jdkato/twine, `summarize/summarize.go`). Linear in the text. */
export function countParagraph(text: string): Counts {
  let [characters, words, syllables, polysyllabic, complex, long] = [0, 0, 0, 0, 0, 0];
  for (const [word] of text.matchAll(WORD)) {
    const count = syllablesOf(word);
    words++;
    syllables += count;
    characters += word.match(SIGN)?.length ?? 0;
    if (count > 2) polysyllabic++;
    if (count - (SHORTENED.test(word) ? 1 : 0) > 2) complex++;
    if (bytesOf(word) > 6) long++;
  }
  return {
    characters,
    words,
    sentences: countSentences(text),
    paragraphs: 1,
    syllables,
    polysyllabic_words: polysyllabic,
    complex_words: complex,
    long_words: long,
  };
}

/** Counts of a text of several paragraphs from those of each. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    characters: a.characters + b.characters,
    words: a.words + b.words,
    sentences: a.sentences + b.sentences,
    paragraphs: a.paragraphs + b.paragraphs,
    syllables: a.syllables + b.syllables,
    polysyllabic_words: a.polysyllabic_words + b.polysyllabic_words,
    complex_words: a.complex_words + b.complex_words,
    long_words: a.long_words + b.long_words,
  };
}

function bytesOf(word: string): number {
  if (word.length > 6) return word.length;
  let bytes = word.length;
  for (const [sign] of word.matchAll(WIDE)) bytes += (sign.codePointAt(0) ?? 0) > 0x7ff ? 2 : 1;
  return bytes;
}
