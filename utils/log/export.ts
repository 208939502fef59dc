/**
 * The export of a log as JSON Lines: a header, one line an entry in order, the checkpoints among them, and as last line
 * the checkpoint over all of it with a seal over the file itself. Every line is RFC 8785 JSON and ends with a line feed.
 */
import { z } from 'zod';
import { epochMs, uuid } from '../api/ids.ts';
import { publicKeySchema } from '../api/routes.ts';
import { canonicalJson } from './canonical.ts';
import { toHex } from './hash.ts';
import { hashSchema, type LogRecord, recordHash, recordSchema, recordText } from './record.ts';

export const EXPORT_FORMAT = 'signoff-log';
export const EXPORT_VERSION = 1;

export const headerSchema = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  v: z.literal(EXPORT_VERSION),
  team: uuid,
  teamName: z.string(),
  /** The team's public key. Whoever verifies holds it against the one they know. */
  key: publicKeySchema,
  /** First and last entry. */
  from: z.int().min(1),
  to: z.int().min(1),
  /** Roots of the complete subtrees before `from`, the largest first; none when it begins with entry 1. */
  before: z.array(hashSchema).max(53),
  at: epochMs,
  /** The member who exported, or null for the store itself. */
  by: uuid.nullable(),
});

export const entryLineSchema = z.strictObject({
  record: recordSchema,
  /** The leaf's hash as the store keeps it. */
  leaf: hashSchema,
  /** There when the entry has a digest of it. */
  content: z.unknown().optional(),
});

export const checkpointLineSchema = z.strictObject({
  /** Compact JWS with a checkpoint as payload. */
  checkpoint: z.string(),
  /** On the last line: compact JWS with a {@link sealSchema} payload. */
  seal: z.string().optional(),
});

export const sealSchema = z.strictObject({
  typ: z.literal('signoff-export'),
  team: uuid,
  size: z.int().min(1),
  /** SHA-256 of all lines before the last, line feeds included. */
  sha256: hashSchema,
});

export type ExportHeader = z.infer<typeof headerSchema>;
export type Seal = z.infer<typeof sealSchema>;

/** @param content the entry's content as canonical JSON, or null when it has none. @returns a line with its line feed */
export function entryLine(
  record: LogRecord,
  content: string | null,
  leaf = toHex(recordHash(record)),
): string {
  const body = content === null ? '' : `"content":${content},`;
  return `{${body}"leaf":"${leaf}","record":${recordText(record)}}\n`;
}

export function headerLine(header: ExportHeader): string {
  return `${canonicalJson(header)}\n`;
}

export function checkpointLine(checkpoint: string, seal?: string): string {
  return `${canonicalJson(seal === undefined ? { checkpoint } : { checkpoint, seal })}\n`;
}
