/** Keys of Vale's that several kinds have. */
import { z } from 'zod';
import { patternText } from './base.ts';

export const ignorecase = z
  .boolean()
  .default(false)
  .describe('Whether case makes no difference. Default false, as in Vale.');
export const nonword = z
  .boolean()
  .default(false)
  .describe('Whether a match may begin or end inside a word, or at a sign. Default false.');
export const exceptions = z
  .array(patternText)
  .max(500)
  .optional()
  .describe(
    'A match in which one of these patterns stands, or that lies inside one, is no hit. Whole words; case counts unless one says `(?i)`.',
  );
