import { z } from 'zod';
import { SEVERITIES } from '../../lint/finding.ts';
import { ruleBase } from './base.ts';

const model = z
  .strictObject({
    bits: z.int().min(4).max(20),
    groups: z.array(z.string().min(1).max(60)).max(1000),
    bias: z.number(),
    step: z.number().positive(),
    weights: z.base64().max(1_500_000),
  })
  .refine(({ bits, weights }) => atob(weights).length === 2 ** bits, 'must have a weight for every feature');

/** A small learned model that comes with the rule as data. */
export const toneRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('tone'),
    severity: z
      .enum(SEVERITIES)
      .refine((severity) => severity === 'note' || severity === 'review', 'must be note or review')
      .describe('Only `note` or `review`: a learned opinion stops nothing on its own.'),
    model: model.describe(
      'The weights, written by `scripts/train-tone.ts`: signed bytes in base64, one a feature (2 to the power of `bits`). Words in `groups` weigh nothing alone.',
    ),
    least: z.number().gt(0).lt(1).describe('A paragraph that scores this or more is a hit: between 0 and 1.'),
  })
  .describe(
    'paragraphs that a small learned model scores as likely to offend; `{score}` is in per cent, `{words}` those that weighed most',
  );
