import type { PlanOf } from './kinds/registry.ts';
import type { LinterPlan, RulePlan } from './plan.ts';

/**
 * What an author can declare of a draft that its words do not show (`paid`, `ai-image`, …): every name that a rule
 * switched on waits for, once, in the order of the rules. What only a pause waits for is an admin's to switch on, and is
 * left out.
 */
export function declarableIn({ rules }: Pick<LinterPlan, 'rules'>): readonly string[] {
  return [...new Set(rules.filter(({ kind }) => kind !== 'pause').flatMap(waitedFor))];
}

function waitedFor({ kind, where, plan }: RulePlan): readonly string[] {
  const declared = kind === 'disclosure' ? (plan as PlanOf<'disclosure'>).context : [];
  return [...(where?.tags ?? []), ...declared];
}
