import { runDetector } from './detector.ts';
import { runExistence } from './existence.ts';
import type { Matcher, Runner } from './matcher.ts';
import { runSubstitution } from './substitution.ts';
import { runTerms } from './terms.ts';

/** What runs the plans of a kind, by the name that rules use. */
export const RUNNERS = {
  existence: runExistence,
  substitution: runSubstitution,
  terms: runTerms,
  detector: runDetector,
};

export type KindName = keyof typeof RUNNERS;

/** The plan that a kind's runner takes. */
export type PlanOf<K extends KindName> = Parameters<(typeof RUNNERS)[K]>[0];

/** The table is keyed by the kind, which the compiler cannot follow through a union of plans. */
export function matcherOf(kind: KindName, plan: PlanOf<KindName>): Matcher {
  return (RUNNERS[kind] as Runner<PlanOf<KindName>>)(plan);
}
