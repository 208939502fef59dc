/**
 * The store's HTTP contracts, one entry a route, used by the server (validation, OpenAPI) and the extension (client).
 * All bodies are JSON; errors are {@link problemSchema}. Bearer token except where `auth` says otherwise.
 */
import { z } from 'zod';
import { policySchema, whoSchema } from '../policy/policy.ts';
import { overridesSchema } from '../rules/schema.ts';
import { pushRequest, pushResponse } from './commands.ts';
import { declaredSchema, draftSchema, verdictSchema } from './draft.ts';
import { changeSchema, memberRef, memberSchema, pauseScope } from './entities.ts';
import { cursorSchema, epochMs, uuid } from './ids.ts';
import { LIMITS } from './limits.ts';

/** Public half of the team's Ed25519 key as a JWK; the extension pins it when it joins. */
export const publicKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  kid: z.string().min(1).max(100),
});

/** PKCE S256 challenge: base64url SHA-256 of the verifier (RFC 7636). */
export const challengeSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const verifierSchema = z.string().regex(/^[A-Za-z0-9_.~-]{43,128}$/);

/** The one-time code the store shows after sign-in: four groups of four, no look-alike letters; case and hyphens are free. */
export const joinCodeSchema = z.string().min(16).max(24);

export const joinRequest = z.strictObject({
  code: joinCodeSchema,
  verifier: verifierSchema,
  /** What the member sees in the list of devices, for example "Chromium on Linux". */
  deviceName: z.string().min(1).max(100),
});

export const joinResponse = z.object({
  token: z.string(),
  device: uuid,
  team: z.object({ id: uuid, name: z.string() }),
  member: memberSchema,
  key: publicKeySchema,
  now: z.int(),
});

export const pullQuery = z.strictObject({
  /** The `(version, id)` after which to go on; 0 and empty for all. */
  cursor: z.coerce.number().pipe(cursorSchema).default(0),
  after: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSize).default(LIMITS.pageSize),
  /** The ruleset that the browser runs; left out before it has one. */
  ruleset: z.coerce.number().pipe(z.int().min(0)).optional(),
});

export const pullResponse = z.object({
  changes: z.array(changeSchema),
  /** Where the next pull goes on. */
  cursor: cursorSchema,
  after: z.string(),
  more: z.boolean(),
  /** The member this device acts for, as of now: roles may have changed. */
  member: memberSchema,
  now: z.int(),
  /** How long a version waited for its first decision in the last thirty days; left out when there were too few. */
  answers: z.object({ median: z.int().min(0), of: z.int().min(1) }).optional(),
});

export const rulesetResponse = z.object({ version: z.int().min(1), jws: z.string() });

/** A pack's YAML as the admin wrote it; `file` is only used to name the place of an error. */
export const packSource = z.strictObject({
  file: z.string().min(1).max(200),
  yaml: z.string().max(LIMITS.packYaml),
});

export const rulesetSources = z.object({
  version: z.int().min(1),
  packs: z.array(packSource),
  overrides: overridesSchema,
  policy: policySchema,
  note: z.string(),
});

export const sourcesQuery = z.strictObject({
  /** A version from before; the one in force when it is left out. */
  version: z.coerce.number().pipe(z.int().min(1)).optional(),
});

export const historyQuery = z.strictObject({
  /** Versions below this one; the newest when it is left out. */
  before: z.coerce.number().pipe(z.int().min(1)).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(LIMITS.pageSize)).default(50),
});

/** Every version that was ever published, the newest first. */
export const historyResponse = z.object({
  versions: z.array(
    z.object({
      version: z.int().min(1),
      note: z.string(),
      publishedAt: epochMs,
      publishedBy: memberRef,
    }),
  ),
  more: z.boolean(),
});

/** Which version each connected browser of the team runs, as it last said; for admins and auditors. */
export const rulesetDevicesResponse = z.object({
  devices: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      member: memberRef,
      /** Null before it has said. */
      version: z.int().min(0).nullable(),
      /** When it said so first. */
      since: epochMs.nullable(),
      lastSeenAt: epochMs.nullable(),
    }),
  ),
});

/** What rules have found in what was handed in during the last thirty days; for admins and auditors. */
export const ruleFiguresResponse = z.object({
  since: epochMs,
  /** Requests with a version of that time. */
  posts: z.int().min(0),
  /** Rules that found nothing are left out. */
  rules: z.array(
    z.object({
      /** `pack/rule`. */
      rule: z.string(),
      /** Findings in all versions. */
      hits: z.int().min(0),
      /** Requests that it found something in. */
      posts: z.int().min(0),
      /** Requests that were approved or let out by an override with its finding still in the text. */
      passed: z.int().min(0),
      /** How often authors asked to have words accepted that it found. */
      asked: z.int().min(0),
    }),
  ),
});

const times = { of: z.int().min(0), median: z.int().min(0).nullable(), ninth: z.int().min(0).nullable() };

export const insightQuery = z.strictObject({
  weeks: z.coerce.number().pipe(z.int().min(1).max(52)).default(12),
});

/** How approvals go, as utils/insight counts it; weeks are named by their beginning. For admins and auditors. */
export const insightResponse = z.object({
  weeks: z.array(epochMs),
  /** From asking to the first clearance, ms. */
  cycle: z.object({ all: z.object(times), weeks: z.array(z.object({ week: epochMs, ...times })) }),
  /** From a version's coming to each reviewer's decision, ms; the slowest first. */
  waiting: z.array(z.object({ member: memberRef, ...times })),
  firstPass: z.array(z.object({ week: epochMs, of: z.int().min(0), passed: z.int().min(0) })),
  /** `rule` is `pack/rule`; weeks without a finding are left out. */
  findings: z.array(
    z.object({ rule: z.string(), week: epochMs, hits: z.int().min(0), posts: z.int().min(0) }),
  ),
  overrides: z.array(z.object({ week: epochMs, count: z.int().min(0) })),
});

export const recentPostsQuery = z.strictObject({
  limit: z.coerce.number().pipe(z.int().min(1).max(LIMITS.recentPosts)).default(LIMITS.recentPosts),
});

/** What the team handed in last, to try rules on; for admins. */
export const recentPostsResponse = z.object({
  /** The newest version of each request, the newest first. */
  posts: z.array(z.object({ request: uuid, draft: draftSchema, declared: declaredSchema, at: epochMs })),
  /** Whether there are more, within the limit, than fit into one answer. */
  cut: z.boolean(),
});

/** The packs that come with the store. */
export const shippedPacksResponse = z.object({
  packs: z.array(packSource.extend({ pack: z.string(), version: z.string() }).strip()),
});

export const publishRequest = z.strictObject({
  /** The version this edit began from; another published meanwhile means 409 `ruleset_changed`. */
  base: z.int().min(0),
  packs: z.array(packSource).min(1).max(LIMITS.packsPerRuleset),
  overrides: overridesSchema,
  policy: policySchema,
  note: z.string().max(LIMITS.note),
});

export const deviceSchema = z.object({
  id: uuid,
  name: z.string(),
  createdAt: z.int(),
  lastSeenAt: z.int().nullable(),
  current: z.boolean(),
});

/** RFC 9457 problem details with a stable `code`. `errors` names places in what was sent. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        file: z.string().optional(),
        line: z.int().optional(),
        column: z.int().optional(),
      }),
    )
    .optional(),
});

export const checkpointQuery = z.strictObject({
  /** Size of an older checkpoint: the answer proves that the log still begins with what it covers. */
  since: z.coerce.number().pipe(z.int().min(0)).default(0),
});

export const checkpointResponse = z.object({
  /** Compact JWS; the payload is `checkpointSchema` of utils/log/checkpoint.ts. */
  checkpoint: z.string(),
  /** Number of entries that it covers. */
  size: z.int().min(0),
  key: publicKeySchema,
  /** Consistency proof of RFC 9162 from `since` to `size`: SHA-256 digests in hex. */
  consistency: z.array(z.string()),
});

export const exportQuery = z.strictObject({
  /** First entry; an export that goes on where another ended begins after its last. */
  from: z.coerce.number().pipe(z.int().min(1)).default(1),
});

/** What a webhook is told of: kinds of the log's entries, such as `request.decide`. */
export const webhookKind = z.string().regex(/^[a-z][a-z-]{0,30}\.[a-z][a-z-]{0,30}$/, 'a kind of entry');
export const webhookKinds = z.array(webhookKind).min(1).max(50).nullable();

export const webhookSchema = z.object({
  id: uuid,
  url: z.string(),
  /** Null for all. */
  kinds: webhookKinds,
  createdAt: z.int(),
  /** Messages not yet sent, and those given up. */
  waiting: z.int(),
  dead: z.int(),
});

export const webhookAddRequest = z.strictObject({
  url: z.string().min(1).max(2_000),
  kinds: webhookKinds.default(null),
});

export const webhookRequest = z.strictObject({ webhook: uuid });

/** `secret` is shown here and never again. */
export const webhookSecret = z.object({ id: uuid, secret: z.string() });

export const outboxQuery = z.strictObject({
  state: z.enum(['waiting', 'sent', 'dead']).default('dead'),
  limit: z.coerce.number().pipe(z.int().min(1).max(LIMITS.pageSize)).default(LIMITS.pageSize),
});

export const outboxMessageSchema = z.object({
  id: uuid,
  webhook: uuid,
  kind: z.string(),
  state: z.enum(['waiting', 'sent', 'dead']),
  attempts: z.int(),
  createdAt: z.int(),
  dueAt: z.int(),
  /** Why the last attempt failed: `not_public`, `unreachable`, `timeout`, `certificate`, `redirect`, `answer`, `removed`. */
  problem: z.string().nullable(),
  /** What the receiver answered with, if it did. */
  status: z.int().nullable(),
});

/** Null for all that are dead. */
export const outboxRetryRequest = z.strictObject({ messages: z.array(uuid).min(1).max(1_000).nullable() });

const groupId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens');

export const groupsResponse = z.object({
  groups: z.array(z.object({ id: z.string(), title: z.string(), members: z.array(uuid) })),
  /** Who decides for whom; those that are over are left out. Epoch ms, store clock. */
  absences: z.array(z.object({ member: uuid, delegate: uuid, from: epochMs, until: epochMs })),
});

/** The whole group; without members it is removed. */
export const groupRequest = z.strictObject({
  id: groupId,
  title: z.string().max(200).regex(/\S/, 'a name'),
  members: z.array(uuid).max(500),
});

/** `absence: null`: the member decides for themselves again. */
export const absenceRequest = z.strictObject({
  member: uuid,
  absence: z.strictObject({ delegate: uuid, from: epochMs, until: epochMs }).nullable(),
});

export const pauseRequest = z.strictObject({
  id: uuid,
  scope: pauseScope,
  reason: z.string().max(LIMITS.reason).regex(/\S/, 'a reason'),
  /** Epoch ms, store clock; null until it is lifted. */
  until: epochMs.nullable(),
});

export const liftRequest = z.strictObject({ id: uuid });

export const dryRunRequest = z.strictObject({
  draft: draftSchema,
  declared: declaredSchema.optional(),
  /** Who would ask; the caller when it is left out. */
  author: uuid.optional(),
  /** A policy to try; the one in force when it is left out. */
  policy: policySchema.optional(),
});

/** What the draft would need, and from whom; see utils/policy/dry-run.ts. */
export const dryRunResponse = z.object({
  verdict: verdictSchema,
  steps: z.array(
    z.object({
      id: z.string(),
      who: whoSchema,
      need: z.int(),
      stage: z.int(),
      because: z.array(z.string()),
      from: z.array(uuid),
    }),
  ),
  clearanceHours: z.number(),
  requestHours: z.number(),
  oneUse: z.boolean(),
  mayOverride: z.array(uuid),
  possible: z.boolean(),
});

/** What an author asks the admins to accept, and what a rule of theirs has found. */
export const askWordsRequest = z.strictObject({
  ask: uuid,
  pack: z.string().min(1).max(200),
  rule: z.string().min(1).max(200),
  words: z.string().min(1).max(LIMITS.askedWords),
  note: z.string().max(LIMITS.note),
});

export const wordAsksResponse = z.object({
  asks: z.array(askWordsRequest.extend({ member: memberRef, at: epochMs }).strip()),
});

/** Accepted: a published ruleset lets the words pass. Why they are declined is for the author to read. */
export const closeWordAskRequest = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('accepted'), ask: uuid }),
  z.strictObject({
    answer: z.literal('declined'),
    ask: uuid,
    reason: z.string().max(LIMITS.reason).regex(/\S/, 'a reason'),
  }),
]);

/** What a member has asked for lately, the newest first, and what admins have answered. */
export const ownWordAsksResponse = z.object({
  asks: z.array(
    askWordsRequest
      .extend({
        at: epochMs,
        /** Null while nobody has answered; `closed` is of a store that did not keep answers yet. */
        answer: z
          .object({
            kind: z.enum(['accepted', 'declined', 'closed']),
            reason: z.string(),
            by: memberRef,
            at: epochMs,
          })
          .nullable(),
      })
      .strip(),
  ),
});

export const ROUTES = {
  join: { method: 'POST', path: '/api/v1/join', auth: 'none', body: joinRequest, response: joinResponse },
  push: { method: 'POST', path: '/api/v1/push', auth: 'device', body: pushRequest, response: pushResponse },
  pull: { method: 'GET', path: '/api/v1/pull', auth: 'device', query: pullQuery, response: pullResponse },
  ruleset: { method: 'GET', path: '/api/v1/ruleset', auth: 'device', response: rulesetResponse },
  rulesetSources: {
    method: 'GET',
    path: '/api/v1/ruleset/sources',
    auth: 'device',
    query: sourcesQuery,
    response: rulesetSources,
  },
  rulesetHistory: {
    method: 'GET',
    path: '/api/v1/ruleset/history',
    auth: 'device',
    query: historyQuery,
    response: historyResponse,
  },
  rulesetDevices: {
    method: 'GET',
    path: '/api/v1/ruleset/devices',
    auth: 'device',
    response: rulesetDevicesResponse,
  },
  ruleFigures: {
    method: 'GET',
    path: '/api/v1/rules/figures',
    auth: 'device',
    response: ruleFiguresResponse,
  },
  insight: {
    method: 'GET',
    path: '/api/v1/insight',
    auth: 'device',
    query: insightQuery,
    response: insightResponse,
  },
  recentPosts: {
    method: 'GET',
    path: '/api/v1/rules/posts',
    auth: 'device',
    query: recentPostsQuery,
    response: recentPostsResponse,
  },
  shippedPacks: {
    method: 'GET',
    path: '/api/v1/packs',
    auth: 'device',
    response: shippedPacksResponse,
  },
  publish: {
    method: 'POST',
    path: '/api/v1/ruleset',
    auth: 'device',
    body: publishRequest,
    response: rulesetResponse,
  },
  groups: { method: 'GET', path: '/api/v1/groups', auth: 'device', response: groupsResponse },
  setGroup: {
    method: 'POST',
    path: '/api/v1/groups',
    auth: 'device',
    body: groupRequest,
    response: z.object({}),
  },
  setAbsence: {
    method: 'POST',
    path: '/api/v1/absences',
    auth: 'device',
    body: absenceRequest,
    response: z.object({}),
  },
  pause: {
    method: 'POST',
    path: '/api/v1/pauses',
    auth: 'device',
    body: pauseRequest,
    response: z.object({}),
  },
  liftPause: {
    method: 'POST',
    path: '/api/v1/pauses/lift',
    auth: 'device',
    body: liftRequest,
    response: z.object({}),
  },
  dryRun: {
    method: 'POST',
    path: '/api/v1/policy/dry-run',
    auth: 'device',
    body: dryRunRequest,
    response: dryRunResponse,
  },
  askWords: {
    method: 'POST',
    path: '/api/v1/word-asks',
    auth: 'device',
    body: askWordsRequest,
    response: z.object({}),
  },
  /** What authors ask to have accepted and nobody has answered; answering, too, is for admins. */
  wordAsks: { method: 'GET', path: '/api/v1/word-asks', auth: 'device', response: wordAsksResponse },
  ownWordAsks: {
    method: 'GET',
    path: '/api/v1/word-asks/own',
    auth: 'device',
    response: ownWordAsksResponse,
  },
  closeWordAsk: {
    method: 'POST',
    path: '/api/v1/word-asks/close',
    auth: 'device',
    body: closeWordAskRequest,
    response: z.object({}),
  },
  devices: {
    method: 'GET',
    path: '/api/v1/devices',
    auth: 'device',
    response: z.object({ devices: z.array(deviceSchema) }),
  },
  logCheckpoint: {
    method: 'GET',
    path: '/api/v1/log/checkpoint',
    auth: 'device',
    query: checkpointQuery,
    response: checkpointResponse,
  },
  /** JSON Lines, one string a line; see utils/log/export.ts. For auditors and admins. */
  logExport: {
    method: 'GET',
    path: '/api/v1/log/export',
    auth: 'device',
    query: exportQuery,
    stream: 'application/jsonl',
    response: z.string(),
  },
  /** Where the team's events go; this and the five that follow are for admins. */
  webhooks: {
    method: 'GET',
    path: '/api/v1/webhooks',
    auth: 'device',
    response: z.object({ webhooks: z.array(webhookSchema) }),
  },
  webhookAdd: {
    method: 'POST',
    path: '/api/v1/webhooks',
    auth: 'device',
    body: webhookAddRequest,
    response: webhookSecret,
  },
  webhookSecret: {
    method: 'POST',
    path: '/api/v1/webhooks/secret',
    auth: 'device',
    body: webhookRequest,
    response: webhookSecret,
  },
  webhookRemove: {
    method: 'POST',
    path: '/api/v1/webhooks/remove',
    auth: 'device',
    body: webhookRequest,
    response: z.object({}),
  },
  outbox: {
    method: 'GET',
    path: '/api/v1/outbox',
    auth: 'device',
    query: outboxQuery,
    response: z.object({ messages: z.array(outboxMessageSchema) }),
  },
  outboxRetry: {
    method: 'POST',
    path: '/api/v1/outbox/retry',
    auth: 'device',
    body: outboxRetryRequest,
    response: z.object({ count: z.int() }),
  },
  /** Signs this device out: its token is worth nothing afterwards. */
  leave: { method: 'POST', path: '/api/v1/leave', auth: 'device', response: z.object({}) },
} as const;

/** WebSocket at `/api/v1/socket`. The first message must be `hello` within 5 s; a poke carries no data. */
export const SOCKET_PATH = '/api/v1/socket';
/** Keeps a Chrome worker alive: messages within 30 s do, an open socket alone does not. */
export const SOCKET_BEAT_MS = 20_000;

export const socketFromClient = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), token: z.string().max(500) }),
  z.strictObject({ type: z.literal('beat') }),
]);

export const socketFromStore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), cursor: cursorSchema }),
  z.object({ type: z.literal('poke'), cursor: cursorSchema }),
  z.object({ type: z.literal('beat') }),
  z.object({ type: z.literal('bye'), code: z.string() }),
]);

export type JoinRequest = z.infer<typeof joinRequest>;
export type JoinResponse = z.infer<typeof joinResponse>;
export type PullResponse = z.infer<typeof pullResponse>;
export type RulesetResponse = z.infer<typeof rulesetResponse>;
export type RulesetHistory = z.infer<typeof historyResponse>;
export type RulesetDevices = z.infer<typeof rulesetDevicesResponse>;
export type RuleFigures = z.infer<typeof ruleFiguresResponse>;
export type Insight = z.infer<typeof insightResponse>;
export type Groups = z.infer<typeof groupsResponse>;
export type DryRunRequest = z.input<typeof dryRunRequest>;
export type DryRunAnswer = z.infer<typeof dryRunResponse>;
export type WordAsks = z.infer<typeof wordAsksResponse>;
export type OwnWordAsks = z.infer<typeof ownWordAsksResponse>;
export type WordAnswer = z.infer<typeof closeWordAskRequest>;
export type RecentPosts = z.infer<typeof recentPostsResponse>;
export type ShippedPack = z.infer<typeof shippedPacksResponse>['packs'][number];
export type RulesetSources = z.infer<typeof rulesetSources>;
export type PublishRequest = z.infer<typeof publishRequest>;
export type CheckpointResponse = z.infer<typeof checkpointResponse>;
export type PublicKey = z.infer<typeof publicKeySchema>;
export type Problem = z.infer<typeof problemSchema>;
export type SocketFromClient = z.infer<typeof socketFromClient>;
export type SocketFromStore = z.infer<typeof socketFromStore>;
