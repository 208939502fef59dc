import { type Pattern, type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import type { Span } from '../spans.ts';
import { everyWordCapitalized, sentenceCase, titleCase } from '../title-case.ts';
import type { Runner } from './matcher.ts';

export interface CapitalizationPlan {
  readonly scope: ScopePlan;
  readonly how: 'AP' | 'Chicago' | 'sentence' | 'lower' | 'upper' | 'pattern';
  /** For `pattern`: has to match. */
  readonly pattern: PatternPlan | null;
  /** Whole words that are right as they are; case counts. */
  readonly exceptions: readonly PatternPlan[];
  /** The same in any case: what counts as one word of a sentence. */
  readonly words: readonly PatternPlan[];
  /** The same anywhere in a word, which is then left as it is. */
  readonly kept: readonly PatternPlan[];
  /** By small letters, how a word is spelled. */
  readonly spellings: Readonly<Record<string, string>>;
  readonly indicators: readonly string[];
  readonly threshold: number;
  readonly prefix: PatternPlan | null;
}

const WORD_START = /[\p{N}\p{L}*]/gu;
const BLANK = /\s/g;
const NUMBERED = /\d+\./;

/** A text of which too few words are as they should be is a hit as a whole. */
export const runCapitalization: Runner<CapitalizationPlan> = (plan) => {
  const { how, threshold, indicators } = plan;
  const exceptions = plan.exceptions.map(patternOf);
  const words = plan.words.map(patternOf);
  const kept = plan.kept.map(patternOf);
  const pattern = plan.pattern === null ? null : patternOf(plan.pattern);
  const prefix = plan.prefix === null ? null : patternOf(plan.prefix);
  const isException = (text: string): boolean => exceptions.some((one) => one.test(text));
  const accepted = (word: string): string | null => {
    const lower = word.toLowerCase();
    if (Object.hasOwn(plan.spellings, lower)) return plan.spellings[lower] ?? null;
    return kept.some((one) => one.test(word)) ? word : null;
  };
  const isIndicator = (word: string, index: number): boolean =>
    indicators.some((end) => word.length > end.length && word.endsWith(end)) ||
    (index === 0 && NUMBERED.test(word));

  const converted = (text: string): string => {
    if (how === 'lower') return text.toLowerCase();
    if (how === 'upper') return text.toUpperCase();
    const [before] = prefix?.findAll(text) ?? [];
    const from = before === undefined || before.start > 0 ? 0 : before.end;
    const rest = text.slice(from);
    const written =
      how === 'sentence'
        ? sentenceCase(rest, wordsOf(rest, words), accepted, isIndicator)
        : titleCase(rest, how === 'Chicago' ? how : 'AP', accepted);
    return text.slice(0, from) + written;
  };

  /** Whether enough of the words are those of the converted text (internal/check/variables.go). */
  const isRight = (text: string, expected: string): boolean => {
    const wanted = wordsOf(expected, exceptions);
    const found = wordsOf(text, exceptions);
    let right = 0;
    for (const [i, { start, end }] of found.entries()) {
      const word = text.slice(start, end);
      const other = wanted[i];
      if (other === undefined || word === expected.slice(other.start, other.end) || isException(word))
        right++;
      else if (how === 'sentence') {
        if (i === 0 && word !== everyWordCapitalized(word.toLowerCase())) return false;
      } else if (word === word.toUpperCase()) right++;
    }
    return found.length === 0 || right / found.length >= threshold;
  };

  return {
    by: 'passage',
    scope: plan.scope,
    literals: null,
    find: ({ text }) => {
      if (text.trim() === '') return [];
      const hit = { start: 0, end: text.length, masked: null };
      if (pattern !== null) return pattern.test(text) || isException(text) ? [] : [{ ...hit, expected: [] }];
      const expected = converted(text);
      const isWholeText = how === 'lower' || how === 'upper';
      if (expected === text || (isWholeText ? isException(text) : isRight(text, expected))) return [];
      return [{ ...hit, expected: [expected] }];
    },
  };
};

/** Words, and what the patterns take for one; of both at one place the pattern's. In order, not overlapping. */
function wordsOf(text: string, patterns: readonly Pattern[]): Span[] {
  const taken = patterns
    .flatMap((pattern) => pattern.findAll(text))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const words: Span[] = [];
  let next = 0;
  let from = 0;
  while (from < text.length) {
    while (next < taken.length && (taken[next]?.start ?? 0) < from) next++;
    const term = taken[next];
    const start = indexOf(WORD_START, text, from);
    if (term !== undefined && term.start <= start) words.push(term);
    else if (start < text.length) words.push({ start, end: indexOf(BLANK, text, start) });
    else break;
    from = words.at(-1)?.end ?? text.length;
  }
  return words;
}

/** Where a sign of the pattern next stands, or the length of the text. */
function indexOf(sign: RegExp, text: string, from: number): number {
  sign.lastIndex = from;
  return sign.exec(text)?.index ?? text.length;
}
