import { z } from 'zod';
import { patterns, ruleBase } from './base.ts';
import { exceptions, ignorecase, scope, vocab } from './words.ts';

/** Vale's `repetition`: the same token twice in a row. */
export const repetitionRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('repetition'),
    scope,
    tokens: patterns.describe('Patterns of what is compared with what comes next, such as `[^\\s.!?]+`.'),
    max: z
      .number()
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe('So many repetitions since the last hit are let pass. Default 0.'),
    ignorecase,
    alpha: z.boolean().optional().describe('Whether only tokens of letters alone count. Default false.'),
    exceptions,
    vocab,
  })
  .describe('the same word twice in a row (Vale’s `repetition`); `{token}` is the word');
