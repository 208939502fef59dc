/** Keys of Vale's that several kinds have. */
import { z } from 'zod';
import { LEFT_OUT_NAMES, SCOPE_NAMES, SCOPE_SHAPE } from '../scope.ts';
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
    'A match in which one of these patterns stands, or that lies inside one of several words, is no hit. Whole words; case counts unless one says `(?i)`.',
  );
export const vocab = z
  .boolean()
  .optional()
  .describe('Whether the words that the team’s vocabulary accepts are exceptions too. Default true.');

export const evasion = z.boolean().optional();

const oneScope = z
  .string()
  .max(200)
  .regex(
    SCOPE_SHAPE,
    `a scope is one of ${SCOPE_NAMES}, with “& ~” and one of ${LEFT_OUT_NAMES} to leave out`,
  );
export const scope = z
  .union([oneScope, z.array(oneScope).min(1).max(10)])
  .optional()
  .describe(
    `What is looked at: ${SCOPE_NAMES}. A list means any of them; \`& ~post.link\` leaves out hits in links. Default \`text\`: each paragraph.`,
  );
