import { z } from 'zod';
import { ruleBase } from './base.ts';

/** How long a post may be, counted as its platform counts. */
export const lengthRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('length'),
    max: z
      .union([z.literal('platform'), z.int().min(1).max(1_000_000)])
      .optional()
      .describe(
        'Longest text of a post of a thread; the hit is what is too much. Default `platform` where there is no `min`.',
      ),
    min: z.int().min(1).max(1_000_000).optional().describe('Shortest text of a post that has a text.'),
    count: z
      .enum(['characters', 'words'])
      .default('characters')
      .describe('What is counted. Characters are counted as the platform counts them. Default `characters`.'),
  })
  .describe(
    'texts that are too long or too short, counted as the platform counts; `{count}`, `{max}`, `{min}`, `{over}` in messages',
  );
