import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signoff } from './run.ts';

// Each test starts processes; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const DRAFT = 'Guaranteed 20% returns, zero risk! Email ola@fund.example';
const RULES = `pack: own
version: 1.0.0
title: { en: Own }
rules:
  - id: no-bad
    kind: existence
    severity: review
    message: { en: Not this }
    tokens: [bad]
    where: { platforms: [linkedin], tags: [paid] }
    examples: { bad: [bad], good: [good] }
`;

let folder = '';
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signoff-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('signoff check', () => {
  it('says what is wrong, why and how to mend it, and ends with 1', async () => {
    const { code, out, err } = await signoff(['check', '--pack', 'all'], DRAFT);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(out).toContain('-: blocked\n  1:1  blocked  finance-us/promissory-claim\n');
    expect(out).toContain('Instead: “Returns that are not guaranteed”');
    expect(out).toContain('o••@fund.example');
    expect(out).not.toContain('ola@fund.example');
  });

  it.each([
    ['Good morning!', 0, 'clear'],
    ['Add us to your whitelist', 0, 'warned'],
    ['Buy $ACME before earnings', 1, 'needs-approval'],
    [DRAFT, 1, 'blocked'],
  ])('%j ends with %i', async (text, expected, verdict) => {
    const { code, out } = await signoff(['check', '--format', 'json'], text);
    expect(JSON.parse(out)).toMatchObject({ verdict, results: [{ id: '-', verdict }] });
    expect(code).toBe(expected);
  });

  it('checks several files and the pipe, and ends with the gravest', async () => {
    const clear = file('clear.txt', 'Good morning!');
    const held = file('held.txt', '\ufeffBuy $ACME now');
    const { code, out } = await signoff(['check', '--format', 'json', clear, '-', held], 'hello');
    expect(code).toBe(1);
    const { results } = JSON.parse(out);
    expect(results.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict])).toEqual([
      [clear, 'clear'],
      ['-', 'clear'],
      [held, 'needs-approval'],
    ]);
    expect(results[2].findings[0]).toMatchObject({ start: 0, end: 9, text: 'Buy $ACME' });
  });

  it('takes own rules, platform, language and context', async () => {
    const rules = file('rules.yml', RULES);
    const verdict = async (...more: string[]): Promise<string> =>
      JSON.parse(
        (await signoff(['check', '--rules', rules, '--format', 'json', ...more], 'bad whitelist')).out,
      ).verdict;
    expect(await verdict()).toBe('clear');
    expect(await verdict('--platform', 'linkedin')).toBe('clear');
    expect(await verdict('--platform', 'linkedin', '--context', 'gifted,paid')).toBe('needs-approval');
    expect(await verdict('--pack', 'inclusive', '--lang', 'en-GB')).toBe('warned');
  });

  it('lets nothing of a post control the terminal', async () => {
    const { out } = await signoff(
      [
        'check',
        '--rules',
        file(
          'own.yml',
          RULES.replace(/ {4}where.*\n/, '')
            .replace('[bad]', "['bad.{3}']")
            .replace('bad: [bad]', 'bad: [bad 1 2]')
            .replace('Not this', "'{match}'"),
        ),
      ],
      'bad\u001b[2 J',
    );
    expect(out).toContain('bad�[2');
    expect(out).not.toContain('\u001b');
  });

  it('speaks Norwegian in a Norwegian terminal', async () => {
    const { out } = await signoff(['check'], DRAFT, { LC_ALL: 'nb_NO.UTF-8' });
    expect(out).toContain('-: stoppet');
    expect(out).toContain('Lover et resultat');
  });

  it('helps', async () => {
    for (const args of [['--help'], ['help'], ['check', '--help'], ['check', '-h']]) {
      const { code, out } = await signoff(args);
      expect(code).toBe(0);
      expect(out).toContain('signoff check [options]');
    }
  });

  it.each<[readonly string[], string]>([
    [[], 'Say what to do'],
    [['bake'], 'no command “bake”'],
    [['check', '--bogus'], "Unknown option '--bogus'"],
    [['check', '--format', 'xml'], 'no format “xml”'],
    [['check', '--pack', 'nope'], 'no pack “nope”'],
    [['check', '--pack', 'constructor'], 'no pack “constructor”'],
    [['check', '--pack'], '--pack'],
    [['check', '--lang', '1'], '“1” is no language tag'],
    [['check', '--styles', 'x', '--style', 'y'], 'no file x'],
    [['check', '--style', 'y'], '--styles DIR'],
    [['check', '--jsonl', '--format', 'sarif'], 'always JSON lines'],
    [['check', '-', '-'], 'only once'],
    [['check', '/nowhere/at/all.txt'], 'There is no file /nowhere/at/all.txt.'],
    [['check', '--jsonl', '/nowhere/at/all.txt'], 'There is no file /nowhere/at/all.txt.'],
    [['check', '--rules', '/nowhere.yml'], 'There is no file /nowhere.yml.'],
    [['check', tmpdir()], 'is a folder'],
  ])('%j is refused with one sentence and 2', async (args, sentence) => {
    const { code, out, err } = await signoff(args, 'text');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^signoff: [^\n]+\n$/);
    expect(err).toContain(sentence);
  });

  it('names file, line and reason of rules that cannot be used', async () => {
    const rules = file('broken.yml', RULES.replace('[bad]', '["bad(?=x)"]'));
    const { code, err } = await signoff(['check', '--rules', rules], 'text');
    expect(code).toBe(2);
    expect(err).toContain(`${rules}:9:14: The pattern “bad(?=x)” cannot be used`);
  });

  it('refuses a pack that is named twice, and text that is not UTF-8', async () => {
    const twice = file('twice.yml', RULES.replace('pack: own', 'pack: privacy'));
    expect((await signoff(['check', '--pack', 'all', '--rules', twice], 'x')).err).toContain('“privacy”');
    const latin = await signoff(['check', file('latin.txt', new Uint8Array([0x66, 0xe5]))]);
    expect(latin).toMatchObject({ code: 2, err: expect.stringContaining('not UTF-8') });
  });
});

describe('SARIF', () => {
  it('names rules, places and fixes by SARIF 2.1.0', async () => {
    const path = file('a post.txt', 'First line 😀\nMy whitelist and ola@fund.example');
    const { code, out } = await signoff(['check', '--format', 'sarif', path]);
    expect(code).toBe(0);
    const log = JSON.parse(out);
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    expect(run.columnKind).toBe('utf16CodeUnits');
    const [term, address] = run.results;
    expect(run.tool.driver.rules[term.ruleIndex].id).toBe('inclusive/tier-1');
    expect(term).toMatchObject({
      ruleId: 'inclusive/tier-1',
      level: 'warning',
      message: { text: 'Write “allowlist” rather than “whitelist”.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { index: 0 },
            region: {
              startLine: 2,
              startColumn: 4,
              endLine: 2,
              endColumn: 13,
              charOffset: 17,
              charLength: 9,
            },
          },
        },
      ],
      fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: 'allowlist' } }] }] }],
    });
    expect(term.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^file:\/\/.*a%20post\.txt$/);
    expect(address.message.text).toContain('o••@fund.example');
    expect(out).not.toContain('ola@');
  });
});
