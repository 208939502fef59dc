import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { evasion, exceptions, ignorecase, nonword, scope, vocab } from './words.ts';

/** Vale's `existence`: any of the tokens is a hit. Keys and defaults are Vale's. */
export const existenceRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('existence'),
    scope,
    tokens: z
      .array(patternText)
      .max(2000)
      .default([])
      .describe('Patterns; any match of any of them is a hit. This or `raw` is needed.'),
    raw: z
      .array(patternText)
      .min(1)
      .max(2000)
      .optional()
      .describe(
        'Pieces of one pattern, written one after the other before the tokens, without word boundaries.',
      ),
    append: z.boolean().optional().describe('Whether `raw` stands behind the tokens. Default false.'),
    ignorecase,
    nonword,
    evasion: evasion.describe(
      'Whether the patterns are also run over the text as it can be read when disguises are undone: `sh1t` as `shit`, `s h i t`, letters of other scripts as the Latin ones they look like. Case makes no difference then. Default false.',
    ),
    exceptions,
    vocab,
  })
  .refine(({ tokens, raw }) => tokens.length > 0 || raw !== undefined, {
    path: ['tokens'],
    error: 'tokens or raw say what is looked for',
  })
  .describe('words and patterns that should not be there (Vale’s `existence`)');
