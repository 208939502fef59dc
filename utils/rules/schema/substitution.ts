import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { exceptions, ignorecase, nonword } from './words.ts';

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
