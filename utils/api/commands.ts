/** Commands a browser puts in its outbox and pushes; the store applies each once, in the device's order. */
import { z } from 'zod';
import { declaredSchema, draftSchema, findingsSchema, thumbnailsSchema, verdictSchema } from './draft.ts';
import { commentAudience, decisionKind, postSchema, wordsSchema } from './entities.ts';
import { fingerprintSchema, platformSchema, uuid } from './ids.ts';
import { LIMITS } from './limits.ts';

const submission = {
  draft: draftSchema,
  fingerprint: fingerprintSchema,
  /** Absent: nothing. */
  declared: declaredSchema.optional(),
  findings: findingsSchema,
  verdict: verdictSchema,
  rulesetVersion: z.int().min(0),
  note: z.string().max(LIMITS.note),
  /** Absent: none. Each of a medium of the draft. */
  thumbnails: thumbnailsSchema.optional(),
};

export const commandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('request.create'),
    request: uuid,
    /** An open request of the same author whose place this one takes. */
    supersedes: uuid.optional(),
    ...submission,
  }),
  /** `number` is the new version's: one more than the last the sender knew. */
  z.strictObject({
    kind: z.literal('request.send-version'),
    request: uuid,
    number: z.int().min(2),
    /** The comment whose suggested draft this version takes over to the letter. */
    suggestion: uuid.optional(),
    ...submission,
  }),
  z.strictObject({ kind: z.literal('request.withdraw'), request: uuid }),
  /** An admin ends a request that is nobody's business any more. */
  z.strictObject({
    kind: z.literal('request.cancel'),
    request: uuid,
    reason: z.string().min(1).max(LIMITS.reason),
  }),
  /** Somebody whom the policy lets does so without the approvals, with a reason; bound like a decision. */
  z.strictObject({
    kind: z.literal('request.override'),
    request: uuid,
    override: uuid,
    version: z.int().min(1),
    fingerprint: fingerprintSchema,
    reason: z.string().min(1).max(LIMITS.reason),
  }),
  /** A remark on a version, maybe with the draft as its writer would have it. */
  z.strictObject({
    kind: z.literal('request.comment'),
    request: uuid,
    comment: uuid,
    version: z.int().min(1),
    audience: commentAudience,
    text: z.string().max(LIMITS.note),
    suggestion: draftSchema.nullable(),
    /** Absent: on the whole version. */
    words: wordsSchema.optional(),
  }),
  /** Compare-and-set on (request, version, fingerprint): anything else than the newest, waiting version is refused. */
  z.strictObject({
    kind: z.literal('request.decide'),
    request: uuid,
    decision: uuid,
    version: z.int().min(1),
    fingerprint: fingerprintSchema,
    verdict: decisionKind,
    reason: z.string().max(LIMITS.reason).nullable(),
  }),
  /** The gate let this content out under a clearance. Carries no text. */
  z.strictObject({
    kind: z.literal('post.released'),
    clearance: uuid,
    request: uuid,
    fingerprint: fingerprintSchema,
    platform: platformSchema,
    account: z.string().max(LIMITS.account).nullable(),
    /** The browser's clock when the gate opened, epoch ms; the store adds its own. */
    at: z.int().min(0),
  }),
  /** The platform has said what became of it: the posts as it names them. Follows `post.released`. */
  z.strictObject({
    kind: z.literal('post.published'),
    clearance: uuid,
    request: uuid,
    platform: platformSchema,
    posts: z.array(postSchema).min(1).max(LIMITS.posts),
    /** As of `post.released`. */
    at: z.int().min(0),
  }),
]);

/** `seq` counts the device's commands from 1 without a gap; `id` names the command for ever. */
export const mutationSchema = z.strictObject({ seq: z.int().min(1), id: uuid, command: commandSchema });

export const pushRequest = z.strictObject({
  mutations: z.array(mutationSchema).min(1).max(LIMITS.mutationsPerPush),
});

export const mutationResult = z.discriminatedUnion('outcome', [
  z.object({ seq: z.int(), outcome: z.literal('applied') }),
  /** Refused for good: the sequence goes on, and the sender shows it. */
  z.object({ seq: z.int(), outcome: z.literal('refused'), code: z.string(), detail: z.string() }),
]);

/** `results` covers every mutation sent, replays included; `now` is the store's clock, epoch ms. */
export const pushResponse = z.object({
  results: z.array(mutationResult),
  last: z.int().min(0),
  now: z.int(),
});

export type Command = z.infer<typeof commandSchema>;
export type Mutation = z.infer<typeof mutationSchema>;
export type MutationResult = z.infer<typeof mutationResult>;
export type PushRequest = z.infer<typeof pushRequest>;
export type PushResponse = z.infer<typeof pushResponse>;
