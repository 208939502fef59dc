/** Exports as a store makes them, without a store: the tests change them, and sign again what a thief could not. */
import { createHash } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { openWithKey, thumbprintOf } from '../../../cli/trust.ts';
import { type PublicKey, publicKeySchema } from '../../../utils/api/routes.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { canonicalJson } from '../../../utils/log/canonical.ts';
import { checkpointOf } from '../../../utils/log/checkpoint.ts';
import {
  checkpointLine,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  entryLine,
  headerLine,
} from '../../../utils/log/export.ts';
import { toHex } from '../../../utils/log/hash.ts';
import { append, type CompactRange, EMPTY_RANGE } from '../../../utils/log/range.ts';
import { contentDigest, type LogRecord, recordHash } from '../../../utils/log/record.ts';
import { ExportVerifier, type Problem, type Verified } from '../../../utils/log/verify.ts';

export const TEAM = '00000000-0000-4000-8000-000000000001';
export const MEMBER = '00000000-0000-4000-8000-000000000002';
const NOON = Date.UTC(2026, 10, 23, 12);

export interface TeamKey {
  readonly publicKey: PublicKey;
  sign(payload: object): Promise<string>;
}

export async function createKey(): Promise<TeamKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwk = await exportJWK(pair.publicKey);
  const publicKey = publicKeySchema.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
  return {
    publicKey,
    sign: (payload) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid: publicKey.kid })
        .sign(pair.privateKey),
  };
}

export interface Made {
  readonly record: LogRecord;
  readonly content: string | null;
}

/** Entry `seq` of a log in which every third is a draft, and others have a name or nothing beside them. */
export function entryOf(seq: number): Made {
  const base = { kind: 'request.withdraw', member: MEMBER, outcome: 'applied', ruleset: 1 } as const;
  const at = NOON + seq * 1_000;
  if (seq % 3 === 0) {
    const draft = {
      platform: 'x',
      account: '@fund',
      parts: [{ text: `Ærlig post nummer ${seq} 😀`, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    };
    return withContent(
      seq,
      at,
      { ...base, kind: 'request.create', fingerprint: fingerprintOf(draft) },
      { draft, note: '' },
    );
  }
  if (seq % 3 === 1) return withContent(seq, at, { ...base, kind: 'member.add' }, { name: `Member ${seq}` });
  return { record: { team: TEAM, seq, at, entry: base }, content: null };
}

export function withContent(seq: number, at: number, entry: LogRecord['entry'], content: object): Made {
  const body = canonicalJson(content);
  return {
    record: { team: TEAM, seq, at, entry: { ...entry, content: contentDigest(body) } },
    content: body,
  };
}

export interface ExportOptions {
  readonly key: TeamKey;
  readonly size: number;
  readonly from?: number;
  /** A checkpoint after each so many entries. */
  readonly every?: number;
  readonly entry?: (seq: number) => Made;
}

export function rangeOf(size: number, entry = entryOf): CompactRange {
  let range = EMPTY_RANGE;
  for (let seq = 1; seq <= size; seq++) range = append(range, recordHash(entry(seq).record)).range;
  return range;
}

export function checkpointAt(key: TeamKey, size: number, entry = entryOf): Promise<string> {
  return key.sign(checkpointOf(TEAM, rangeOf(size, entry), NOON + size * 1_000));
}

export async function seal(key: TeamKey, size: number, lines: readonly string[]): Promise<string> {
  const sha256 = createHash('sha256').update(lines.join('')).digest('hex');
  return key.sign({ typ: 'signoff-export', team: TEAM, size, sha256 });
}

/** Lines with their line feeds. */
export async function makeExport(options: ExportOptions): Promise<string[]> {
  const { key, size, from = 1, every = 4, entry = entryOf } = options;
  const before = rangeOf(from - 1, entry).peaks.map(toHex);
  const format = { format: EXPORT_FORMAT, v: EXPORT_VERSION } as const;
  const lines = [
    headerLine({
      ...format,
      team: TEAM,
      teamName: 'Nordlys',
      key: key.publicKey,
      from,
      to: size,
      before,
      at: NOON,
      by: MEMBER,
    }),
  ];
  for (let seq = from; seq <= size; seq++) {
    const { record, content } = entry(seq);
    lines.push(entryLine(record, content));
    if (seq % every === 0 && seq < size) lines.push(checkpointLine(await checkpointAt(key, seq, entry)));
  }
  return [...lines, checkpointLine(await checkpointAt(key, size, entry), await seal(key, size, lines))];
}

/** The same file with a new seal: what only the holder of the key could do. */
export async function sealAgain(key: TeamKey, lines: readonly string[]): Promise<string[]> {
  const body = lines.slice(0, -1);
  const { checkpoint } = JSON.parse(lines.at(-1) ?? '');
  const { to } = JSON.parse(lines[0] ?? '');
  return [...body, checkpointLine(checkpoint, await seal(key, to, body))];
}

export interface VerifyWith {
  readonly key?: PublicKey;
  readonly since?: string;
}

export async function verifyText(text: string, { key, since }: VerifyWith = {}): Promise<Problem | Verified> {
  const verifier = new ExportVerifier({
    open: openWithKey,
    trusts: async (one) => key === undefined || (await thumbprintOf(one)) === key.kid,
    since: since ?? null,
  });
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  for (const line of rest === '' ? lines : [...lines, rest]) {
    const problem = await verifier.push(line);
    if (problem !== null) return problem;
  }
  return verifier.end(rest === '');
}
