import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadPack } from '../../../utils/rules/load.ts';
import { signoff } from './run.ts';

// Each test starts processes; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const FIXTURES = fileURLToPath(new URL('../../fixtures/importers/', import.meta.url));
const STYLES = join(FIXTURES, 'vale');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signoff-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe('signoff import', () => {
  it('writes a pack to the standard output, and what was refused beside it', async () => {
    const { code, out, err } = await signoff(['import', 'vale', STYLES, '--pack', 'acme', '--title', 'Acme']);
    expect(code).toBe(1);
    const loaded = loadPack(out, 'out.yml');
    expect(loaded).toMatchObject({ ok: true, pack: { pack: 'acme', title: { en: 'Acme' } } });
    expect(err).toContain('styles/Acme/Weasel.yml:9:5: refused very(?= good): ');
    expect(err).toContain('styles/Acme/Typo.yml:4:1: refused Acme.Typo: ');
    expect(err).not.toContain(': taken ');
    expect(err).toMatch(/The pack “acme” has \d+ rules\. \d+ taken, \d+ changed, 4 refused, \d+ kept\.\n$/);
  });

  it('ends with 0 where nothing was refused, and writes files', async () => {
    const [out, report] = [at('words.yml'), at('words.txt')];
    const list = join(FIXTURES, 'words.txt');
    const run = await signoff([
      'import',
      'words',
      list,
      '--out',
      out,
      '--report',
      report,
      '--severity',
      'term=block',
    ]);
    expect(run).toMatchObject({ code: 0, out: '' });
    const loaded = loadPack(readFileSync(out, 'utf8'), out);
    expect(loaded.ok && loaded.pack.rules.map(({ severity }) => severity)).toEqual(['block', 'block']);
    expect(loaded).toMatchObject({ pack: { pack: 'words' } });
    expect(readFileSync(report, 'utf8').split('\n')).toHaveLength(8);
    const check = await signoff(['check', '--rules', out], 'It is guaranteed');
    expect(check).toMatchObject({ code: 1 });
    expect(check.out).toContain('words/block-terms');
  });

  it('writes the report to the standard output on request, and takes several files', async () => {
    const files = ['sapling.csv', 'lists.csv'].map((name) => join(FIXTURES, 'csv', name));
    const { out } = await signoff(['import', 'csv', ...files, '--out', at('csv.yml'), '--report', '-']);
    expect(out).toContain('csv/sapling.csv:1:1: taken yoghurt\n');
    expect(out).toContain('csv/lists.csv:2:12: taken returns\n');
  });

  it('speaks Norwegian', async () => {
    const { err } = await signoff(
      ['import', 'words', join(FIXTURES, 'words.txt'), '--out', at('nb.yml')],
      '',
      { LANG: 'nb_NO.UTF-8' },
    );
    expect(err).toBe('Pakken «words» har 2 regler. 4 tatt med, 1 endret, 0 avvist, 2 tatt vare på.\n');
  });

  it.each([
    [['import'], 'no import from “”'],
    [['import', 'xml', 'x'], 'no import from “xml”'],
    [['import', 'csv'], 'Name the files'],
    [['import', 'csv', '/nowhere.csv'], 'There is no file /nowhere.csv.'],
    [['import', 'csv', FIXTURES, '--dialect', 'x'], 'no dialect “x”'],
    [['import', 'csv', STYLES], 'nothing to import as csv'],
    [['import', 'words', STYLES, '--pack', 'No Id'], '“No Id” cannot be the id'],
    [['import', 'words', STYLES, '--severity', 'term=loud'], '“term=loud” does not say'],
    [['import', 'words', STYLES, '--severity', 'error=warn'], '“error=warn” does not say'],
    [['import', 'words', STYLES, '--report', '-'], 'name a file for the pack with --out'],
    [['import', 'words', STYLES, '--bogus'], 'signoff import --help'],
    [
      ['import', 'words', join(FIXTURES, 'words.txt'), '--out', '/nowhere/at/all.yml'],
      'no folder for /nowhere/at/all.yml',
    ],
    [['import', 'words', join(FIXTURES, 'words.txt'), '--out', tmpdir()], 'is a folder'],
    [['export'], 'no export to “”'],
    [['export', '--to', 'csv'], 'Name one folder'],
    [['export', '--to', 'csv', 'x'], 'Name the pack'],
    [['export', '--to', 'csv', 'x', '--pack', 'all'], 'One pack at a time'],
    [
      ['export', '--to', 'vale', 'x', '--pack', 'privacy', '--kept', join(FIXTURES, 'words.txt')],
      'no report in JSON',
    ],
  ])('%j is refused with one sentence and 2', async (args, sentence) => {
    const { code, out, err } = await signoff(args);
    expect(err).toContain(sentence);
    expect(err).toMatch(/^signoff: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(out).toBe('');
  });
});

describe('signoff export', () => {
  it('gives a folder of Vale’s back, with what was kept', async () => {
    const [pack, report, back] = [at('acme.yml'), at('acme.json'), at('back')];
    await signoff(['import', 'vale', STYLES, '--out', pack, '--report', report]);
    const { code, err } = await signoff(['export', '--rules', pack, '--kept', report, '--to', 'vale', back]);
    expect(err).toContain('was written to');
    expect(code).toBe(0);
    for (const name of [
      '.vale.ini',
      'styles/Acme/Words.yml',
      'styles/Acme/Programmed.yml',
      'styles/Acme/Typo.yml',
    ]) {
      expect(readFileSync(join(back, name), 'utf8')).toBe(readFileSync(join(STYLES, name), 'utf8'));
    }
  });

  it('writes a table, and ends with 1 when a rule is left out', async () => {
    const file = at('table.csv');
    const { code, err } = await signoff(['export', '--pack', 'privacy', '--to', 'csv', file]);
    expect(code).toBe(1);
    expect(err).toContain('refused');
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeffTerm,/);
  });
});

describe('signoff check --styles', () => {
  it('runs the rules of a folder of Vale’s', async () => {
    const { code, out, err } = await signoff(['check', '--styles', STYLES], 'Basically, please utilize it.');
    expect(out).toContain('vale/acme-weasel');
    expect(out).toContain('vale/acme-words');
    expect(out).toContain('Instead: “use”');
    expect(err).toContain('4 things cannot be used');
    expect(code).toBe(1);
  });

  it('runs one style, beside other rules where they are named', async () => {
    const only = await signoff(
      ['check', '--styles', STYLES, '--style', 'Other'],
      'A star, basically. ola@fund.example',
    );
    expect(only.out).toContain('vale/other-unused');
    expect(only.out).not.toContain('acme');
    expect(only.out).not.toContain('privacy/');
    const both = await signoff(
      ['check', '--styles', STYLES, '--pack', 'privacy'],
      'Basically ola@fund.example',
    );
    expect(both.out).toContain('privacy/');
  });

  it('says what is not there', async () => {
    const gone = await signoff(['check', '--styles', STYLES, '--style', 'Gone'], 'x');
    expect(gone).toMatchObject({ code: 2, err: expect.stringContaining('no style “Gone”') });
    expect(gone.err).toContain('Acme, Other');
    mkdirSync(at('none/Spell'), { recursive: true });
    writeFileSync(at('none/Spell/S.yml'), 'extends: spelling\nmessage: m\n');
    const none = await signoff(['check', '--styles', at('none')], 'x');
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('None of the rules') });
  });
});
