/**
 * What the store hands to a browser by pull. Each entity is sent whole, with the cursor at which it last changed;
 * a `deleted` change is a tombstone.
 */
import { z } from 'zod';
import { policySchema, whoSchema } from '../policy/policy.ts';
import { overridesSchema, packSchema } from '../rules/schema.ts';
import { declaredSchema, draftSchema, findingsSchema, thumbnailsSchema, verdictSchema } from './draft.ts';
import { cursorSchema, epochMs, fingerprintSchema, platformSchema, roleSchema, uuid } from './ids.ts';
import { LIMITS } from './limits.ts';

export const memberRef = z.object({ id: uuid, name: z.string() });

export const memberSchema = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  roles: z.array(roleSchema),
  active: z.boolean(),
  /** Ids of the groups that the member is in; left out for none. */
  groups: z.array(z.string()).optional(),
  /** In whose place the member decides, from when until when; only on the member that a browser acts for. */
  standsFor: z
    .array(
      z.object({
        member: uuid,
        roles: z.array(roleSchema),
        groups: z.array(z.string()),
        from: epochMs,
        until: epochMs,
      }),
    )
    .optional(),
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
  /** Id of the step of the version's plan that it was made in. */
  step: z.string().nullable().optional(),
  /** In whose place it was made, when that is not the member's own. */
  seat: uuid.nullable().optional(),
});

/** What a version needs, by the newest rules that it was looked at with. See utils/policy/plan.ts. */
export const planSchema = z.object({
  steps: z
    .array(
      z.object({
        id: z.string(),
        who: whoSchema,
        need: z.int().min(1),
        stage: z.int().min(0),
        because: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  clearanceHours: z.number(),
  requestHours: z.number(),
  oneUse: z.boolean(),
  keepsSame: z.boolean(),
  override: z.object({ who: whoSchema, reasonLength: z.int() }).nullable(),
});

/** `reviewers`: the request's author does not see it. */
export const commentAudience = z.enum(['team', 'reviewers']);

/** Words of a version that a remark is about: a range in the text of a part, in UTF-16 units. */
export const wordsSchema = z
  .strictObject({ part: z.int().min(0), start: z.int().min(0), end: z.int().min(1) })
  .refine(({ start, end }) => start < end, 'an empty range');

export const commentSchema = z.object({
  id: uuid,
  version: z.int().min(1),
  member: memberRef,
  audience: commentAudience,
  text: z.string(),
  suggestion: draftSchema.nullable(),
  /** Left out for a remark on the whole version. */
  words: wordsSchema.optional(),
  at: epochMs,
});

/** A post as the platform names it, and its permanent address where the platform says one. */
export const postSchema = z.strictObject({
  id: z.string().min(1).max(LIMITS.postId),
  address: z
    .url({ protocol: /^https$/ })
    .max(LIMITS.address)
    .nullable(),
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
  plan: planSchema.optional(),
  /** What the author said of it that its words do not show; left out for nothing. */
  declared: declaredSchema.optional(),
  /** Small pictures of its media; left out where there are none. */
  thumbnails: thumbnailsSchema.optional(),
  /** Who let it out without the approvals, and why. */
  override: z.object({ member: memberRef, reason: z.string(), at: epochMs }).optional(),
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
  comments: z.array(commentSchema).optional(),
  /** When the gate first let it out, and the posts that the platform has named since; left out before that. */
  published: z.object({ at: epochMs, posts: z.array(postSchema) }).optional(),
  /** New rules want more of it than it had: `blocked`, or further approvals. */
  recheck: z.object({ ruleset: z.int(), found: z.enum(['blocked', 'needs-more']), at: epochMs }).optional(),
  /** How it closed, when no reviewer closed it. */
  closed: z
    .object({
      how: z.enum(['withdrawn', 'superseded', 'cancelled', 'used']),
      by: memberRef.nullable(),
      reason: z.string().nullable(),
      /** The request that took its place. */
      request: uuid.nullable(),
    })
    .optional(),
  /** How often those who have to decide were reminded, and whether others were called. */
  late: z.object({ reminders: z.int().min(0), escalatedAt: epochMs.nullable() }).optional(),
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
  /** It lets one post out, once. */
  once: z.literal(true).optional(),
});

export const pauseScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('team') }),
  z.strictObject({ kind: z.literal('platform'), platform: platformSchema }),
  z.strictObject({
    kind: z.literal('account'),
    platform: platformSchema,
    account: z.string().min(1).max(LIMITS.account),
  }),
  z.strictObject({
    kind: z.literal('topic'),
    words: z
      .array(
        z
          .string()
          .max(100)
          .regex(/[\p{L}\p{N}]/u, 'a word'),
      )
      .min(1)
      .max(50),
  }),
]);

/** Nothing that it covers goes out, approved or not; see utils/policy/pause.ts. Lifted ones are tombstones. */
export const pauseSchema = z.object({
  id: uuid,
  scope: pauseScope,
  reason: z.string(),
  until: epochMs.nullable(),
  placedBy: memberRef,
  placedAt: epochMs,
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
  change('pause', pauseSchema),
]);

export type MemberRef = z.infer<typeof memberRef>;
export type Member = z.infer<typeof memberSchema>;
export type RequestState = (typeof REQUEST_STATES)[number];
export type DecisionKind = z.infer<typeof decisionKind>;
export type Decision = z.infer<typeof decisionSchema>;
export type RequestVersion = z.infer<typeof versionSchema>;
export type ApprovalRequest = z.infer<typeof requestSchema>;
export type CommentWords = z.infer<typeof wordsSchema>;
export type Comment = z.infer<typeof commentSchema>;
export type Post = z.infer<typeof postSchema>;
export type TeamPause = z.infer<typeof pauseSchema>;
export type Clearance = z.infer<typeof clearanceSchema>;
export type Ruleset = z.infer<typeof rulesetSchema>;
export type Change = z.infer<typeof changeSchema>;
