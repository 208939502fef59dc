import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { csv } from '../../../../utils/rules/importers/csv.ts';
import { DIALECTS } from '../../../../utils/rules/importers/csv-dialects.ts';
import { readCsv } from '../../../../utils/rules/importers/csv-records.ts';
import { expectSound, fixture, found, told } from './read.ts';

const OPTIONS = { pack: 'house', title: 'House' };
const table = (text: string, name = 'list.csv') => csv.import([{ name, text }], OPTIONS);

// Hundreds of packs are made and run; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('the cells of a table', () => {
  it('may hold delimiters, quotes and line breaks, and each has its place', () => {
    const { delimiter, records } = readCsv('\ufeffa;"b;\r\n""c"""\r\n\r\nd;e');
    expect(delimiter).toBe(';');
    expect(records.map(({ line, cells }) => [line, cells.map(({ text }) => text)])).toEqual([
      [1, ['a', 'b;\n"c"']],
      [4, ['d', 'e']],
    ]);
    expect(records[0]?.cells[1]).toMatchObject({ line: 1, column: 3 });
  });

  it('are parted by what a first line says', () => {
    expect(readCsv('sep=\t\na,b\tc').records[0]?.cells.map(({ text }) => text)).toEqual(['a,b', 'c']);
  });

  it('are read back as they were written, whatever is in them', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'é', '😀', "'", '='),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 5 }), (rows) => {
        const source = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join('\t'))
          .join('\r\n');
        const read = readCsv(`sep=\t\r\n${source}`).records.map(({ cells }) => cells.map((one) => one.text));
        expect(read).toEqual(rows.filter((row) => row.some((one) => one.trim() !== '')));
      }),
    );
  });
});

describe('term lists as tables', () => {
  it('of Sapling: no header, numbers as #, T for case', () => {
    const result = csv.import(fixture('csv/sapling.csv'), OPTIONS);
    expect(told(result)).toEqual([
      'csv/sapling.csv:1:1 taken yoghurt',
      'csv/sapling.csv:2:1 taken Gate #',
      'csv/sapling.csv:4:1 refused ^the | The (sentence_anchor)',
      'csv/sapling.csv:5:1 taken GitHub',
      'csv/sapling.csv:6:1 taken guaranteed',
      'csv/sapling.csv:7:1 refused open,x (csv_syntax)',
    ]);
    expectSound(result);
    expect(found(result.pack, 'Yoghurt at gate 12,5, github and GitHub')).toEqual([
      'yoghurt: Yoghurt',
      'gate-5: gate 12,5',
      'git-hub: GitHub',
    ]);
    expect(result.pack?.rules.find(({ id }) => id === 'gate-5')?.message.en).toBe('Say "door",\nalways.');
  });

  it('of spreadsheets: a header says what is what, and columns that mean nothing are named', () => {
    const result = csv.import(fixture('csv/sheet.csv'), OPTIONS);
    expect(told(result)).toEqual([
      'csv/sheet.csv:1:1 changed Term | Use instead | Reason | Level | Owner (column_left_out)',
      'csv/sheet.csv:2:1 taken utilize',
      'csv/sheet.csv:3:1 taken moon; shot',
      'csv/sheet.csv:5:1 refused stars | galactic | Ola (bad_value)',
      'csv/sheet.csv:6:1 refused Ola (empty)',
      'csv/sheet.csv:7:1 taken C++',
    ]);
    expect(result.report[0]?.why?.message).toContain('“Owner”');
    expect(result.kept.map(({ what }) => what)).toEqual(['table']);
    expectSound(result);
    const severities = Object.fromEntries(result.pack?.rules.map(({ id, severity }) => [id, severity]) ?? []);
    expect(severities).toEqual({ utilize: 'warn', 'moon-shot': 'block', c: 'review' });
    expect(result.pack?.rules[0]).toMatchObject({ kind: 'substitution', swap: { utilize: 'use|employ' } });
  });

  it('of two columns that are lists: blocked blocks, restricted needs approval', () => {
    const result = csv.import(fixture('csv/lists.csv'), OPTIONS);
    expect(told(result).slice(1)).toEqual([
      'csv/lists.csv:2:1 taken guaranteed',
      'csv/lists.csv:2:12 taken returns',
      'csv/lists.csv:3:1 taken risk free',
    ]);
    expect(result.pack?.rules).toMatchObject([
      { severity: 'block', terms: ['guaranteed', 'risk free'] },
      { severity: 'review', terms: ['returns'] },
    ]);
    const other = table('guaranteed,blocked\nreturns,restricted\n');
    expect(other.pack?.rules.map(({ severity }) => severity)).toEqual(['block', 'review']);
  });

  it('of WProofreader: several patterns, the folder’s language, case by how it is written, words that must not be near', () => {
    const result = csv.import(fixture('csv/en_GB/acme_style.csv'), OPTIONS);
    expect(told(result)).toEqual([
      'csv/en_GB/acme_style.csv:1:1 taken lads',
      'csv/en_GB/acme_style.csv:2:1 taken Britain',
      'csv/en_GB/acme_style.csv:2:1 taken The Continent',
      'csv/en_GB/acme_style.csv:3:1 refused faggots | Meat, here | meat (context_needed)',
    ]);
    expectSound(result);
    const rules = result.pack?.rules ?? [];
    expect(rules.map(({ where }) => where?.languages)).toEqual([['en-GB'], ['en-GB']]);
    const anywhere =
      result.pack === null ? null : { ...result.pack, rules: rules.map(({ where: _, ...rule }) => rule) };
    expect(found(anywhere, 'Lads of Britain. lads of britain. Great is Britain, and more.')).toEqual([
      'lads: Lads',
      'warn-replacements-case: Britain',
      'lads: lads',
    ]);
  });

  it('have the severities that are asked for', () => {
    const severity = { blocked: 'note', restricted: 'block' } as const;
    const { pack } = csv.import(fixture('csv/lists.csv'), { ...OPTIONS, severity });
    expect(pack?.rules.map((rule) => rule.severity)).toEqual(['note', 'block']);
  });

  it('give back their text from behind the apostrophe that guards a formula', () => {
    expect(table("Term\n'=cmd\n'@team\n").pack?.rules[0]).toMatchObject({ tokens: ['=cmd\\b', '@team\\b'] });
  });

  it('are refused line by line where nobody can tell what the columns are', () => {
    const result = table('a,b,c,d,e\n1,2,3,4,5\n');
    expect(told(result)).toEqual([
      'list.csv:1:1 refused a | b | c | d | e (dialect_unknown)',
      'list.csv:2:1 refused 1 | 2 | 3 | 4 | 5 (dialect_unknown)',
    ]);
    expect(result.pack).toBeNull();
  });

  it('are refused as a whole where they are more rules than a pack may have', () => {
    const rows = Array.from({ length: 5001 }, (_, i) => `word${i},,Say ${i}.,F`);
    const { pack, report } = table(rows.join('\n'));
    expect(pack).toBeNull();
    expect(report).toHaveLength(5001);
    expect(report.every(({ outcome, why }) => outcome === 'refused' && why?.code === 'too_many')).toBe(true);
  });

  it('of thousands of replacements are few rules, each term of which is found', () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `word${i},other${i},,F`);
    const { pack, report } = table(rows.join('\n'));
    expect(pack?.rules).toHaveLength(8);
    expect(report.every(({ outcome }) => outcome === 'taken')).toBe(true);
    expect(found(pack, 'Word1999')).toEqual(['warn-replacements-8: Word1999']);
  });

  it.each([
    [
      'Pattern 1,Pattern 2,Suggestion 1,Suggestion 2,Exclude from context\nlads,guys,folks,people,\n',
      ['lads', 'guys'],
    ],
    ['word7,other\n', ['word7']],
    ['Ord;Bruk heller\nmåne;sol\n', ['måne']],
    ['term\nmoon\n', ['moon']],
    ['guaranteed,blocked\n', ['guaranteed']],
  ])('%j has a header only where it names columns', (text, terms) => {
    const { report } = table(text);
    expect(report.filter(({ outcome }) => outcome === 'taken').map(({ what }) => what)).toEqual(terms);
  });

  it('refuse an entry that its own rule would never find, and take those beside it', () => {
    const result = table('GitHub,GitHub,,T\nGitLab,Gitlab,,T\n');
    expect(told(result)).toEqual([
      'list.csv:1:1 refused GitHub (never_matches)',
      'list.csv:2:1 taken GitLab',
    ]);
    expect(result.pack?.rules).toMatchObject([{ swap: { GitLab: 'Gitlab' } }]);
  });

  it('keep a name that JavaScript has a meaning for', () => {
    const { pack, report } = table('__proto__,proto,,\nconstructor,builder,,\n');
    expect(report.map(({ outcome }) => outcome)).toEqual(['taken', 'taken']);
    expect(found(pack, '__proto__ constructor')).toHaveLength(2);
  });

  it('do not make a replacement of what would not be its own text', () => {
    const { pack } = table('a5,$1 | b,,\n');
    expect(pack?.rules[0]).toMatchObject({ kind: 'terms', suggest: ['$1 | b'] });
  });

  it('account for every record, whatever it is, in every dialect', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'aB #^$|;,"\n\'=\\(é'), maxLength: 8 }),
      fc.constantFrom(
        'term',
        'blocked',
        'T',
        '__proto__',
        'constructor',
        'Description',
        'en',
        '{match}',
        '#',
        'x'.repeat(300),
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const source = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'a",;\t\n\r '), maxLength: 40 }),
      fc
        .array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 })
        .map((rows) =>
          rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n'),
        ),
    );
    fc.assert(
      fc.property(source, fc.option(fc.constantFrom(...DIALECTS), { nil: undefined }), (text, dialect) => {
        const files = [{ name: 'en/acme_list.csv', text }];
        const result = csv.import(files, { ...OPTIONS, ...(dialect === undefined ? {} : { dialect }) });
        expectSound(result);
        const { records } = readCsv(text);
        const lines = new Set(result.report.map(({ line }) => line));
        for (const record of records) {
          expect(record.cells.some((one) => lines.has(one.line))).toBe(true);
        }
        if (records.length === 0) expect(result.report).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
