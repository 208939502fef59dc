import type { PlanOf } from '../../lint/kinds/registry.ts';
import type { Rule, RuleKind, RuleOf } from '../schema.ts';

export interface PatternSource {
  /** Place in the rule, such as `['tokens', 3]`. */
  readonly path: readonly (string | number)[];
  readonly source: string;
  /** True where the pattern is a key of the object at `path`'s end. */
  readonly isKey?: boolean;
}

/** What a rule's own pack or ruleset says to all its rules. */
export interface Surroundings {
  /** Patterns of the vocabulary that the team accepts: exceptions of every rule that minds a vocabulary. */
  readonly accept: readonly string[];
}

/** One file a kind: what a rule says, as the plan that `utils/lint/kinds` runs. */
export interface Kind<K extends RuleKind> {
  readonly kind: K;
  /**
   * The rule as plain data, its patterns compiled.
   * @throws PatternError when a pattern of the rule cannot be used.
   */
  compile(rule: RuleOf<K>, surroundings: Surroundings): PlanOf<K>;
  /** The kind's own patterns, each checked alone when a pack loads, so that a mistake has a place. */
  patterns(rule: RuleOf<K>): PatternSource[];
}

export type AnyKind = { readonly [K in RuleKind]: Kind<K> };
export type { Rule, RuleKind };
