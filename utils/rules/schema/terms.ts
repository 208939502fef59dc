import { z } from 'zod';
import { ruleBase } from './base.ts';

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
