import { runCapitalization } from './capitalization.ts';
import { runConditional } from './conditional.ts';
import { runConsistency } from './consistency.ts';
import { runDetector } from './detector.ts';
import { runDisclosure } from './disclosure.ts';
import { runEmoji } from './emoji.ts';
import { exceptionsOf } from './exceptions.ts';
import { runExistence } from './existence.ts';
import { runHashtag } from './hashtag.ts';
import { runLanguage } from './language.ts';
import { runLength } from './length.ts';
import { runLink } from './link.ts';
import type { Matcher, Runner, Shared } from './matcher.ts';
import { runMedia } from './media.ts';
import { runMention } from './mention.ts';
import { runMetric } from './metric.ts';
import { runOccurrence } from './occurrence.ts';
import { runPause } from './pause.ts';
import { runReadability } from './readability.ts';
import { runRepetition } from './repetition.ts';
import { runSubstitution } from './substitution.ts';
import { runTerms } from './terms.ts';
import { runTone } from './tone.ts';

/** What runs the plans of a kind, by the name that rules use. */
export const RUNNERS = {
  existence: runExistence,
  substitution: runSubstitution,
  terms: runTerms,
  detector: runDetector,
  disclosure: runDisclosure,
  language: runLanguage,
  pause: runPause,
  occurrence: runOccurrence,
  repetition: runRepetition,
  consistency: runConsistency,
  conditional: runConditional,
  capitalization: runCapitalization,
  readability: runReadability,
  metric: runMetric,
  length: runLength,
  link: runLink,
  hashtag: runHashtag,
  mention: runMention,
  media: runMedia,
  emoji: runEmoji,
  tone: runTone,
};

export type KindName = keyof typeof RUNNERS;

/** The plan that a kind's runner takes. */
export type PlanOf<K extends KindName> = Parameters<(typeof RUNNERS)[K]>[0];

/** What a rule shares that stands alone. */
const ALONE: Shared = { accepted: exceptionsOf(null) };

/** The table is keyed by the kind, which the compiler cannot follow through a union of plans. */
export function matcherOf(kind: KindName, plan: PlanOf<KindName>, shared: Shared = ALONE): Matcher {
  return (RUNNERS[kind] as Runner<PlanOf<KindName>>)(plan, shared);
}
