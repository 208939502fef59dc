import { blockFinder, placeOf } from '../blocks.ts';
import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import type { Span } from '../spans.ts';
import { type ExceptionsPlan, eitherOf, exceptionsOf } from './exceptions.ts';
import type { DraftHit, Runner } from './matcher.ts';

export interface ConditionalPlan {
  readonly scope: ScopePlan;
  readonly first: PatternPlan;
  readonly second: PatternPlan;
  /** Whether `second` has a group, which says what `first` may be. */
  readonly defines: boolean;
  readonly exceptions: ExceptionsPlan | null;
  readonly vocab: boolean;
}

interface Sighting extends Span {
  /** Null for a match of `first`. */
  readonly second: readonly string[] | null;
}

/**
 * Every match of the first pattern that no exception lets through is a hit, unless the second matched: with a group,
 * the same text in that block or one before; without, anything in that block.
 */
export const runConditional: Runner<ConditionalPlan> = (plan, { accepted }) => {
  const [first, second] = [patternOf(plan.first), patternOf(plan.second)];
  const exceptionsIn = eitherOf(exceptionsOf(plan.exceptions), plan.vocab ? accepted : null);
  const blocksOf = blockFinder<Sighting>(plan.scope, (text) => {
    const isException = exceptionsIn(text);
    const needed = first.findAll(text).filter(({ start, end }) => !isException(start, end));
    const given = second.findAll(text).map((match) => ({
      ...match,
      second: textsOf(second.groups(text, match)),
    }));
    return [...given, ...needed.map((match) => ({ ...match, second: null }))];
  });
  return {
    by: 'draft',
    find: (view) => {
      const hits: DraftHit[] = [];
      const defined = new Set<string>();
      for (const block of blocksOf(view)) {
        const given = block.found.filter((one) => one.second !== null);
        if (!plan.defines && given.length > 0) continue;
        for (const one of given) for (const text of one.second ?? []) defined.add(text);
        for (const one of block.found) {
          if (one.second !== null || defined.has(block.text.slice(one.start, one.end))) continue;
          hits.push({ ...placeOf(block, one), expected: [] });
        }
      }
      return hits;
    },
  };
};

function textsOf(groups: readonly (string | undefined)[]): readonly string[] {
  return groups.flatMap((group) => (group === undefined || group === '' ? [] : [group]));
}
