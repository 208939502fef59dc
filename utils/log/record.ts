/**
 * One entry of a team's log as it is hashed. Texts and personal data are not in it but beside it, as its content: the
 * entry carries their digest, so that they are bound by the tree.
 */
import { z } from 'zod';
import { epochMs, uuid } from '../api/ids.ts';
import { canonicalJson } from './canonical.ts';
import { type Hash, leafHash, textDigest, toHex } from './hash.ts';

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');

export const recordSchema = z.strictObject({
  team: uuid,
  /** From 1, without a gap: the leaf's index is one less. */
  seq: z.int().min(1),
  /** The store's clock. */
  at: epochMs,
  entry: z.looseObject({
    /** What was done: `request.create`, `ruleset.publish`, … */
    kind: z.string().min(1),
    /** Who did it; null for the store itself. */
    member: uuid.nullable(),
    device: uuid.optional(),
    outcome: z.enum(['applied', 'refused']),
    /** Digest of the content. */
    content: hashSchema.optional(),
  }),
});

/** Kind of the tombstone that says which `entries` have lost their content, and why. */
export const PURGE = 'record.purge';

export type LogRecord = z.infer<typeof recordSchema>;

/** @param content its canonical JSON */
export function contentDigest(content: string): string {
  return toHex(textDigest(content));
}

/** What is hashed as the leaf: RFC 8785 JSON of the whole record. */
export function recordText(record: LogRecord): string {
  return canonicalJson(record);
}

export function recordHash(record: LogRecord): Hash {
  return leafHash(recordText(record));
}
