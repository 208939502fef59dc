import { expandGroups } from '../fixes.ts';
import { type Pattern, type PatternPlan, patternOf } from '../regex/pattern.ts';
import { findFirst, literalsOf } from '../regex/several.ts';
import type { ScopePlan } from '../scope.ts';
import { capitalized } from '../title-case.ts';
import { type ExceptionsPlan, eitherOf, exceptionsOf } from './exceptions.ts';
import type { Hit, Runner } from './matcher.ts';

export interface SubstitutionPlan {
  readonly scope: ScopePlan;
  /** One, or a list too long for one in pieces. */
  readonly pieces: readonly {
    /** One group a key. */
    readonly pattern: PatternPlan;
    /** By key. */
    readonly entries: readonly {
      /** What to write instead. */
      readonly choices: readonly string[];
      /** The key's own groups, where a choice speaks of them. */
      readonly groups: PatternPlan | null;
      /** Covers what is right though it is none of the choices. */
      readonly accepts: PatternPlan | null;
    }[];
  }[];
  readonly capitalize: boolean;
  readonly exceptions: ExceptionsPlan | null;
  readonly vocab: boolean;
}

/** What the keys match is a hit, but not where the author already wrote one of the choices. */
export const runSubstitution: Runner<SubstitutionPlan> = (plan, { accepted }) => {
  const patterns = plan.pieces.map(({ pattern }) => patternOf(pattern));
  const entries = plan.pieces.map((piece) =>
    piece.entries.map(({ choices, groups, accepts }) => ({
      choices,
      groups: groups === null ? null : patternOf(groups),
      accepts: accepts === null ? null : patternOf(accepts),
    })),
  );
  const exceptionsIn = eitherOf(exceptionsOf(plan.exceptions), plan.vocab ? accepted : null);
  return {
    by: 'passage',
    scope: plan.scope,
    literals: literalsOf(patterns),
    find: ({ text }) => {
      const hits: Hit[] = [];
      const isException = exceptionsIn(text);
      for (const match of findFirst(patterns, text)) {
        const observed = text.slice(match.start, match.end);
        const entry = entries[match.index]?.[match.group - 1];
        if (entry === undefined || isException(match.start, match.end)) continue;
        const isCapitalized = plan.capitalize && observed === capitalized(observed);
        const expected = entry.choices
          .map((choice) => (isCapitalized ? capitalized(choice) : choice))
          .map((choice) => expand(choice, entry.groups, observed));
        if (expected.includes(observed) || entry.accepts?.test(observed)) continue;
        hits.push({ start: match.start, end: match.end, expected, masked: null });
      }
      return hits;
    },
  };
};

function expand(choice: string, groups: Pattern | null, observed: string): string {
  if (groups === null) return choice;
  const [match] = groups.findAll(observed);
  return expandGroups(choice, observed, match === undefined ? [] : groups.groups(observed, match));
}
