import { sameSigma } from './prefilter.ts';
import { type Match, type PatternPlan, patternOf } from './regex/pattern.ts';
import { sentenceAround } from './sentences.ts';
import { firstEndingAfter } from './spans.ts';
import { isWordAt, isWordBefore } from './word.ts';

/**
 * For one text and the ends of its sentences: whether a hit at `[start, end)` is meant to be let through. Every sentence
 * is searched once, however many hits it has.
 */
export type Silence = (text: string, ends: readonly number[]) => (start: number, end: number) => boolean;

/**
 * A rule's `unless`: whole words, case ignored. A pattern silences a hit when it matches in the sentence of the hit and
 * the two overlap or stand side by side, with nothing but blanks, quotes and other signs between them. What should
 * reach further says so in the pattern itself: `(?:not|never)(?:\W+\w+){0,2}`.
 */
export function silenceOf(unless: readonly PatternPlan[]): Silence | null {
  if (unless.length === 0) return null;
  const patterns = unless.map(patternOf).map((pattern) => ({
    findAll: pattern.findAll,
    // A search costs more than a look for the words that it needs.
    literals: pattern.literals?.map(sameSigma) ?? null,
  }));
  return (text, ends) => {
    const bySentence = new Map<string, readonly (readonly Match[])[]>();
    return (start, end) => {
      const [from, to] = sentenceAround(ends, start, end);
      const key = `${from} ${to}`;
      let found = bySentence.get(key);
      if (found === undefined) {
        const lower = sameSigma(text.slice(from, to).toLowerCase());
        found = patterns
          .filter(({ literals }) => literals?.some((literal) => lower.includes(literal)) ?? true)
          .map((pattern) => pattern.findAll(text, from, to))
          .filter((matches) => matches.length > 0);
        bySentence.set(key, found);
      }
      return found.some((matches) => touches(text, matches, start, end));
    };
  };
}

function touches(text: string, matches: readonly Match[], start: number, end: number): boolean {
  const next = firstEndingAfter(matches, start);
  const [before, after] = [matches[next - 1], matches[next]];
  if (after !== undefined && after.start < end) return true;
  return (
    (before !== undefined && !hasWordBefore(text, before.end, start)) ||
    (after !== undefined && !hasWordAfter(text, end, after.start))
  );
}

/** Whether a letter or digit stands in `[from, to)`, looked for from `to` back: it is near wherever hits are many. */
function hasWordBefore(text: string, from: number, to: number): boolean {
  for (let i = to; i > from; i--) if (isWordBefore(text, i)) return true;
  return false;
}

function hasWordAfter(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isWordAt(text, i)) return true;
  return false;
}
