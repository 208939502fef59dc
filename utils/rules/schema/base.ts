import { z } from 'zod';
import { UI_LOCALES, type UiLocale } from '../../i18n/locales.ts';
import { SEVERITIES } from '../../lint/finding.ts';
import { action } from './action.ts';
import { patternText } from './pattern-text.ts';

export { patternText } from './pattern-text.ts';

/** Rules speak the languages of the screens. */
export const RULE_LOCALES = UI_LOCALES;

export const id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
  .max(200);
const isoDate = z.iso.date();

const text = z.string().min(1).max(1000);

/** Text per language; English is the fallback and must be there. */
export const localizedText = z.strictObject({
  ...(Object.fromEntries(UI_LOCALES.map((locale) => [locale, text.optional()])) as Record<
    UiLocale,
    z.ZodOptional<typeof text>
  >),
  en: text,
});

export const patterns = z.array(patternText).min(1).max(2000);

const why = z.strictObject({
  text: localizedText,
  source: z.url({ protocol: /^https$/ }).optional(),
  section: z.string().max(200).optional(),
  checked: isoDate.optional(),
  status: z.enum(['in-force', 'pending', 'rescinded', 'unverified-source']).optional(),
});

export const where = z.strictObject({
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
      media: z
        .array(
          z.strictObject({
            kind: z.enum(['image', 'video', 'gif', 'other']).default('image'),
            alt: z.string().max(10_000).nullable().default(null),
          }),
        )
        .max(20)
        .optional(),
      reply: z.boolean().optional(),
    }),
  );

/** Where a rule came from, so that it can go back there as it was. */
const imported = z.strictObject({
  from: z.enum(['vale', 'csv', 'prh', 'words']),
  file: z.string().min(1).max(500),
  verbatim: z.string().max(200_000).optional().describe('The rule as it was written there.'),
  digest: z.string().max(64).optional().describe('Tells whether the rule was edited since.'),
});

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
  action: action.optional(),
  examples: z
    .strictObject({ bad: z.array(example), good: z.array(example) })
    .describe(
      'Posts that the rule finds something in, and posts that it leaves alone: at least one of each, but for an imported rule of which none could be made.',
    ),
  imported: imported.optional().describe('Written by `signoff import`: where the rule came from.'),
};

export type LocalizedText = z.infer<typeof localizedText>;
export type Where = z.infer<typeof where>;
export type Example = z.infer<typeof example>;
export type Imported = z.infer<typeof imported>;
