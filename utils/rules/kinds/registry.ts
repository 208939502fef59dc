import type { KindName, PlanOf } from '../../lint/kinds/registry.ts';
import type { Rule, RuleKind } from '../schema.ts';
import { capitalization } from './capitalization.ts';
import { conditional } from './conditional.ts';
import { consistency } from './consistency.ts';
import { detector } from './detector.ts';
import { disclosure } from './disclosure.ts';
import { emoji } from './emoji.ts';
import { existence } from './existence.ts';
import { hashtag } from './hashtag.ts';
import type { AnyKind, Kind, PatternSource, Surroundings } from './kind.ts';
import { language } from './language.ts';
import { length } from './length.ts';
import { link } from './link.ts';
import { media } from './media.ts';
import { mention } from './mention.ts';
import { metric } from './metric.ts';
import { occurrence } from './occurrence.ts';
import { pause } from './pause.ts';
import { readability } from './readability.ts';
import { repetition } from './repetition.ts';
import { substitution } from './substitution.ts';
import { terms } from './terms.ts';
import { tone } from './tone.ts';

/** Every kind of rule by the name that rules use. */
export const KINDS: AnyKind = {
  existence,
  substitution,
  terms,
  detector,
  disclosure,
  language,
  pause,
  occurrence,
  repetition,
  consistency,
  conditional,
  capitalization,
  readability,
  metric,
  length,
  link,
  hashtag,
  mention,
  media,
  emoji,
  tone,
};

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
