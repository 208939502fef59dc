import { z } from 'zod';
import { patterns, ruleBase } from './base.ts';

const kinds = z.enum(['image', 'gif', 'video', 'other']);

/** What goes with a text: how many pictures, and what is said of them to those who do not see them. */
export const mediaRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('media'),
    alt: z
      .union([z.boolean(), z.array(kinds).min(1)])
      .optional()
      .describe(
        'Finds media without an alternative text: images and GIFs, or the kinds listed (image, gif, video, other).',
      ),
    unhelpful: z
      .boolean()
      .optional()
      .describe('Finds alternative texts that say nothing: a file’s name, or just “image”.'),
    altmax: z
      .union([z.literal('platform'), z.int().min(1).max(10_000)])
      .optional()
      .describe('Longest alternative text; `platform` where the platform itself sets a limit.'),
    promised: patterns
      .optional()
      .describe(
        'Patterns of texts that speak of a picture, such as `see (?:image|photo)`: a hit where the post has none.',
      ),
    max: z.int().min(0).max(100).optional().describe('Most media in one post of a thread.'),
    min: z.int().min(1).max(100).optional().describe('Fewest media in one post of a thread.'),
  })
  .describe(
    'media and their alternative texts; `{number}` (which of them), `{alt}`, `{count}`, `{max}` in messages',
  );
