import { z } from 'zod';
import { ruleBase } from './base.ts';
import { evasion } from './words.ts';

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
    evasion: evasion.describe(
      'Whether the terms are found in disguise too: `sh1t`, `s h i t`, `#StopTheScam`. Whole words, and no ordinary word becomes a hit by it. Default false.',
    ),
    ignorediacritics: z.boolean().optional().describe('Finds “resume” in “résumé” too. Default false.'),
  })
  .describe('words and phrases of a long list, found in one pass');
