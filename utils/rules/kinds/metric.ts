import { compileCondition, compileFormula } from '../formula.ts';
import type { Kind } from './kind.ts';

/** Vale's `metric` (internal/check/metric.go). */
export const metric: Kind<'metric'> = {
  kind: 'metric',
  compile: ({ formula, condition }) => ({
    formula: compileFormula(formula),
    condition: compileCondition(condition),
  }),
  patterns: () => [],
};
