import { z } from 'zod';
import { leastInPost, min, mostInPost, names } from './amount.ts';
import { ruleBase } from './base.ts';

/** Which emoji, how many and where. */
export const emojiRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('emoji'),
    deny: names
      .optional()
      .describe(
        'Emoji that may not be used, in every skin tone; `*` is every one that `allow` does not name.',
      ),
    allow: names.optional().describe('Emoji that are never a hit.'),
    run: min.optional().describe('Most in a row, whatever they are.'),
    repeat: min.optional().describe('Most of the same in a row.'),
    bullets: z
      .boolean()
      .optional()
      .describe('Finds emoji in the place of bullets: at the start of two lines or more.'),
    inside: z
      .boolean()
      .optional()
      .describe('Finds emoji inside of a sentence, where screen readers read them aloud.'),
    max: mostInPost,
    min: leastInPost,
  })
  .describe('which emoji, how many and where; `{count}`, `{max}` in messages');
