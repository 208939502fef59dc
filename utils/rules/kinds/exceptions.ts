import type { PatternPlan } from '../../lint/regex/pattern.ts';
import { planPattern } from '../../lint/regex/plan.ts';

/**
 * Vale's `exceptions`: whole words, longest first, and case counts unless the exception says `(?i)`. A match is dropped
 * when an exception stands in it, or when it lies inside of what an exception matches.
 * @throws PatternError
 */
export function planExceptions(sources: readonly string[]): PatternPlan | null {
  if (sources.length === 0) return null;
  const joined = sources
    .toSorted((a, b) => b.length - a.length)
    .map((source) => (source.startsWith('(?i)') ? source : `(?-i)${source}`))
    .join('|');
  return planPattern(joined, { ignoreCase: false, wordBoundaries: true, multiline: true });
}
