/** `signoff verify`: an export of the log is held against the team's public key, offline. */
import { createReadStream } from 'node:fs';
import process from 'node:process';
import type { Writable } from 'node:stream';
import { ExportVerifier, type Problem, type Verified } from '../utils/log/verify.ts';
import { byteLines } from './byte-lines.ts';
import { EXIT, type ExitCode, UsageError } from './exit.ts';
import { parseFlags } from './flags.ts';
import { write } from './output.ts';
import { unreadable } from './sources.ts';
import { type CliText, printable } from './text.ts';
import { keptCheckpoint, openWithKey, thumbprintOf, trustedThumbprint } from './trust.ts';

interface VerifyCall {
  readonly file: string;
  readonly key: string | null;
  readonly since: string | null;
}

export interface Pipes {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Writable;
}

/**
 * `signoff verify`.
 * @returns 0 when everything fits, 1 when something is wrong
 * @throws UsageError
 */
export async function verify(
  args: readonly string[],
  t: CliText,
  { stdin, stdout }: Pipes = process,
): Promise<ExitCode> {
  const call = readCall(args, t);
  if (call === null) {
    await write(stdout, t('verifyHelp'));
    return EXIT.clear;
  }
  const trusted = call.key === null ? null : await trustedThumbprint(call.key, t);
  const since = call.since === null ? null : await keptCheckpoint(call.since, t);
  const result = await read(
    call.file,
    stdin,
    new ExportVerifier({
      open: openWithKey,
      // The name of a key is made from the key, so that none can go by another's.
      async trusts(key) {
        const thumbprint = await thumbprintOf(key);
        return thumbprint === key.kid && (trusted === null || thumbprint === trusted);
      },
      since,
    }),
    t,
  );
  const text = 'code' in result ? describeProblem(result, t) : describe(result, trusted === null, t);
  await write(stdout, `${text}\n`);
  return 'code' in result ? EXIT.held : EXIT.clear;
}

function readCall(args: readonly string[], t: CliText): VerifyCall | null {
  const { values, positionals } = parseFlags('verify', args, FLAGS, t);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError(t('verifyOneFile'));
  return { file, key: values.key ?? null, since: values.since ?? null };
}

const FLAGS = {
  key: { type: 'string' },
  since: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function read(
  file: string,
  stdin: AsyncIterable<Uint8Array>,
  verifier: ExportVerifier,
  t: CliText,
): Promise<Problem | Verified> {
  const stream = file === '-' ? stdin : createReadStream(file);
  let whole = true;
  try {
    for await (const { text, ended } of byteLines(stream)) {
      const problem = await verifier.push(text);
      if (problem !== null) return problem;
      whole = ended;
    }
  } catch (error) {
    throw unreadable(error, file, t);
  }
  return verifier.end(whole);
}

function describeProblem({ code, line, entries }: Problem, t: CliText): string {
  const what = t(`verify_${code}`);
  if (entries === null) return t('verifyBadLine', { line, what });
  const [first, last] = entries;
  return first === last
    ? t('verifyBadEntry', { line, first, what })
    : t('verifyBadEntries', { line, first, last, what });
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function describe({ header, checkpoint, since }: Verified, keyIsNew: boolean, t: CliText): string {
  const count = header.to - header.from + 1;
  const team = printable(header.teamName);
  const lines = [
    t('verifyOk', { count, team, first: header.from, last: header.to, at: time(checkpoint.at) }),
    ...(since === null ? [] : [t('verifyOkSince', { size: since.size, at: time(since.at) })]),
    ...(header.from > 1 && (since === null || since.size < header.from - 1) ? [t('verifyOkPart')] : []),
    t('verifyKey', { key: header.key.kid }),
    ...(keyIsNew ? [t('verifyKeyIsNew')] : []),
  ];
  return lines.join('\n');
}
