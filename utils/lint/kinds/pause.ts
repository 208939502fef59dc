import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { DraftHit, Runner } from './matcher.ts';

export interface PausePlan {
  /** Null holds everything. */
  readonly topics: PatternPlan | null;
}

/** A hit on every draft, or where one first speaks of a topic. */
export const runPause: Runner<PausePlan> = (plan) => {
  const topics = plan.topics === null ? null : patternOf(plan.topics);
  const hit = (part: number, start: number, end: number): DraftHit => ({
    part,
    start,
    end,
    expected: [],
    masked: null,
  });
  return {
    by: 'draft',
    literals: topics?.literals ?? null,
    find: ({ parts }) => {
      if (topics === null) return [hit(0, 0, 0)];
      return parts.flatMap(({ index, text }) =>
        topics
          .findAll(text)
          .slice(0, 1)
          .map(({ start, end }) => hit(index, start, end)),
      );
    },
  };
};
