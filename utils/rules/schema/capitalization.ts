import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { exceptions, scope, vocab } from './words.ts';

/** Vale's `capitalization`: how the words of a text are capitalized. */
export const capitalizationRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('capitalization'),
    scope,
    match: patternText.describe(
      '`$title`, `$sentence`, `$lower`, `$upper`, or a pattern that has to match in the text.',
    ),
    style: z
      .enum(['AP', 'Chicago'])
      .optional()
      .describe(
        'Which small words a `$title` has: those of AP (the default), or of Chicago, with all prepositions.',
      ),
    exceptions: exceptions.describe(
      'Words and phrases (patterns) that are right as they are written here; for `$lower`, `$upper` and a pattern, a text in which one stands.',
    ),
    indicators: z
      .array(z.string().min(1).max(50))
      .max(50)
      .optional()
      .describe('For `$sentence`: ends of words, such as `:`, after which the next word has a capital.'),
    threshold: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Which part of the words has to be right. Default 0.8.'),
    vocab,
    prefix: patternText
      .optional()
      .describe('A pattern of what may stand before the words and is left alone, such as `^[a-z]\\.\\s`.'),
  })
  .describe('titles, sentences and words in the right capitals (Vale’s `capitalization`)');
