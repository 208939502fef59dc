import type { ExceptionsPlan } from '../../lint/kinds/exceptions.ts';
import type { PatternPlan } from '../../lint/regex/pattern.ts';
import { planPattern } from '../../lint/regex/plan.ts';
import { planInPieces } from '../pieces.ts';

/**
 * Vale's `exceptions` (internal/check/definition.go, `updateExceptions` and `buildPhraseRe`): whole words, longest first,
 * and case counts unless one says `(?i)`. A match is let through when an exception stands in it, or when it lies inside
 * of what an exception of several words matches.
 * @param phrasesIgnoreCase as Vale has it for the phrases of a vocabulary
 * @throws PatternError
 */
export function planExceptions(
  sources: readonly string[],
  { phrasesIgnoreCase }: { readonly phrasesIgnoreCase: boolean } = { phrasesIgnoreCase: false },
): ExceptionsPlan | null {
  const wanted = sources.filter((source) => source.trim() !== '');
  if (wanted.length === 0) return null;
  const phrases = wanted.filter((source) => /[ \t]|\\s/.test(source));
  return {
    within: planAlternatives(wanted, { ignoreCase: false, wordBoundaries: true }),
    phrases: planAlternatives(phrases, { ignoreCase: phrasesIgnoreCase, wordBoundaries: true }),
  };
}

/**
 * One alternation of many terms, longest first, as patterns of a size that can be compiled. What one term says of its
 * case holds for itself alone.
 * @throws PatternError
 */
export function planAlternatives(
  sources: readonly string[],
  { ignoreCase, wordBoundaries }: { readonly ignoreCase: boolean; readonly wordBoundaries: boolean },
): PatternPlan[] {
  return planInPieces(
    sources.toSorted((a, b) => b.length - a.length),
    (some) =>
      planPattern(some.map((source) => `(?:${source})`).join('|'), {
        ignoreCase,
        wordBoundaries,
        multiline: true,
      }),
  ).map(({ pattern }) => pattern);
}
