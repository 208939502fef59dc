import { z } from 'zod';
import { patterns, ruleBase } from './base.ts';

/** Nothing goes out, for everybody or for a topic, until the rule is switched off or its time is over. */
export const pauseRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('pause'),
    topics: patterns
      .optional()
      .describe(
        'Patterns, whole words, case ignored. Only drafts that speak of one are held; without it every draft that `where` names is.',
      ),
  })
  .describe('a stop on everything, or on a topic; `where` says for whom and for how long');
