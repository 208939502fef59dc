import type { Runner } from './matcher.ts';

export interface TermsPlan {
  readonly terms: readonly string[];
  readonly ignoreMarks: boolean;
  /** Whether the terms are found in disguise too. */
  readonly evasion: boolean;
}

/** Plain words and phrases, found together in one pass over the folded text. */
export const runTerms: Runner<TermsPlan> = ({ terms, ignoreMarks, evasion }) => ({
  by: 'terms',
  terms,
  ignoreMarks,
  evasion,
});
