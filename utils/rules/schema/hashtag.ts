import { z } from 'zod';
import { leastInPost, max, min, names } from './amount.ts';
import { ruleBase } from './base.ts';

/** Which hashtags, how many, how they are written and where they stand. */
export const hashtagRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('hashtag'),
    deny: names
      .optional()
      .describe('Hashtags that may not be used; `*` is every one that `allow` does not name.'),
    allow: names.optional().describe('Hashtags that are never a hit.'),
    require: names
      .optional()
      .describe('Hashtags that every post must carry, once in a thread; `#a|#b` asks for either.'),
    camelcase: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(10_000)
      .optional()
      .describe(
        'Words. A hashtag in small letters that is made of several of them is a hit; capitals are offered, which screen readers need.',
      ),
    run: min.optional().describe('Most in a row with nothing but blanks between.'),
    max: z
      .union([z.literal('platform'), max])
      .optional()
      .describe('Most in one post of a thread; `platform` where the platform itself sets a limit.'),
    min: leastInPost,
  })
  .describe('which hashtags, how many, how written; `{count}`, `{max}`, `{missing}` in messages');
