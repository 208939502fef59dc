import { compilePattern } from '../../lint/regex/pattern.ts';

/**
 * Vale's `exceptions`: whole words, longest first, and case counts unless the exception says `(?i)`. A match in which
 * one of them stands is dropped.
 * @throws PatternError
 */
export function compileExceptions(sources: readonly string[] | undefined): (observed: string) => boolean {
  if (sources === undefined || sources.length === 0) return () => false;
  const joined = sources
    .toSorted((a, b) => b.length - a.length)
    .map((source) => (source.startsWith('(?i)') ? source : `(?-i)${source}`))
    .join('|');
  const pattern = compilePattern(joined, { ignoreCase: false, wordBoundaries: true, multiline: true });
  return (observed) => pattern.test(observed);
}
