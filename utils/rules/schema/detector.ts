import { z } from 'zod';
import { DETECTOR_NAMES } from '../../lint/detectors/registry.ts';
import { ruleBase } from './base.ts';

/** A named detector with a checksum or a strict shape; its hit is masked where it is shown. */
export const detectorRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('detector'),
    detector: z.enum(DETECTOR_NAMES).describe(`One of ${DETECTOR_NAMES.join(', ')}.`),
    allow: z
      .array(z.string().min(1).max(200))
      .max(1000)
      .optional()
      .describe(
        'Values that are meant to be public, such as press@ourbrand.com or @ourbrand.com for a whole domain.',
      ),
    countries: z
      .array(z.string().regex(/^[a-z]{2}$/, 'a country of two small letters, such as no'))
      .min(1)
      .max(60)
      .optional()
      .describe(
        'Countries (ISO 3166, small letters) whose phone numbers and personal ids count. One that is named needs fewer words around its numbers. All when absent.',
      ),
  })
  .describe('values whose checksum or shape proves what they are; shown masked');
