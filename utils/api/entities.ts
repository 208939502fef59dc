/**
 * What the store hands to a browser by pull. Each entity is sent whole, with the cursor at which it last changed;
 * a `deleted` change is a tombstone.
 */
import { z } from 'zod';
import { policySchema } from '../policy/policy.ts';
import { overridesSchema, packSchema } from '../rules/schema.ts';
import { draftSchema, findingsSchema, verdictSchema } from './draft.ts';
import { cursorSchema, epochMs, fingerprintSchema, platformSchema, roleSchema, uuid } from './ids.ts';
import { LIMITS } from './limits.ts';

export const memberRef = z.object({ id: uuid, name: z.string() });

export const memberSchema = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  roles: z.array(roleSchema),
  active: z.boolean(),
});

export const REQUEST_STATES = [
  'waiting',
  'approved',
  'changes-requested',
  'rejected',
  'withdrawn',
  'expired',
] as const;

export const decisionKind = z.enum(['approve', 'request-changes', 'reject']);

export const decisionSchema = z.object({
  id: uuid,
  member: memberRef,
  kind: decisionKind,
  reason: z.string().nullable(),
  at: epochMs,
});

export const versionSchema = z.object({
  number: z.int().min(1),
  draft: draftSchema,
  fingerprint: fingerprintSchema,
  findings: findingsSchema,
  verdict: verdictSchema,
  rulesetVersion: z.int().min(0),
  note: z.string(),
  editedBy: memberRef,
  createdAt: epochMs,
  decisions: z.array(decisionSchema),
  /** Compact JWS with a {@link clearanceSchema} payload once the policy's approvals are in. */
  clearance: z.string().nullable(),
});

export const requestSchema = z.object({
  id: uuid,
  author: memberRef,
  platform: platformSchema,
  account: z.string().max(LIMITS.account).nullable(),
  state: z.enum(REQUEST_STATES),
  createdAt: epochMs,
  updatedAt: epochMs,
  expiresAt: epochMs,
  versions: z.array(versionSchema).min(1),
});

/** Signed by the store with the team's key: this fingerprint may go out for this platform and account until `exp`. */
export const clearanceSchema = z.object({
  typ: z.literal('signoff-clearance'),
  id: uuid,
  team: uuid,
  request: uuid,
  version: z.int().min(1),
  fingerprint: fingerprintSchema,
  platform: platformSchema,
  account: z.string().nullable(),
  /** Seconds since 1970, store clock (JWT's `NumericDate`). */
  iat: z.int(),
  exp: z.int(),
});

/** A numbered, signed bundle of what the team has switched on; payload of the ruleset JWS. */
export const rulesetSchema = z.object({
  typ: z.literal('signoff-ruleset'),
  team: uuid,
  version: z.int().min(1),
  packs: z.array(packSchema).max(LIMITS.packsPerRuleset),
  overrides: overridesSchema,
  policy: policySchema,
  note: z.string(),
  publishedAt: epochMs,
  publishedBy: memberRef,
});

const change = <K extends string, T extends z.ZodType>(entity: K, data: T) =>
  z.object({ entity: z.literal(entity), id: z.string(), version: cursorSchema, data: data.nullable() });

/** `data: null` is a tombstone. `ruleset` carries only the number: the bundle is fetched when it is new. */
export const changeSchema = z.discriminatedUnion('entity', [
  change('member', memberSchema),
  change('request', requestSchema),
  change('ruleset', z.object({ version: z.int().min(1) })),
]);

export type MemberRef = z.infer<typeof memberRef>;
export type Member = z.infer<typeof memberSchema>;
export type RequestState = (typeof REQUEST_STATES)[number];
export type DecisionKind = z.infer<typeof decisionKind>;
export type Decision = z.infer<typeof decisionSchema>;
export type RequestVersion = z.infer<typeof versionSchema>;
export type ApprovalRequest = z.infer<typeof requestSchema>;
export type Clearance = z.infer<typeof clearanceSchema>;
export type Ruleset = z.infer<typeof rulesetSchema>;
export type Change = z.infer<typeof changeSchema>;
