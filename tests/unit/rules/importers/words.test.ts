import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { words } from '../../../../utils/rules/importers/words.ts';
import { expectSound, finder, fixture, found, told } from './read.ts';

const OPTIONS = { pack: 'house', title: 'House' };

// Hundreds of packs are made and run; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('plain word lists', () => {
  it('take a term a line, whatever its case and blanks, and say what became of each', () => {
    const result = words.import(fixture('words.txt'), OPTIONS);
    expect(told(result)).toEqual([
      'words.txt:1:1 kept # House list (comment)',
      'words.txt:3:1 taken guaranteed',
      'words.txt:4:3 taken zero   risk',
      'words.txt:5:1 taken #ad',
      'words.txt:6:1 taken C++',
      'words.txt:7:1 changed Guaranteed (duplicate)',
      'words.txt:8:1 kept // done (comment)',
    ]);
    expectSound(result);
    expect(found(result.pack, 'GUARANTEED zero risk, #ad for C++')).toEqual([
      'warn-terms: GUARANTEED',
      'warn-terms: zero risk',
      'warn-terms-2: #ad',
      'warn-terms-2: C++',
    ]);
    expect(found(result.pack, 'unguaranteed, #advent')).toEqual([]);
  });

  it('have the severity that is asked for', () => {
    const { pack } = words.import([{ name: 'w.txt', text: 'moon' }], {
      ...OPTIONS,
      severity: { term: 'block' },
    });
    expect(pack?.rules.map(({ severity }) => severity)).toEqual(['block']);
  });

  it('refuse what no rule of theirs would find', () => {
    const { pack, report } = words.import([{ name: 'w.txt', text: `${'long '.repeat(60)}\n` }], OPTIONS);
    expect(pack).toBeNull();
    expect(report).toMatchObject([{ line: 1, outcome: 'refused', why: { code: 'too_long' } }]);
  });

  it('take a list of ten thousand terms into one rule', () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `term${i}x`).join('\n');
    const { pack, report } = words.import([{ name: 'w.txt', text }], OPTIONS);
    expect(pack?.rules).toHaveLength(1);
    expect(report).toHaveLength(10_000);
    expect(report.every(({ outcome }) => outcome === 'taken')).toBe(true);
    expect(found(pack, 'one term9999x')).toEqual(['warn-terms: term9999x']);
  });

  it('account for every line that is not blank, whatever it is, and find every term that was taken', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(...'aA #/*$^()[]|\\é😀_-'), maxLength: 12 }),
      fc.constantFrom('__proto__', 'constructor', '# x', '//', '\ufeff', 'toString'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const result = words.import([{ name: 'w.txt', text }], OPTIONS);
        const expected = text
          .replace(/^\ufeff/, '')
          .split(/\r\n|\r|\n/)
          .flatMap((one, i) => (one.trim() === '' ? [] : [i + 1]));
        expect(result.report.map((said) => said.line).toSorted((a, b) => a - b)).toEqual(expected);
        expectSound(result);
        const find = finder(result.pack);
        for (const { outcome, what } of result.report) {
          if (outcome === 'taken') expect(find(what.replace(/\s+/g, ' '))).not.toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
