import { z } from 'zod';
import { SEVERITIES } from '../../lint/finding.ts';
import { where } from './base.ts';

/** A parameter of a kind by the name that the rule writes it with; of one in a group, `then.within`. */
const parameter = z
  .string()
  .max(60)
  .regex(/^[a-z]+(?:\.[a-z]+)?$/, 'a parameter such as max, or then.within');

const item = z.string().min(1).max(5000);
const items = z.array(item).min(1).max(10_000);

/** Null lifts what the pack says. */
const overriddenWhere = z.strictObject({
  platforms: where.shape.platforms.nullable(),
  accounts: where.shape.accounts.nullable(),
  languages: where.shape.languages.nullable(),
  markets: where.shape.markets.nullable(),
  tags: where.shape.tags.nullable(),
  from: where.shape.from.nullable(),
  until: where.shape.until.nullable(),
});

/** A team's change to one rule, kept beside the pack. What each part does: utils/rules/overrides.ts. */
export const overrideSchema = z.strictObject({
  severity: z.enum(SEVERITIES).optional(),
  enabled: z.boolean().optional(),
  where: overriddenWhere.optional().describe('For whom and when, key by key; null lifts what the pack says.'),
  set: z
    .record(parameter, z.union([z.number(), z.boolean(), z.string().max(5000), z.array(item).max(10_000)]))
    .optional()
    .describe('Parameters of the rule’s kind with other values.'),
  add: z.record(parameter, items).optional().describe('What lists of the rule have besides.'),
  remove: z.record(parameter, items).optional().describe('What lists of the rule do not have.'),
});

/** A team's changes. Key: `pack/rule`. */
export const overridesSchema = z.record(
  z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'pack/rule'),
  overrideSchema,
);
