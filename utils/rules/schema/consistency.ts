import { z } from 'zod';
import { patternText, ruleBase } from './base.ts';
import { ignorecase, nonword, scope } from './words.ts';

/** Vale's `consistency`: either of two forms, not both in one draft. */
export const consistencyRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('consistency'),
    scope,
    either: z
      .record(patternText, patternText)
      .describe('Pairs of patterns of which one may stand in a draft, in all its parts.'),
    ignorecase,
    nonword,
  })
  .describe(
    'two forms of which a draft has one (Vale’s `consistency`); `{other}` is the one that stands elsewhere',
  );
