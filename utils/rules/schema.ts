/**
 * The rule language: one zod schema, from which the types, the JSON Schema for editors and the rule authors'
 * reference are made. Rule packs are data only; nothing in them is ever run as code.
 */
import { z } from 'zod';
import { id, localizedText, patternText } from './schema/base.ts';
import { capitalizationRule } from './schema/capitalization.ts';
import { conditionalRule } from './schema/conditional.ts';
import { consistencyRule } from './schema/consistency.ts';
import { detectorRule } from './schema/detector.ts';
import { disclosureRule } from './schema/disclosure.ts';
import { emojiRule } from './schema/emoji.ts';
import { existenceRule } from './schema/existence.ts';
import { hashtagRule } from './schema/hashtag.ts';
import { languageRule } from './schema/language.ts';
import { lengthRule } from './schema/length.ts';
import { linkRule } from './schema/link.ts';
import { mediaRule } from './schema/media.ts';
import { mentionRule } from './schema/mention.ts';
import { metricRule } from './schema/metric.ts';
import { occurrenceRule } from './schema/occurrence.ts';
import type { overrideSchema, overridesSchema } from './schema/override.ts';
import { pauseRule } from './schema/pause.ts';
import { readabilityRule } from './schema/readability.ts';
import { repetitionRule } from './schema/repetition.ts';
import { substitutionRule } from './schema/substitution.ts';
import { termsRule } from './schema/terms.ts';
import { toneRule } from './schema/tone.ts';

export { type Example, type LocalizedText, localizedText, RULE_LOCALES, type Where } from './schema/base.ts';

export { overridesSchema } from './schema/override.ts';

/** Every kind of rule, by the schema of its file. */
export const ruleSchema = z.discriminatedUnion('kind', [
  existenceRule,
  substitutionRule,
  termsRule,
  detectorRule,
  disclosureRule,
  languageRule,
  pauseRule,
  occurrenceRule,
  repetitionRule,
  consistencyRule,
  conditionalRule,
  capitalizationRule,
  readabilityRule,
  metricRule,
  lengthRule,
  linkRule,
  hashtagRule,
  mentionRule,
  mediaRule,
  emojiRule,
  toneRule,
]);

const vocabulary = z
  .strictObject({
    accept: z.array(patternText).max(10_000).optional(),
    reject: z.array(patternText).max(10_000).optional(),
  })
  .describe(
    'Vale’s vocabularies: what is written as it should be, in this casing, and what is never to be written.',
  );

export const packSchema = z.strictObject({
  pack: id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, such as 1.0.0'),
  title: localizedText,
  vocabulary: vocabulary.optional(),
  rules: z.array(ruleSchema).min(1).max(5000),
});

export type Rule = z.infer<typeof ruleSchema>;
export type RuleKind = Rule['kind'];
export type RuleOf<K extends RuleKind> = Extract<Rule, { kind: K }>;
export type Pack = z.infer<typeof packSchema>;
export type Overrides = z.infer<typeof overridesSchema>;
export type Override = z.infer<typeof overrideSchema>;
