import type { Where } from '../rules/schema/base.ts';
import type { ActionPlan } from './action.ts';
import type { Severity, Why } from './finding.ts';
import type { FixPlan } from './fixes.ts';
import type { IndexesData } from './indexes.ts';
import type { ExceptionsPlan } from './kinds/exceptions.ts';
import type { KindName, PlanOf } from './kinds/registry.ts';
import type { PatternPlan } from './regex/pattern.ts';

/** A rule that is switched on, as plain data with its patterns compiled. */
export interface RulePlan {
  readonly pack: string;
  readonly rule: string;
  readonly kind: KindName;
  readonly severity: Severity;
  /** In the language of `locale`. */
  readonly message: string;
  readonly why: Why | null;
  readonly locale: string;
  readonly where: Where | null;
  readonly unless: readonly PatternPlan[];
  readonly suggest: readonly string[];
  readonly fixes: readonly FixPlan[];
  readonly action: ActionPlan | null;
  /** What the kind's runner takes. */
  readonly plan: PlanOf<KindName>;
}

/**
 * A ruleset compiled for one language, as JSON can carry it: made once where rules arrive, loaded in every page without
 * compiling anything again.
 */
export interface LinterPlan {
  /** Raised when what a plan holds changes: a page may meet a plan that another version of the extension made. */
  readonly format: 2;
  /** What the vocabularies accept, for all rules that mind them. */
  readonly accepted?: ExceptionsPlan | null;
  readonly rules: readonly RulePlan[];
  /** Where they are there, nothing has to be built when the plan is loaded. */
  readonly indexes?: IndexesData;
}
