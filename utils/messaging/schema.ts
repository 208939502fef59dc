/** What messages must look like before the background acts on them. */
import { z } from 'zod';
import {
  declaredSchema,
  draftSchema,
  findingsSchema,
  thumbnailsSchema,
  verdictSchema,
} from '../api/draft.ts';
import { postSchema } from '../api/entities.ts';
import { epochMs, fingerprintSchema, platformSchema, uuid } from '../api/ids.ts';
import { LIMITS } from '../api/limits.ts';
import { joinCodeSchema, verifierSchema } from '../api/routes.ts';
import type { AnyMessage } from '../messaging.ts';

const submission = z.strictObject({
  draft: draftSchema,
  fingerprint: fingerprintSchema,
  declared: declaredSchema,
  findings: findingsSchema,
  verdict: verdictSchema,
  rulesetVersion: z.int().min(0),
  note: z.string().max(LIMITS.note),
  thumbnails: thumbnailsSchema.optional(),
});

const clearance = z.strictObject({
  id: uuid,
  request: uuid,
  fingerprint: fingerprintSchema,
  platform: platformSchema,
  account: z.string().max(LIMITS.account).nullable(),
  expiresAt: epochMs,
  once: z.literal(true).optional(),
});

const message = <T extends AnyMessage['type'], S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape });

export const messageSchema = z.discriminatedUnion('type', [
  message('composer/state', { platform: platformSchema, knownRuleset: z.string().max(100).nullish() }),
  message('composer/texts', { languages: z.array(z.string().max(100)).max(100) }),
  message('composer/linter', {}),
  message('composer/request', { submission }),
  message('composer/send-version', { request: uuid, number: z.int().min(2), submission }),
  message('composer/withdraw', { request: uuid }),
  message('composer/override', {
    request: uuid,
    number: z.int().min(1),
    fingerprint: fingerprintSchema,
    reason: z.string().min(1).max(LIMITS.note),
  }),
  message('composer/released', { clearance, at: epochMs }),
  message('composer/published', {
    clearance,
    posts: z.array(postSchema).min(1).max(LIMITS.posts),
    at: epochMs,
  }),
  message('composer/examples', { pack: z.string().min(1).max(200), rule: z.string().min(1).max(200) }),
  message('composer/ask-words', {
    pack: z.string().min(1).max(200),
    rule: z.string().min(1).max(200),
    words: z.string().min(1).max(LIMITS.askedWords),
    note: z.string().max(LIMITS.note),
  }),
  message('page/join', {
    store: z.string().min(1).max(2_000),
    code: joinCodeSchema,
    verifier: verifierSchema,
  }),
  message('page/leave', {}),
  message('page/flush', {}),
  message('page/sync', {}),
]) satisfies z.ZodType<AnyMessage>;

/** The platform a message is about, where it says so. */
export function platformIn(message: AnyMessage): string | null {
  switch (message.type) {
    case 'composer/state':
      return message.platform;
    case 'composer/request':
    case 'composer/send-version':
      return message.submission.draft.platform;
    case 'composer/released':
    case 'composer/published':
      return message.clearance.platform;
    default:
      return null;
  }
}
