import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { prh } from '../../../../utils/rules/importers/prh.ts';
import { expectSound, fixture, found, told } from './read.ts';

const OPTIONS = { pack: 'house', title: 'House' };

// Hundreds of packs are made and run; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('prh’s rules', () => {
  const result = prh.import(fixture('prh.yml'), OPTIONS);

  it('are taken where their specs come true, and refused where they do not', () => {
    expect(told(result)).toEqual([
      'prh.yml:1:1 taken version: 1',
      'prh.yml:3:5 refused ./more.yml (other_file)',
      'prh.yml:4:1 kept meta (setting)',
      'prh.yml:6:5 taken jQuery',
      'prh.yml:12:5 refused JavaScript (spec_failed)',
      'prh.yml:16:5 taken （$1）',
      'prh.yml:21:5 refused サーバー (pattern_lookaround)',
      'prh.yml:23:5 taken デフォルト',
      'prh.yml:25:5 refused Software (not_expressible)',
      'prh.yml:28:5 refused rule (bad_value)',
    ]);
    expect(result.report[4]?.why?.message).toContain(
      '“JAVASCRIPT” should become “JavaScprit” and becomes “JavaScript”',
    );
    expectSound(result);
  });

  it('find every width and case of what is expected, and groups', () => {
    expect(found(result.pack, 'ＪＱＵＥＲＹ, jQuery, jquery (yes) ディフォールト')).toEqual([
      'j-query: ＪＱＵＥＲＹ',
      'j-query: jquery',
      '1: (yes)',
      'rule: ディフォールト',
    ]);
  });

  it('take a file that is named too as brought along', () => {
    const files = [
      { name: 'a/prh.yml', text: 'version: 1\nimports: [./more.yml]\n' },
      { name: 'a/more.yml', text: 'rules: [{ expected: Cookie }]\n' },
    ];
    expect(told(prh.import(files, OPTIONS))).toEqual([
      'a/prh.yml:1:1 taken version: 1',
      'a/prh.yml:2:11 taken ./more.yml',
      'a/more.yml:1:9 taken Cookie',
    ]);
  });

  it('mind word boundaries where they are told to', () => {
    const text =
      'rules:\n  - expected: JS\n    options: { wordBoundary: true }\n    specs: [{ from: altjs js, to: altjs JS }]\n';
    const { pack } = prh.import([{ name: 'p.yml', text }], OPTIONS);
    expect(found(pack, 'altjs js')).toEqual(['js: js']);
  });

  it.each([
    ['rules: [', 'yaml_syntax'],
    ['a: 1', 'not_a_rule'],
    ['rules: 3\nimports: []', 'bad_value'],
    ['version: 2\nrules: []', 'bad_value'],
    ['rules: [{ expected: a|b }]', 'not_expressible'],
    ['rules: [{ expected: A, patern: a }]', 'unknown_key'],
    ['rules: [{ expected: A, patterns: [/a/i, b] }]', 'not_expressible'],
    ['rules: [{ expected: A, specs: [a] }]', 'bad_value'],
    ['rules: [{ expected: ハ }]', 'never_matches'],
    ['a: &a [*a]\nrules: []', 'yaml_alias'],
  ])('%j is refused: %s', (text, code) => {
    const { report, pack } = prh.import([{ name: 'p.yml', text }], OPTIONS);
    expect(report.filter(({ outcome }) => outcome === 'refused').map(({ why }) => why?.code)).toContain(code);
    expect(pack).toBeNull();
  });

  it('account for every rule, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'aA$1|/()[]*+?\\.é^ '), maxLength: 8 }),
      fc.constantFrom('/a+/', '/(a|b)/i', '__proto__', ''),
    );
    const rule = fc.oneof(
      fc.record(
        {
          expected: text,
          pattern: text,
          patterns: fc.array(text, { maxLength: 3 }),
          options: fc.record({ wordBoundary: fc.boolean() }),
          specs: fc.array(fc.record({ from: text, to: text }), { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
      fc.anything({ maxDepth: 2 }).filter((one) => isPlain(one)),
    );
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
        const source = stringify({ rules }, { aliasDuplicateObjects: false });
        const result = prh.import([{ name: 'p.yml', text: source }], OPTIONS);
        expectSound(result);
        expect(result.report).toHaveLength(rules.length);
      }),
      { numRuns: 200 },
    );
  });

  it('never throw, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'-:&*!a[]{}\n "\'|>#') }),
        ),
        (text) => {
          const result = prh.import([{ name: 'p.yml', text }], OPTIONS);
          expectSound(result);
          expect(result.report.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function isPlain(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined && !stringify(value).includes('!');
  } catch {
    return false;
  }
}
