/** What the verifier brings along: the key that they trust, and a checkpoint that they kept. */
import { open, readFile, stat } from 'node:fs/promises';
import { calculateJwkThumbprint, compactVerify, errors, importJWK } from 'jose';
import { type PublicKey, publicKeySchema } from '../utils/api/routes.ts';
import { UsageError } from './exit.ts';
import { unreadable } from './sources.ts';
import type { CliText } from './text.ts';

/** RFC 7638 thumbprint of a SHA-256, in base64url. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/** The last line of an export has two signatures; this is far more. */
const TAIL_BYTES = 64 * 1_024;
const KEY_FILE_BYTES = 64 * 1_024;

/** The payload of a compact JWS when this very key has signed it, else null. */
export async function openWithKey(jws: string, key: PublicKey): Promise<unknown> {
  try {
    const { payload } = await compactVerify(jws, await importJWK(key, 'EdDSA'), {
      algorithms: ['EdDSA', 'Ed25519'],
    });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      return null;
    throw error;
  }
}

export function thumbprintOf({ kty, crv, x }: PublicKey): Promise<string> {
  return calculateJwkThumbprint({ kty, crv, x });
}

function keyIn(text: string): PublicKey | null {
  try {
    const value: unknown = JSON.parse(text);
    // The answer of the store's checkpoint route, or the key alone.
    const jwk = typeof value === 'object' && value !== null && 'key' in value ? value.key : value;
    return publicKeySchema
      .partial({ kid: true })
      .transform((key) => ({ ...key, kid: key.kid ?? '-' }))
      .parse(jwk);
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/**
 * @param given a thumbprint, a JWK, or a file with a JWK
 * @returns the thumbprint of the key that is trusted
 * @throws UsageError when it is none of these
 */
export async function trustedThumbprint(given: string, t: CliText): Promise<string> {
  const typed = keyIn(given);
  if (typed !== null) return thumbprintOf(typed);
  if (await isFile(given)) {
    const { size } = await stat(given);
    const read =
      size > KEY_FILE_BYTES
        ? null
        : keyIn(
            await readFile(given, 'utf8').catch((error: unknown) => {
              throw unreadable(error, given, t);
            }),
          );
    if (read === null) throw new UsageError(t('verifyBadKeyFile', { file: given }));
    return thumbprintOf(read);
  }
  if (THUMBPRINT.test(given)) return given;
  throw new UsageError(t('verifyBadKey', { key: given }));
}

async function tailOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function checkpointIn(text: string): string | null {
  const line = text.trim().split('\n').at(-1)?.trim() ?? '';
  if (COMPACT_JWS.test(line)) return line;
  for (const json of [line, text]) {
    try {
      const value: unknown = JSON.parse(json);
      if (typeof value === 'object' && value !== null && 'checkpoint' in value)
        return typeof value.checkpoint === 'string' ? value.checkpoint : null;
    } catch {
      // Not this; the next may be it.
    }
  }
  return null;
}

/**
 * @param given a checkpoint, a file with one, or an earlier export
 * @throws UsageError when it is none of these
 */
export async function keptCheckpoint(given: string, t: CliText): Promise<string> {
  if (COMPACT_JWS.test(given) && !(await isFile(given))) return given;
  const text = await tailOf(given).catch((error: unknown) => {
    throw unreadable(error, given, t);
  });
  const checkpoint = checkpointIn(text);
  if (checkpoint === null) throw new UsageError(t('verifyBadSince', { file: given }));
  return checkpoint;
}
