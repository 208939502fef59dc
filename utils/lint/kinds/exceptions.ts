import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import { firstEndingAfter, type Span } from '../spans.ts';

/** Whether the match at `[start, end)` of a text is one that an exception lets through. */
export type IsException = (start: number, end: number) => boolean;

/** Runs what `planExceptions` made: one pattern of all exceptions of a rule, or null when it has none. */
export function exceptionsOf(plan: PatternPlan | null): (text: string) => IsException {
  if (plan === null) return () => () => false;
  const pattern = patternOf(plan);
  return (text) => {
    let phrases: readonly Span[] | null = null;
    return (start, end) => {
      if (pattern.test(text.slice(start, end))) return true;
      phrases ??= pattern.findAll(text);
      const phrase = phrases[firstEndingAfter(phrases, start)];
      return phrase !== undefined && phrase.start <= start && phrase.end >= end;
    };
  };
}
