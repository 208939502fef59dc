import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { exceptions, ignorecase, nonword, scope, vocab } from './words.ts';

/** Vale's `substitution`: observed → expected, keys are patterns; `a|b` in the value offers both. */
export const substitutionRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('substitution'),
    scope,
    swap: z
      .record(patternText, z.string().max(500))
      .describe(
        'What people write (a pattern) and what to write instead. Of several keys the longest wins; `a|b` offers both, `\\|` is the sign itself; `$1` is the key’s first group; an empty value offers to take it out; nothing is said where the author already wrote it, in these capitals.',
      ),
    ignorecase,
    nonword,
    capitalize: z
      .boolean()
      .optional()
      .describe('Whether what is written instead takes a capital where the author wrote one. Default false.'),
    exceptions,
    vocab,
    pos: z
      .never({
        error:
          'it needs a tagger of parts of speech, which does not run where posts are written; say in the keys which words are meant',
      })
      .optional()
      .describe('Vale’s deprecated `pos` cannot be used here.'),
  })
  .describe('wordings that have a better one, which is offered (Vale’s `substitution`)');
