/** Compiles the team's ruleset once for all composers: what pages get can be run as it is. */

import type { Ruleset } from '../api/entities.ts';
import type { UiLocale } from '../i18n/locales.ts';
import { indexed } from '../lint/indexes.ts';
import type { LinterPlan } from '../lint/plan.ts';
import { planRuleset } from '../rules/compile.ts';

/** The plan of a ruleset, or `unusable` when it cannot be compiled: composers hold then, and say so. */
export type Planner = (key: string, ruleset: Pick<Ruleset, 'packs' | 'overrides'>) => LinterPlan | 'unusable';

/** Keeps the last plan, by its `rulesetKey`: as long as the worker lives, a new page costs no compiling. */
export function createPlanner(locale: UiLocale): Planner {
  let last: { readonly key: string; readonly plan: LinterPlan | 'unusable' } | null = null;
  return (key, { packs, overrides }) => {
    if (last?.key === key) return last.plan;
    let plan: LinterPlan | 'unusable';
    try {
      plan = indexed(planRuleset({ packs, overrides }, locale));
    } catch {
      plan = 'unusable';
    }
    last = { key, plan };
    return plan;
  };
}
