import { z } from 'zod';
import { patterns, ruleBase } from './base.ts';
import { exceptions, ignorecase, nonword } from './words.ts';

/** Vale's `existence`: any of the tokens is a hit. Keys and defaults are Vale's. */
export const existenceRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('existence'),
    tokens: patterns.describe('Patterns; any match of any of them is a hit.'),
    ignorecase,
    nonword,
    exceptions,
  })
  .describe('words and patterns that should not be there (Vale’s `existence`)');
