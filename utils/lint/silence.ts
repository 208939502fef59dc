import type { Pattern } from './regex/pattern.ts';
import { compilePattern } from './regex/pattern.ts';
import { sentenceAround } from './sentences.ts';
import { isWordAt } from './word.ts';

/** Whether a hit at `[start, end)` of `text` is meant to be let through; `ends` are the text's sentence ends. */
export type Silence = (text: string, ends: () => readonly number[], start: number, end: number) => boolean;

/**
 * A rule's `unless`: whole words, case ignored. A pattern silences a hit when it matches in the sentence of the hit and
 * the two overlap or stand side by side, with nothing but blanks, quotes and other signs between them. What should
 * reach further says so in the pattern itself: `(?:not|never)(?:\W+\w+){0,2}`.
 * @throws PatternError
 */
export function compileUnless(sources: readonly string[] | undefined): Silence | null {
  if (sources === undefined || sources.length === 0) return null;
  const patterns: Pattern[] = sources.map((source) =>
    compilePattern(source, { ignoreCase: true, wordBoundaries: true }),
  );
  return (text, ends, start, end) => {
    const [from, to] = sentenceAround(ends(), start, end);
    return patterns.some((pattern) =>
      pattern
        .findAll(text, from, to)
        .some((match) => !hasWord(text, match.end, start) && !hasWord(text, end, match.start)),
    );
  };
}

/** Whether a letter or digit stands in `[from, to)`; an empty or backward range has none. */
function hasWord(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isWordAt(text, i)) return true;
  return false;
}
