import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { exceptions, scope, vocab } from './words.ts';

/** Vale's `conditional`: where the first is, the second has to be. */
export const conditionalRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('conditional'),
    scope,
    first: patternText.describe('A pattern; where it matches, `second` is needed.'),
    second: patternText.describe(
      'A pattern. With a group, `first` has to match what the group matched, there or earlier in the draft, such as `(?:[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)` for a short name’s meaning. Without, it has to match in the same paragraph.',
    ),
    ignorecase: z
      .boolean()
      .optional()
      .describe('Read and without effect, as in Vale: a pattern that ignores case says `(?i)`.'),
    exceptions,
    vocab,
  })
  .describe('what needs something else beside it (Vale’s `conditional`)');
