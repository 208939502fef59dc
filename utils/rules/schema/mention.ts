import { z } from 'zod';
import { leastInPost, mostInPost, names } from './amount.ts';
import { ruleBase } from './base.ts';

/** Who is mentioned, how often and where. */
export const mentionRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('mention'),
    deny: names
      .optional()
      .describe(
        'Accounts that may not be mentioned (`@name`, `@name@server`); `*` is every one that `allow` does not name.',
      ),
    allow: names.optional().describe('Accounts that are never a hit.'),
    require: names.optional().describe('Accounts that a draft must mention; `@a|@b` asks for either.'),
    first: z
      .boolean()
      .optional()
      .describe(
        'Finds a mention at the very start of a post that answers nobody: X shows such a post to few.',
      ),
    max: mostInPost,
    min: leastInPost,
  })
  .describe('who is mentioned, how often and where; `{name}`, `{count}`, `{max}`, `{missing}` in messages');
