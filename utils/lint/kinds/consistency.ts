import { blockFinder, placeOf } from '../blocks.ts';
import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import type { Span } from '../spans.ts';
import type { DraftHit, Runner } from './matcher.ts';

export interface ConsistencyPlan {
  readonly scope: ScopePlan;
  /** Of each pair one pattern with two groups, one a form. */
  readonly pairs: readonly PatternPlan[];
}

interface Form extends Span {
  readonly pair: number;
  /** 0 or 1: which of the two. */
  readonly form: number;
  readonly text: string;
}

/** Once both forms of a pair have been seen, in any part of the draft, every block with either is a hit, at its last. */
export const runConsistency: Runner<ConsistencyPlan> = ({ scope, pairs }) => {
  const patterns = pairs.map(patternOf);
  const blocksOf = blockFinder<Form>(scope, (text) =>
    patterns.flatMap((pattern, pair) =>
      pattern.findAll(text).map((match) => ({
        ...match,
        pair,
        form: pattern.groups(text, match).findIndex((group) => group !== undefined),
        text: text.slice(match.start, match.end),
      })),
    ),
  );
  return {
    by: 'draft',
    find: (view) => {
      const hits: DraftHit[] = [];
      const seen = patterns.map(() => new Map<number, string>());
      for (const block of blocksOf(view)) {
        const last = new Map<number, Form>();
        for (const one of block.found) {
          const forms = seen[one.pair];
          if (forms?.has(one.form) === false) forms.set(one.form, one.text);
          last.set(one.pair, one);
        }
        for (const [pair, one] of last) {
          const other = seen[pair]?.get(1 - one.form);
          if (other === undefined) continue;
          hits.push({ ...placeOf(block, one), expected: [], detail: { other } });
        }
      }
      return hits;
    },
  };
};
