import { z } from 'zod';
import type { GradeName } from '../../lint/measure/grades.ts';
import { ruleBase } from './base.ts';

const METRICS = [
  'Gunning Fog',
  'Coleman-Liau',
  'Flesch-Kincaid',
  'SMOG',
  'Automated Readability',
] as const satisfies readonly GradeName[];

/** Vale's `readability`: the reading grade of the whole draft. */
export const readabilityRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('readability'),
    metrics: z
      .array(z.enum(METRICS))
      .min(1)
      .max(METRICS.length)
      .describe(`Which grades are averaged: ${METRICS.join(', ')}.`),
    grade: z.number().min(0).max(100).describe('A mean above it is a hit.'),
  })
  .describe('posts that are hard to read (Vale’s `readability`, for English); `{value}` is the grade');
