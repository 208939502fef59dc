import { compilePattern } from '../../lint/regex/pattern.ts';
import { firstEndingAfter, type Span } from '../../lint/spans.ts';

/** Whether the match at `[start, end)` of a text is one that an exception lets through. */
export type IsException = (start: number, end: number) => boolean;

/**
 * Vale's `exceptions`: whole words, longest first, and case counts unless the exception says `(?i)`. A match is dropped
 * when an exception stands in it, or when it lies inside of what an exception matches.
 * @throws PatternError
 */
export function compileExceptions(sources: readonly string[] | undefined): (text: string) => IsException {
  if (sources === undefined || sources.length === 0) return () => () => false;
  const joined = sources
    .toSorted((a, b) => b.length - a.length)
    .map((source) => (source.startsWith('(?i)') ? source : `(?-i)${source}`))
    .join('|');
  const pattern = compilePattern(joined, { ignoreCase: false, wordBoundaries: true, multiline: true });
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
