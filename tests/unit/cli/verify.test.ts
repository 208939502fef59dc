import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as allOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../cli/exit.ts';
import { cliText } from '../../../cli/text.ts';
import { verify as verifyExport } from '../../../cli/verify.ts';
import { checkpointAt, createKey, makeExport, type TeamKey } from '../log/exports.ts';
import { type Run, signoff } from './run.ts';

const SIZE = 14;
let folder: string;
let key: TeamKey;
let stranger: TeamKey;
let lines: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-verify-'));
  key = await createKey();
  stranger = await createKey();
  lines = await makeExport({ key, size: SIZE });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** What a call answers, without a process of its own. */
async function call(args: readonly string[], input: string | Uint8Array = ''): Promise<Run> {
  const stdout = new PassThrough();
  const out = allOf(stdout);
  try {
    const code = await verifyExport(args, cliText('en'), {
      stdin: Readable.from([Buffer.from(input)]),
      stdout,
    });
    stdout.end();
    return { code, out: await out, err: '' };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stdout.end();
    return { code: 2, out: await out, err: error.message };
  }
}

const verify = (text: string, ...args: string[]) => call(['-', ...args], text);

describe('signoff verify', () => {
  it('says of a sound export what was verified, and by which key', async () => {
    const run = await signoff(['verify', await file('log.jsonl', lines.join(''))]);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('14 entries of the team “Nordlys” (1 to 14)');
    expect(run.out).toContain('2026-11-23T12:00:14.000Z');
    expect(run.out).toContain(key.publicKey.kid);
    expect(run.out).toContain('came with the export');
  });

  it('takes the key as a name, a JWK or a file, and then says nothing of trusting it', async () => {
    const jwk = JSON.stringify(key.publicKey);
    const { kid: _kid, ...bare } = key.publicKey;
    const answer = await file('answer.json', JSON.stringify({ checkpoint: 'x', key: key.publicKey }));
    for (const given of [key.publicKey.kid, jwk, JSON.stringify(bare), await file('key.json', jwk), answer]) {
      const run = await verify(lines.join(''), '--key', given);
      expect([given, run.code]).toEqual([given, 0]);
      expect(run.out).not.toContain('came with the export');
    }
  });

  it('does not take an export that a stranger signed for the team’s', async () => {
    const forged = (await makeExport({ key: stranger, size: SIZE })).join('');
    expect((await verify(forged)).code).toBe(0);
    const run = await verify(forged, '--key', key.publicKey.kid);
    expect(run.code).toBe(1);
    expect(run.out).toContain('another key');
    // A stranger's key that goes by the name of the team's.
    const named = { ...stranger, publicKey: { ...stranger.publicKey, kid: key.publicKey.kid } };
    const disguised = (await makeExport({ key: named, size: SIZE })).join('');
    for (const args of [[], ['--key', key.publicKey.kid]])
      expect((await verify(disguised, ...args)).code).toBe(1);
  });

  it('names the first entry that is wrong, and what is wrong with it', async () => {
    const at = lines.findIndex((line) => line.includes('"seq":6,'));
    const dropped = await verify(lines.filter((_, n) => n !== at).join(''));
    expect(dropped).toMatchObject({ code: 1, err: '' });
    expect(dropped.out).toBe(`Not verified. Line ${at + 1}, entry 6: Missing: taken out, or further down.\n`);
    const changed = await verify(lines.join('').replace('post nummer 6', 'post nummer 9'));
    expect(changed.out).toContain('entry 6: The content of the entry was changed');
    const cut = await verify(lines.slice(0, at).join(''));
    expect(cut.out).toContain('entries 6 to 14: The export ends too early');
  });

  it('speaks the terminal’s language', async () => {
    const run = await signoff(['verify', '-'], lines.slice(0, -1).join(''), { LANG: 'nb_NO.UTF-8' });
    expect(run.code).toBe(1);
    expect(run.out).toContain('Eksporten slutter for tidlig');
  });

  it('sees bytes that are no UTF-8, a byte order mark, and other line ends', async () => {
    const text = lines.join('');
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('Ærlig')] = 0xff;
    for (const bad of [bytes, Buffer.from(`\ufeff${text}`), Buffer.from(text.replaceAll('\n', '\r\n'))])
      expect((await call(['-'], bad)).code).toBe(1);
  });

  it('holds the export against an earlier checkpoint, given as such, in a file, or as an earlier export', async () => {
    const jws = await checkpointAt(key, 9);
    const earlier = await file('earlier.jsonl', (await makeExport({ key, size: 9 })).join(''));
    for (const since of [
      jws,
      await file('cp.jws', `${jws}\n`),
      await file('cp.json', JSON.stringify({ checkpoint: jws }, null, 2)),
      earlier,
    ]) {
      const run = await verify(lines.join(''), '--since', since);
      expect([since, run.code]).toEqual([since, 0]);
      expect(run.out).toContain('(9 entries)');
    }
    const shorter = await call([earlier, '--since', await checkpointAt(key, SIZE)]);
    expect(shorter.code).toBe(1);
    expect(shorter.out).toContain('the log was cut');
  });

  it('ends with 2 and a sentence when it was called wrongly', async () => {
    const good = await file('good.jsonl', lines.join(''));
    const cases: [string[], string][] = [
      [[], 'Name one export'],
      [[good, good], 'Name one export'],
      [[good, '--nope'], 'verify --help'],
      [[join(folder, 'none.jsonl')], 'There is no file'],
      [[folder], 'is a folder'],
      [[good, '--key', 'nonsense'], 'neither a file nor a public key'],
      [[good, '--key', good], 'no public key'],
      [[good, '--since', await file('text.txt', 'hello')], 'There is no checkpoint'],
      [[good, '--since', join(folder, 'none')], 'There is no file'],
    ];
    for (const [args, sentence] of cases) {
      const run = await call(args);
      expect([args, run.code, run.out]).toEqual([args, 2, '']);
      expect(run.err).toContain(sentence);
    }
  });

  it('explains itself', async () => {
    expect(cliText('en')('help')).toContain('signoff verify');
    expect(await call(['--help'])).toMatchObject({ code: 0, out: cliText('en')('verifyHelp') });
    const wrong = await signoff(['verify']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('Name one export');
  });
});
