/**
 * The rule language: one zod schema, from which the types, the JSON Schema for editors and the rule authors'
 * reference are made. Rule packs are data only; nothing in them is ever run as code.
 */
import { z } from 'zod';
import { DETECTOR_NAMES } from '../lint/detectors/registry.ts';
import { SEVERITIES } from '../lint/finding.ts';

export const RULE_LOCALES = ['en', 'nb'] as const;

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const isoDate = z.iso.date();

/** Text per language; English is the fallback and must be there. */
export const localizedText = z.strictObject({
  en: z.string().min(1).max(1000),
  nb: z.string().min(1).max(1000).optional(),
});

export const patternText = z.string().min(1).max(500);
const patterns = z.array(patternText).min(1).max(2000);

const why = z.strictObject({
  text: localizedText,
  source: z.url({ protocol: /^https$/ }).optional(),
  section: z.string().max(200).optional(),
  checked: isoDate.optional(),
  status: z.enum(['in-force', 'pending', 'rescinded', 'unverified-source']).optional(),
});

const where = z.strictObject({
  platforms: z.array(id).min(1).optional(),
  accounts: z.array(z.string().min(1).max(200)).min(1).optional(),
  languages: z.array(z.string().min(2).max(35)).min(1).optional(),
  markets: z.array(z.string().min(1).max(35)).min(1).optional(),
  tags: z.array(id).min(1).optional(),
  from: z.iso.datetime({ offset: true }).or(isoDate).optional(),
  until: z.iso.datetime({ offset: true }).or(isoDate).optional(),
});

const example = z
  .string()
  .min(1)
  .max(5000)
  .or(
    z.strictObject({
      text: z.string().min(1).max(5000),
      platform: id.optional(),
      context: z.array(id).optional(),
    }),
  );

/** What every rule has, whatever its kind. */
export const ruleBase = {
  id,
  severity: z.enum(SEVERITIES),
  message: localizedText.describe(
    'Shown to the author. `{match}` is the author’s text, `{expected}` the preferred wording.',
  ),
  why: why.optional(),
  unless: z
    .array(patternText)
    .max(200)
    .optional()
    .describe('Patterns that silence a hit when they match in the same sentence and touch or surround it.'),
  where: where.optional(),
  suggest: z
    .array(z.string().max(500))
    .max(8)
    .optional()
    .describe('Replacements offered for the hit. An empty text offers to remove it.'),
  fixes: z
    .array(z.strictObject({ match: patternText, text: z.string().max(500) }))
    .max(200)
    .optional()
    .describe(
      'Replacements for some hits only: those that `match` covers as a whole, whatever their case. `$1` is its first group. They come before `suggest`.',
    ),
  examples: z.strictObject({ bad: z.array(example).min(1), good: z.array(example).min(1) }),
};

const ignorecase = z
  .boolean()
  .default(false)
  .describe('Whether case makes no difference. Default false, as in Vale.');
const nonword = z
  .boolean()
  .default(false)
  .describe('Whether a match may begin or end inside a word, or at a sign. Default false.');
const exceptions = z
  .array(patternText)
  .max(500)
  .optional()
  .describe(
    'A match in which one of these patterns stands, or that lies inside one, is no hit. Whole words; case counts unless one says `(?i)`.',
  );

/** Vale's `existence`: any of the tokens is a hit. Keys and defaults are Vale's. */
export const existenceRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('existence'),
    tokens: patterns.describe('Patterns; any match of any of them is a hit.'),
    ignorecase,
    nonword,
    exceptions,
  })
  .describe('words and patterns that should not be there (Vale’s `existence`)');

/** Vale's `substitution`: observed → expected, keys are patterns; `a|b` in the value offers both. */
export const substitutionRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('substitution'),
    swap: z
      .record(patternText, z.string().min(1).max(500))
      .describe(
        'What people write (a pattern) and what to write instead. Of several keys the longest wins; `a|b` offers both; `$1` is the key’s first group; nothing is said where the author already wrote it.',
      ),
    ignorecase,
    nonword,
    exceptions,
  })
  .describe('wordings that have a better one, which is offered (Vale’s `substitution`)');

/** Large lists of plain words and phrases, found in one pass, whole words, case ignored. */
export const termsRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('terms'),
    terms: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(100_000)
      .describe('Plain words and phrases. Of hits that overlap, the leftmost and then the longest counts.'),
    ignorediacritics: z.boolean().optional().describe('Finds “resume” in “résumé” too. Default false.'),
  })
  .describe('words and phrases of a long list, found in one pass');

/** A named detector with a checksum or a strict shape; its hit is masked where it is shown. */
export const detectorRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('detector'),
    detector: z.enum(DETECTOR_NAMES).describe(`One of ${DETECTOR_NAMES.join(', ')}.`),
    allow: z
      .array(z.string().min(1).max(200))
      .max(1000)
      .optional()
      .describe(
        'Values that are meant to be public, such as press@ourbrand.com or @ourbrand.com for a whole domain.',
      ),
  })
  .describe('values whose checksum or shape proves what they are; shown masked');

export const ruleSchema = z.discriminatedUnion('kind', [
  existenceRule,
  substitutionRule,
  termsRule,
  detectorRule,
]);

export const packSchema = z.strictObject({
  pack: id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, such as 1.0.0'),
  title: localizedText,
  rules: z.array(ruleSchema).min(1).max(5000),
});

/** A team's change to a rule, kept beside the pack so that the pack can be upgraded. Key: `pack/rule`. */
export const overridesSchema = z.record(
  z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'pack/rule'),
  z.strictObject({ severity: z.enum(SEVERITIES).optional(), enabled: z.boolean().optional() }),
);

export type LocalizedText = z.infer<typeof localizedText>;
export type Rule = z.infer<typeof ruleSchema>;
export type RuleKind = Rule['kind'];
export type RuleOf<K extends RuleKind> = Extract<Rule, { kind: K }>;
export type Pack = z.infer<typeof packSchema>;
export type Overrides = z.infer<typeof overridesSchema>;
export type Example = z.infer<typeof example>;
