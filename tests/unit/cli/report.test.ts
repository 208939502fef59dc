import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LineReader } from '../../../cli/lines.ts';
import { Tally } from '../../../cli/tally.ts';
import type { Finding, LintResult, Severity } from '../../../utils/lint/finding.ts';
import { verdictOf } from '../../../utils/lint/finding.ts';
import { signoff } from './run.ts';

// Each test starts processes; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const RULES = `pack: own
version: 1.0.0
title: { en: Own }
rules:
  - id: no-bad
    kind: existence
    severity: block
    message: { en: Not this }
    tokens: [bad]
    examples: { bad: [bad], good: [good] }
  - id: no-meh
    kind: existence
    severity: note
    message: { en: Not that }
    tokens: [meh]
    examples: { bad: [meh], good: [good] }
  - id: only-paid
    kind: existence
    severity: warn
    message: { en: Only when paid }
    tokens: [gift]
    where: { platforms: [instagram], tags: [paid] }
    examples: { bad: [gift], good: [good] }
`;

let folder = '';
let rules = '';
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const lines = (...posts: object[]): string => posts.map((post) => `${JSON.stringify(post)}\n`).join('');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signoff-report-'));
  rules = file('own.yml', RULES);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const json = async (...args: string[]) =>
  JSON.parse((await signoff(['report', '--rules', rules, '--format', 'json', ...args])).out);

describe('signoff report', () => {
  it('counts hits, posts and verdicts', async () => {
    const posts = file(
      'count.jsonl',
      lines({ text: 'bad bad' }, { text: 'meh' }, { text: 'good' }, { text: 'bad meh' }),
    );
    expect(await json(posts)).toEqual({
      posts: 4,
      unreadable: 0,
      labelled: { risky: 0, rules: 0, spans: 0 },
      verdicts: { clear: 2, warned: 0, 'needs-approval': 0, blocked: 2 },
      severities: [
        { severity: 'block', posts: 2, postsPer1000: 500, risky: null },
        { severity: 'review', posts: 2, postsPer1000: 500, risky: null },
        { severity: 'warn', posts: 2, postsPer1000: 500, risky: null },
        { severity: 'note', posts: 3, postsPer1000: 750, risky: null },
      ],
      rules: [
        {
          rule: 'own/no-bad',
          severity: 'block',
          hits: 3,
          hitsPer1000: 750,
          posts: 2,
          postsPer1000: 500,
          labelled: null,
          amongRisky: null,
          spans: null,
        },
        {
          rule: 'own/no-meh',
          severity: 'note',
          hits: 2,
          hitsPer1000: 500,
          posts: 2,
          postsPer1000: 500,
          labelled: null,
          amongRisky: null,
          spans: null,
        },
        {
          rule: 'own/only-paid',
          severity: 'warn',
          hits: 0,
          hitsPer1000: 0,
          posts: 0,
          postsPer1000: 0,
          labelled: null,
          amongRisky: null,
          spans: null,
        },
      ],
      unknownRules: [],
    });
  });

  it('measures severities against `risky`, and leaves out who was not judged', async () => {
    const posts = file(
      'risky.jsonl',
      lines(
        { text: 'bad', risky: true },
        { text: 'bad', risky: false },
        { text: 'bad', risky: true },
        { text: 'bad' },
        { text: 'good', risky: true },
        { text: 'meh', risky: true },
        { text: 'good', risky: false },
      ),
    );
    const { severities, rules: counted, labelled } = await json(posts);
    expect(labelled).toEqual({ risky: 6, rules: 0, spans: 0 });
    expect(severities[0]).toMatchObject({
      severity: 'block',
      posts: 4,
      risky: { found: 2, wrongly: 1, missed: 2, precision: 2 / 3, recall: 0.5 },
    });
    expect(severities[3]).toMatchObject({
      severity: 'note',
      risky: { found: 3, wrongly: 1, missed: 1, recall: 0.75 },
    });
    expect(counted[0]).toMatchObject({
      labelled: null,
      amongRisky: { posts: 3, risky: 2, precision: 2 / 3 },
    });
  });

  it('measures rules against `rules`, where an empty list says that none may fire', async () => {
    const posts = file(
      'rules.jsonl',
      lines(
        { text: 'bad', rules: ['own/no-bad'] },
        { text: 'bad', rules: [] },
        { text: 'gut', rules: ['own/no-bad', 'own/no-bad', 'other/rule'] },
        { text: 'bad meh', rules: ['own/no-bad', 'own/no-meh'] },
        { text: 'bad' },
      ),
    );
    const { rules: counted, unknownRules, labelled } = await json(posts);
    expect(labelled).toEqual({ risky: 0, rules: 4, spans: 0 });
    expect(counted[0]).toMatchObject({
      rule: 'own/no-bad',
      hits: 4,
      labelled: { found: 2, wrongly: 1, missed: 1, precision: 2 / 3, recall: 2 / 3 },
    });
    expect(counted[1].labelled).toEqual({ found: 1, wrongly: 0, missed: 0, precision: 1, recall: 1 });
    expect(counted[2].labelled).toEqual({ found: 0, wrongly: 0, missed: 0, precision: null, recall: null });
    expect(unknownRules).toEqual(['other/rule']);
  });

  it('measures places against `spans`, for the rules that they name', async () => {
    const posts = file(
      'spans.jsonl',
      lines(
        {
          text: 'so bad, and bad',
          spans: {
            'own/no-bad': [
              [3, 6],
              [12, 15],
            ],
          },
        },
        { text: 'bad', spans: { 'own/no-bad': [] } },
        { text: 'bad day', spans: { 'own/no-bad': [[0, 7]] } },
        { text: 'bad meh', spans: { 'own/no-meh': [[4, 7]], 'other/rule': [] } },
        { text: 'bad', rules: [] },
      ),
    );
    const { rules: counted, unknownRules, labelled } = await json(posts);
    expect(labelled).toEqual({ risky: 0, rules: 1, spans: 4 });
    const spansOf = (name: string) => counted.find(({ rule }: { rule: string }) => rule === name).spans;
    expect(spansOf('own/no-bad')).toEqual({
      found: 2,
      wrongly: 2,
      missed: 1,
      precision: 0.5,
      recall: 2 / 3,
      f1: 4 / 7,
    });
    expect(spansOf('own/no-meh')).toMatchObject({ found: 1, wrongly: 0, missed: 0, f1: 1 });
    expect(spansOf('own/only-paid')).toBeNull();
    expect(unknownRules).toEqual(['other/rule']);
    const { out } = await signoff(['report', '--rules', rules, posts]);
    expect(out).toContain('Labelled: 4 with the places of what has to be found\n');
    expect(out).toMatch(/\nown\/no-bad +3 +2 +50% +66\.7% +57\.1%\n/);
  });

  it('takes platform and context from the line, then from the call', async () => {
    const posts = file(
      'context.jsonl',
      lines(
        { text: 'gift', platform: 'instagram', context: ['paid'] },
        { text: 'gift' },
        { text: 'gift', platform: 'x' },
      ),
    );
    const hits = async (...more: string[]) => {
      const { rules: counted } = await json(posts, ...more);
      return counted.find(({ rule }: { rule: string }) => rule === 'own/only-paid').hits;
    };
    expect(await hits()).toBe(1);
    expect(await hits('--platform', 'instagram', '--context', 'paid')).toBe(2);
  });

  it('reads folders with what is in them, several files, and the pipe', async () => {
    mkdirSync(join(folder, 'posts', 'deep'), { recursive: true });
    file('posts/a.jsonl', lines({ text: 'bad' }));
    file('posts/deep/b.ndjson', lines({ text: 'meh' }, { text: 'good' }));
    file('posts/notes.txt', 'not for us');
    const piped = await signoff(
      ['report', '--rules', rules, '--format', 'json', join(folder, 'posts'), '-'],
      '\ufeff{"text":"bad"}\r\n\n{"text":"good"}',
    );
    expect(JSON.parse(piped.out)).toMatchObject({ posts: 5, verdicts: { blocked: 2, clear: 3 } });
    expect(piped.code).toBe(0);
  });

  it('prints two tables for people, in their language', async () => {
    const posts = file(
      'text.jsonl',
      lines({ text: 'bad', risky: true, rules: ['own/no-bad'] }, { text: 'bad', risky: false, rules: [] }),
    );
    const { out, code } = await signoff(['report', '--rules', rules, posts]);
    expect(code).toBe(0);
    expect(out).toContain(
      '2 posts, 0 lines that could not be read\nLabelled: 2 as risky or not, 2 with their rules\n',
    );
    expect(out).toMatch(/\nblocked +2 +1,000\.0 +50% +100%\n/);
    expect(out).toMatch(/\nown\/no-bad +blocked +2 +1,000\.0 +50% +100%\n/);
    expect(out).not.toContain('own/no-meh');
    expect(out).toContain('Rules that found nothing: 2\n');
    const norwegian = await signoff(['report', '--rules', rules, posts], '', { LC_ALL: 'nb_NO.UTF-8' });
    expect(norwegian.out).toContain('2 innlegg, 0 linjer som ikke kunne leses');
    expect(norwegian.out).toMatch(/\nown\/no-bad +stoppet +2 +1\s000,0 +50\s% +100\s%\n/);
  });

  it('has no columns for labels where there are none', async () => {
    const { out } = await signoff(['report', '--rules', rules, file('bare.jsonl', lines({ text: 'bad' }))]);
    expect(out).not.toMatch(/Precision|Labelled/);
  });

  it.each([
    ['{"text": "x", "risky": 1}', 'neither true nor false'],
    ['{"text": "x", "rules": "privacy/email"}', 'not a list of rules'],
    ['{"text": "x", "rules": ["email"]}', 'not a list of rules'],
    ['{"text": "x", "spans": {"own/no-bad": [[0, 2]]}}', 'does not give the places'],
    ['{"text": "x", "spans": {"own/no-bad": [0, 1]}}', 'does not give the places'],
    ['{"text": "x", "spans": [[0, 1]]}', 'does not give the places'],
    ['{"id": 3}', 'has no “text”'],
    ['nonsense', 'is not JSON'],
  ])('names %s, goes on, and ends with 2', async (line, sentence) => {
    const posts = file('broken.jsonl', `{"text":"bad"}\n${line}\n{"text":"good"}\n`);
    const { out, err, code } = await signoff(['report', '--rules', rules, '--format', 'json', posts]);
    expect(JSON.parse(out)).toMatchObject({ posts: 2, unreadable: 1 });
    expect(err).toMatch(/^signoff: .*broken\.jsonl: [^\n]*2[^\n]*\n$/);
    expect(err).toContain(sentence);
    expect(code).toBe(2);
  });

  it('names the first lines that cannot be read, and counts the others', async () => {
    const { out, err } = await signoff(['report', '--rules', rules, file('junk.jsonl', 'junk\n'.repeat(50))]);
    expect(out).toContain('0 posts, 50 lines that could not be read');
    expect(err.trimEnd().split('\n')).toHaveLength(20);
  });

  it('tells on stderr how far a long input has come', async () => {
    const { out, err } = await signoff(['report', '--rules', rules, '-'], '{"text":"hi"}\n'.repeat(25_000));
    expect(out).toContain('25,000 posts');
    expect(err).toContain('25,000 lines checked');
  });

  it.each<[readonly string[], string]>([
    [[], 'Name the files or folders'],
    [['--bogus', 'x'], "Unknown option '--bogus'"],
    [['--format', 'sarif', 'x'], 'no format “sarif”'],
    [['--lang', '1', 'x'], '“1” is no language tag'],
    [['--pack', 'nope', 'x'], 'no pack “nope”'],
    [['-', '-'], 'only once'],
    [['/nowhere/at/all'], 'There is no file /nowhere/at/all.'],
  ])('%j is refused with one sentence and 2', async (args, sentence) => {
    const { code, out, err } = await signoff(['report', ...args], '');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^signoff: [^\n]+\n$/);
    expect(err).toContain(sentence);
  });

  it('refuses a folder without posts, and helps', async () => {
    mkdirSync(join(folder, 'empty'));
    expect((await signoff(['report', '--rules', rules, join(folder, 'empty')])).err).toContain(
      'no .jsonl or .ndjson files',
    );
    expect((await signoff(['report', '--help'])).out).toContain('"risky"?: true|false');
  });
});

describe('the tally', () => {
  const result = (...severities: Severity[]): LintResult => {
    const findings = severities.map((severity) => ({ pack: 'p', rule: severity, severity }) as Finding);
    return { verdict: verdictOf(findings), findings };
  };

  it('is all zero, and has no shares, before the first post', () => {
    const report = new Tally([{ rule: 'p/warn', severity: 'warn' }]).report();
    expect(report).toMatchObject({ posts: 0, unreadable: 0, unknownRules: [] });
    expect(report.rules[0]).toMatchObject({ hits: 0, hitsPer1000: 0, labelled: null, amongRisky: null });
  });

  it('counts a post once a severity, however many findings it has', () => {
    const tally = new Tally([]);
    tally.add(result('warn', 'warn', 'block'), { risky: null, rules: null, spans: null });
    tally.add(result('warn'), { risky: null, rules: null, spans: null });
    expect(tally.report().severities.map(({ severity, posts }) => [severity, posts])).toEqual([
      ['block', 1],
      ['review', 1],
      ['warn', 2],
      ['note', 2],
    ]);
  });
});

describe('the line reader', () => {
  const read = (...chunks: string[]): unknown[] => {
    const reader = new LineReader();
    return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()].map(
      ({ number, text }) => [number, text === null ? null : text.length],
    );
  };

  it('cuts lines wherever the pieces are cut, and numbers blank ones without giving them', () => {
    expect(read('a', 'b\n', '\n\nc', 'd')).toEqual([
      [1, 2],
      [4, 2],
    ]);
  });

  it('leaves out a line without an end, and reads the next', () => {
    const half = 'x'.repeat(6_000_000);
    expect(read(half, half, half, '\nab\n', half, half)).toEqual([
      [1, null],
      [2, 2],
      [3, null],
    ]);
  });
});
