import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { ignorecase, scope } from './words.ts';

const count = z.number().int().min(0).max(100_000).optional();

/** Vale's `occurrence`: how often a token may or must be there. */
export const occurrenceRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('occurrence'),
    scope,
    token: patternText.describe('A pattern; it may match inside of words unless it says `\\b`.'),
    max: count.describe(
      'More than so many are a hit, at the first of them. 0, the default, means any number.',
    ),
    min: count.describe('Fewer than so many are a hit. 0, the default, means none are needed.'),
    ignorecase,
  })
  .refine(({ max = 0, min = 0 }) => max > 0 || min > 0, { path: ['max'], error: 'max or min says how many' })
  .describe(
    'what may be there so many times and no more, or must be (Vale’s `occurrence`); `{count}` is how many there are',
  );
