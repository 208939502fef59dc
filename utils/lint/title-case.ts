/** Title and sentence case as Vale writes them (jdkato/twine, `strcase`): AP, Chicago, and the first word alone. */
import type { Span } from './spans.ts';

/** How to write a word that the team has its own spelling for, or null for any other. */
export type AcceptedSpelling = (word: string) => string | null;

export type TitleStyle = 'AP' | 'Chicago';

const SMALL = 'a an and as at but by en for if in nor of on or per the to vs vs. via v v.';
const PREPOSITIONS =
  'with from into during including until against among throughout despite towards upon concerning about over through ' +
  'before between after since without under within along following across beyond around down near above';
const LOWERED: Readonly<Record<TitleStyle, ReadonlySet<string>>> = {
  AP: new Set(SMALL.split(' ')),
  Chicago: new Set(`${SMALL} ${PREPOSITIONS}`.split(' ')),
};
const WORD = /[\p{N}\p{L}]+[^\s\-/]*/gu;

/**
 * The text as a title. AP has “To” before a verb and “to” before a noun; which it is cannot be told without a tagger of
 * parts of speech, so either is left as the author wrote it.
 */
export function titleCase(text: string, style: TitleStyle, accepted: AcceptedSpelling): string {
  const at = (offset: number): string => {
    const sign = text.charAt(offset) || text.charAt(0);
    return sign === '–' || sign === '—' ? '-' : sign;
  };
  return text.replace(WORD, (word, start: number) => {
    const known = accepted(word);
    if (known !== null) return known;
    const end = start + word.length;
    const isInside = start > 0 && end < text.length;
    const before = at(start - 1);
    const further = at(start - 2);
    const canBeSmall =
      isInside &&
      (before === ' ' || before === '-' || before === '/') &&
      further !== ':' &&
      further !== '-' &&
      (before === '-' || at(end) !== '-');
    const lower = word.toLowerCase();
    if (!canBeSmall || !LOWERED[style].has(lower)) return capitalized(word);
    return style === 'AP' && lower === 'to' && word === 'To' ? word : lower;
  });
}

/**
 * The text in sentence case: the first of its words with a capital, and what follows an indicator; the others without.
 * @param words where the words are, in order; what lies between stays
 * @param isIndicator whether the word after this one (the index is this one's) begins a sentence
 */
export function sentenceCase(
  text: string,
  words: readonly Span[],
  accepted: AcceptedSpelling,
  isIndicator: (word: string, index: number) => boolean,
): string {
  let written = '';
  let done = 0;
  let before = '';
  words.forEach(({ start, end }, i) => {
    const word = text.slice(start, end);
    const isFirst = i === 0 || isIndicator(before, i - 1);
    const lower = word.toLowerCase();
    written += text.slice(done, start) + (accepted(word) ?? (isFirst ? capitalized(lower) : lower));
    done = end;
    before = word;
  });
  return written + text.slice(done);
}

/** The same with a capital first, where the first letter has one of one character. */
export function capitalized(word: string): string {
  const [first = ''] = word;
  const upper = first.toUpperCase();
  return upper.length === first.length ? upper + word.slice(first.length) : word;
}

/** Every letter at the start or after a blank or an ASCII sign with a capital, as Go’s `strings.Title`: `It'S Non-Stop`. */
export function everyWordCapitalized(text: string): string {
  return text.replace(/(?<![^\s!-/:-@[-^`{-~])\p{L}/gu, capitalized);
}
