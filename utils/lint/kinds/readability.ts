import { draftCounter } from '../measure/draft-counts.ts';
import { GRADES, type GradeName } from '../measure/grades.ts';
import type { Runner } from './matcher.ts';

export interface ReadabilityPlan {
  readonly metrics: readonly GradeName[];
  readonly grade: number;
}

/** A draft whose mean grade is above the rule's is a hit as a whole. */
export const runReadability: Runner<ReadabilityPlan> = ({ metrics, grade }) => {
  const countsOf = draftCounter();
  return {
    by: 'draft',
    find: (view) => {
      const counts = countsOf(view);
      const mean = metrics.reduce((sum, name) => sum + GRADES[name](counts), 0) / metrics.length;
      if (!(mean > grade) || !Number.isFinite(mean)) return [];
      return [{ part: 0, start: 0, end: 0, expected: [], masked: null, detail: { value: mean.toFixed(2) } }];
    },
  };
};
