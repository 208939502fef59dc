import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../utils/log/canonical.ts';
import { checkpointLine, entryLine } from '../../../utils/log/export.ts';
import {
  checkpointAt,
  createKey,
  entryOf,
  type Made,
  makeExport,
  seal,
  sealAgain,
  TEAM,
  type TeamKey,
  verifyText,
  withContent,
} from './exports.ts';

const SIZE = 14;
let key: TeamKey;
let stranger: TeamKey;
let lines: string[];
let text: string;

beforeAll(async () => {
  key = await createKey();
  stranger = await createKey();
  lines = await makeExport({ key, size: SIZE });
  text = lines.join('');
});

/** Line number (from 0) of an entry. */
const lineOf = (seq: number): number => lines.findIndex((line) => line.includes(`"seq":${seq},`));
const without = (at: number): string[] => lines.filter((_, n) => n !== at);
const replaced = (at: number, line: string): string[] => lines.map((one, n) => (n === at ? line : one));
const lineText = ({ record, content }: Made): string => entryLine(record, content);
/** A member who was never there. */
const altered = (seq: number): Made => {
  const { record, content } = entryOf(seq);
  return { record: { ...record, entry: { ...record.entry, member: null } }, content };
};

async function problemOf(all: readonly string[], options = {}): Promise<unknown> {
  const result = await verifyText(all.join(''), options);
  return 'code' in result ? result : 'verified';
}

describe('an export as the store wrote it', () => {
  it('is verified, whole or in part, with checkpoints or without', async () => {
    for (const size of [1, 2, 3, 4, 5, 8, 13])
      for (const from of [1, 2, 3, 5])
        for (const every of [1, 4, 100])
          if (from <= size)
            expect(await problemOf(await makeExport({ key, size, from, every }))).toBe('verified');
  });

  it('says what was verified', async () => {
    const result = await verifyText(text, { key: key.publicKey });
    expect(result).toMatchObject({
      header: { from: 1, to: SIZE },
      checkpoint: { size: SIZE },
      checkpoints: 4,
    });
  });
});

describe('what is found', () => {
  it('any change of any byte', async () => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ mask;
        const lossy = changed.toString('utf8');
        expect('code' in (await verifyText(lossy, { key: key.publicKey }))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('any cut, at whatever byte, from the end, the beginning or the middle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.nat(text.length - 1), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        expect('code' in (await verifyText(text.slice(0, from) + text.slice(to)))).toBe(true);
        expect('code' in (await verifyText(text.slice(0, from)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('any line that is dropped, repeated, moved, or put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(lines.length - 1), async (a, b) => {
        const line = lines[a] ?? '';
        expect(await problemOf(without(a))).not.toBe('verified');
        expect(await problemOf(lines.toSpliced(b, 0, line))).not.toBe('verified');
        expect(await problemOf(lines.toSpliced(b, 0, '\n'))).not.toBe('verified');
        const moved = without(a).toSpliced(b, 0, line);
        if (moved.join('') !== text) expect(await problemOf(moved)).not.toBe('verified');
      }),
    );
  });

  it('any entry that was changed together with all that is computed from it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: SIZE }), async (seq) => {
        const changed = replaced(lineOf(seq), lineText(altered(seq)));
        const first = Math.floor((seq - 1) / 4) * 4 + 1;
        const expected = { code: 'entries_changed', entries: [first, Math.min(first + 3, SIZE)] };
        // With a new seal too: it is the tree that finds it.
        expect(await problemOf(await sealAgain(key, changed))).toMatchObject(expected);
        expect(await problemOf(changed)).toMatchObject(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('an entry that was taken out, with the later ones moved up', async () => {
    const renumbered = await makeExport({
      key,
      size: SIZE - 1,
      entry: (seq) => {
        if (seq < 6) return entryOf(seq);
        const { record, content } = entryOf(seq + 1);
        return { record: { ...record, seq }, content };
      },
    });
    const genuine = lines.filter((line) => line.startsWith('{"checkpoint"'));
    const forged = renumbered.map((line) =>
      line.startsWith('{"checkpoint"') ? (genuine.shift() ?? line) : line,
    );
    expect(await problemOf(forged)).toMatchObject({ code: 'entries_changed', entries: [5, 8] });
  });
});

describe('it names the first bad entry and what is wrong with it', () => {
  const cases: [string, (seq: number) => string[] | Promise<string[]>, object][] = [
    [
      'changed',
      (seq) =>
        replaced(
          lineOf(seq),
          (lines[lineOf(seq)] ?? '').replace('"outcome":"applied"', '"outcome":"refused"'),
        ),
      { code: 'entry_changed', entries: [6, 6] },
    ],
    ['dropped', (seq) => without(lineOf(seq)), { code: 'missing', entries: [6, 6] }],
    [
      'repeated',
      (seq) => lines.toSpliced(lineOf(seq) + 1, 0, lines[lineOf(seq)] ?? ''),
      { code: 'out_of_order', entries: [6, 6] },
    ],
    [
      'exchanged',
      (seq) => {
        const [a, b] = [lineOf(seq), lineOf(seq + 1)];
        return lines.map((line, n) => (n === a ? (lines[b] ?? '') : n === b ? (lines[a] ?? '') : line));
      },
      { code: 'missing', entries: [6, 6] },
    ],
    ['truncated', (seq) => lines.slice(0, lineOf(seq)), { code: 'truncated', entries: [6, SIZE] }],
    [
      'not canonical',
      (seq) => replaced(lineOf(seq), ` ${lines[lineOf(seq)]}`),
      { code: 'not_canonical', entries: [6, 6] },
    ],
    [
      'with a key twice',
      (seq) => replaced(lineOf(seq), (lines[lineOf(seq)] ?? '').replace('"leaf"', '"leaf":"x","leaf"')),
      { code: 'not_canonical', entries: [6, 6] },
    ],
    [
      'another draft',
      (seq) => replaced(lineOf(seq), (lines[lineOf(seq)] ?? '').replace('Ærlig', 'Uærlig')),
      { code: 'content_changed', entries: [6, 6] },
    ],
    [
      'no content',
      (seq) => replaced(lineOf(seq), entryLine(entryOf(seq).record, null)),
      { code: 'content_missing', entries: [6, 6] },
    ],
    [
      'content where there is none',
      () => replaced(lineOf(5), entryLine(entryOf(5).record, '{"name":"x"}')),
      { code: 'content_foreign', entries: [5, 5] },
    ],
    [
      'of another team',
      (seq) => replaced(lineOf(seq), (lines[lineOf(seq)] ?? '').replace('000000000001"', '000000000009"')),
      { code: 'other_team', entries: [6, 6] },
    ],
    [
      'neither entry nor checkpoint',
      (seq) => replaced(lineOf(seq), '{}\n'),
      { code: 'bad_line', entries: [6, 6] },
    ],
  ];
  it.each(cases)('an entry that is %s', async (_what, change, expected) => {
    const changed = await change(6);
    expect(await problemOf(changed)).toMatchObject(expected);
    if (changed.at(-1) === lines.at(-1))
      expect(await problemOf(await sealAgain(key, changed))).toMatchObject(expected);
  });

  it('a draft that is not what the fingerprint stands for, even when the store itself wrote it so', async () => {
    const entry = (seq: number): Made => {
      if (seq !== 6) return entryOf(seq);
      const { record, content } = entryOf(6);
      const other = JSON.parse((content ?? '').replace('Ærlig', 'Uærlig'));
      return withContent(6, record.at, record.entry, other);
    };
    expect(await problemOf(await makeExport({ key, size: SIZE, entry }))).toMatchObject({
      code: 'draft_changed',
      entries: [6, 6],
    });
  });

  it('names the line, too', async () => {
    const at = lineOf(6);
    expect(await problemOf(without(at))).toMatchObject({ line: at + 1 });
  });
});

describe('signatures', () => {
  it('of a stranger count for nothing, in any place', async () => {
    const own = await makeExport({ key: stranger, size: SIZE });
    expect(await problemOf(own, { key: key.publicKey })).toMatchObject({ code: 'other_key', line: 1 });
    const header = lines[0] ?? '';
    expect(await problemOf([header, ...own.slice(1)])).toMatchObject({ code: 'checkpoint_forged' });
    const last = JSON.parse(lines.at(-1) ?? '');
    const { seal } = JSON.parse(own.at(-1) ?? '');
    expect(await problemOf([...lines.slice(0, -1), checkpointLine(last.checkpoint, seal)])).toMatchObject({
      code: 'seal_forged',
    });
  });

  it('of another kind or another size of the log do not pass for the last checkpoint', async () => {
    const last = JSON.parse(lines.at(-1) ?? '');
    const ends = [
      [checkpointLine(last.seal, last.seal), 'checkpoint_forged'],
      [checkpointLine(last.checkpoint, last.checkpoint), 'seal_forged'],
      [checkpointLine(await checkpointAt(key, 4), last.seal), 'checkpoint_misplaced'],
      [checkpointLine(await checkpointAt(key, SIZE + 1), last.seal), 'missing'],
      [checkpointLine(last.checkpoint), 'truncated'],
    ] as const;
    for (const [end, code] of ends)
      expect(await problemOf([...lines.slice(0, -1), end])).toMatchObject({ code });
  });

  it('can be written in one way only', async () => {
    const last = JSON.parse(lines.at(-1) ?? '');
    // 64 bytes leave four bits of the last letter over: each of these is the same signature to a careless reader.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const at = alphabet.indexOf(last.seal.at(-1));
    const same = alphabet
      .slice(at, at + 16)
      .split('')
      .slice(1);
    expect(at % 16).toBe(0);
    for (const letter of same) {
      const [checkpoint, seal] = [last.checkpoint, last.seal.slice(0, -1) + letter];
      expect(await problemOf([...lines.slice(0, -1), checkpointLine(checkpoint, seal)])).toMatchObject({
        code: 'seal_forged',
      });
    }
    for (const seal of [`${last.seal}=`, `${last.seal}\n`, last.seal.replaceAll('.', '..')])
      expect(await problemOf([...lines.slice(0, -1), checkpointLine(last.checkpoint, seal)])).toMatchObject({
        code: 'seal_forged',
      });
  });

  it('of the team over another header do not fit this file', async () => {
    const header = JSON.parse(lines[0] ?? '');
    const changed = `${canonicalJson({ ...header, teamName: 'Others' })}\n`;
    expect(await problemOf(replaced(0, changed))).toMatchObject({ code: 'file_changed' });
    const later = `${canonicalJson({ ...header, to: SIZE + 2 })}\n`;
    expect(await problemOf(replaced(0, later))).toMatchObject({ code: 'file_changed' });
    expect(await problemOf(await sealAgain(key, replaced(0, later)))).not.toBe('verified');
  });
});

describe('what only the holder of the key could have written', () => {
  /** The lines with another header, and a seal over `size` entries that fits them. */
  const withHeader = async (change: object, size: number): Promise<string[]> => {
    const header = `${canonicalJson({ ...JSON.parse(lines[0] ?? ''), ...change })}\n`;
    const body = [header, ...lines.slice(1, -1)];
    const { checkpoint } = JSON.parse(lines.at(-1) ?? '');
    return [...body, checkpointLine(checkpoint, await seal(key, size, body))];
  };

  it('has to agree with itself on how far it goes', async () => {
    expect(await problemOf(await withHeader({}, SIZE))).toBe('verified');
    expect(await problemOf(await withHeader({ to: SIZE + 2 }, SIZE))).toMatchObject({
      code: 'truncated',
      entries: [SIZE + 1, SIZE + 2],
    });
    expect(await problemOf(await withHeader({ to: SIZE - 2 }, SIZE))).toMatchObject({ code: 'bad_header' });
    expect(await problemOf(await withHeader({}, SIZE - 1))).toMatchObject({ code: 'file_changed' });
  });

  it('has each checkpoint once', async () => {
    const at = lines.findIndex((line) => line.startsWith('{"checkpoint"'));
    const twice = lines.toSpliced(at, 0, lines[at] ?? '');
    expect(await problemOf(await sealAgain(key, twice))).toMatchObject({ code: 'checkpoint_misplaced' });
  });

  it('does not count for another team that has the same key', async () => {
    const { checkpoint, seal: sealed } = JSON.parse(lines.at(-1) ?? '');
    const team = TEAM.replace(/1$/, '9');
    const foreign = async (jws: string): Promise<string> => key.sign({ ...decodeJwt(jws), team });
    const end = async (line: string): Promise<unknown> => problemOf([...lines.slice(0, -1), line]);
    expect(await end(checkpointLine(await foreign(checkpoint), sealed))).toMatchObject({
      code: 'checkpoint_forged',
    });
    expect(await end(checkpointLine(checkpoint, await foreign(sealed)))).toMatchObject({
      code: 'seal_forged',
    });
  });
});

describe('an earlier checkpoint', () => {
  it('fits at every size when the log has only grown', async () => {
    for (let size = 0; size <= SIZE; size++)
      expect(await problemOf(lines, { since: await checkpointAt(key, size) })).toBe('verified');
    const part = await makeExport({ key, size: SIZE, from: 7 });
    for (let size = 6; size <= SIZE; size++)
      expect(await problemOf(part, { since: await checkpointAt(key, size) })).toBe('verified');
  });

  it('does not fit a log that was rewritten, even by who has the key', async () => {
    const entry = (seq: number): Made => (seq === 3 ? altered(3) : entryOf(seq));
    const rewritten = await makeExport({ key, size: SIZE, entry });
    expect(await problemOf(rewritten)).toBe('verified');
    expect(await problemOf(rewritten, { since: await checkpointAt(key, 2) })).toBe('verified');
    for (const size of [3, 9, SIZE])
      expect(await problemOf(rewritten, { since: await checkpointAt(key, size) })).toMatchObject({
        code: 'since_differs',
        entries: [1, size],
      });
    const part = await makeExport({ key, size: SIZE, from: 7, entry });
    expect(await problemOf(part, { since: await checkpointAt(key, 6) })).toMatchObject({
      code: 'since_differs',
    });
  });

  it('shows that the log was cut, or cannot be compared, or is not the team’s', async () => {
    expect(await problemOf(lines, { since: await checkpointAt(key, SIZE + 1) })).toMatchObject({
      code: 'since_ahead',
    });
    const part = await makeExport({ key, size: SIZE, from: 7 });
    expect(await problemOf(part, { since: await checkpointAt(key, 5) })).toMatchObject({
      code: 'since_before',
    });
    expect(await problemOf(lines, { since: await checkpointAt(stranger, 5) })).toMatchObject({
      code: 'since_forged',
    });
    expect(await problemOf(lines, { since: 'x.y.z' })).toMatchObject({ code: 'since_forged' });
  });
});

describe('content that was purged', () => {
  /** Entry 9 says that 3 and 6 have lost their content. */
  const tombstone = (outcome: 'applied' | 'refused', entries: readonly unknown[]): Made => ({
    record: { ...entryOf(8).record, seq: 9, entry: { kind: 'record.purge', member: null, outcome, entries } },
    content: null,
  });
  const purged = (grave: Made, gone: readonly number[], from = 1) =>
    makeExport({
      key,
      size: SIZE,
      from,
      entry: (seq) => {
        if (seq === 9) return grave;
        const { record, content } = entryOf(seq);
        return { record, content: gone.includes(seq) ? null : content };
      },
    });

  it('may be missing when a later entry says that it was taken out', async () => {
    expect(await problemOf(await purged(tombstone('applied', [3, 6]), [3, 6]))).toBe('verified');
    expect(await problemOf(await purged(tombstone('applied', [3, 6]), [6], 5))).toBe('verified');
    expect(await problemOf(await purged(tombstone('applied', [3, 6]), []))).toBe('verified');
  });

  it('may not when nothing says so, or something that does not count', async () => {
    const cases: [Made, number[], number][] = [
      [tombstone('applied', [3]), [3, 6], 6],
      [tombstone('applied', []), [6], 6],
      [tombstone('applied', ['6', null]), [6], 6],
      [tombstone('refused', [6]), [6], 6],
      // Said before it was there.
      [tombstone('applied', [12]), [12], 12],
    ];
    for (const [grave, gone, first] of cases)
      expect(await problemOf(await purged(grave, gone))).toMatchObject({
        code: 'content_missing',
        entries: [first, first],
      });
  });
});

describe('what is no export', () => {
  it('is said to be none', async () => {
    expect(await problemOf([])).toMatchObject({ code: 'empty' });
    expect(await problemOf(['{}\n'])).toMatchObject({ code: 'bad_header' });
    expect(await problemOf(['hello\n'])).toMatchObject({ code: 'bad_header' });
    expect(await problemOf(lines.slice(1))).toMatchObject({ code: 'bad_header' });
    const header = JSON.parse(lines[0] ?? '');
    expect(await problemOf(replaced(0, `${canonicalJson({ ...header, v: 2 })}\n`))).toMatchObject({
      code: 'other_format',
    });
    expect(await problemOf(replaced(0, `${canonicalJson({ ...header, from: 2 })}\n`))).toMatchObject({
      code: 'bad_header',
    });
  });

  it('ends with a line feed, and nothing comes after it', async () => {
    expect(await problemOf([text.slice(0, -1)])).toMatchObject({ code: 'truncated' });
    for (const more of ['\n', ' \n', lines.at(-1) ?? '', lines[1] ?? ''])
      expect(await problemOf([...lines, more])).toMatchObject({ code: 'after_end' });
  });
});
