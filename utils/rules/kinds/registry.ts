import type { KindName, PlanOf } from '../../lint/kinds/registry.ts';
import type { Rule, RuleKind } from '../schema.ts';
import { detector } from './detector.ts';
import { existence } from './existence.ts';
import type { AnyKind, Kind, PatternSource, Surroundings } from './kind.ts';
import { substitution } from './substitution.ts';
import { terms } from './terms.ts';

/** Every kind of rule by the name that rules use. */
export const KINDS: AnyKind = { existence, substitution, terms, detector };

/** @throws PatternError when a pattern of the rule cannot be used. */
export function planOf(rule: Rule, surroundings: Surroundings): PlanOf<KindName> {
  return kindOf(rule).compile(rule, surroundings);
}

export function patternsOf(rule: Rule): PatternSource[] {
  return kindOf(rule).patterns(rule);
}

/** The table is keyed by the kind, which the compiler cannot follow through a union of rules. */
function kindOf(rule: Rule): Kind<RuleKind> {
  return KINDS[rule.kind] as Kind<RuleKind>;
}
