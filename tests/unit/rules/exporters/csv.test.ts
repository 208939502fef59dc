import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { exportCsv } from '../../../../utils/rules/exporters/csv.ts';
import { csv } from '../../../../utils/rules/importers/csv.ts';
import { readCsv } from '../../../../utils/rules/importers/csv-records.ts';
import type { Pack, Rule } from '../../../../utils/rules/schema.ts';

const pack = (rules: Rule[]): Pack => ({ pack: 'house', version: '1.0.0', title: { en: 'House' }, rules });
const examples = { bad: ['x'], good: ['y'] };

// Hundreds of packs are made and read; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('export to a table', () => {
  it('has a row for each plain word, and names the rules that are more', () => {
    const { file, report } = exportCsv(
      pack([
        {
          id: 'a',
          kind: 'terms',
          severity: 'block',
          message: { en: 'Not “{match}”' },
          terms: ['moon', '=1+1'],
          examples,
        },
        {
          id: 'b',
          kind: 'substitution',
          severity: 'warn',
          message: { en: 'Say it plainly' },
          swap: { utilize: 'use|employ' },
          ignorecase: false,
          nonword: false,
          where: { languages: ['en-GB'] },
          examples,
        },
        {
          id: 'c',
          kind: 'existence',
          severity: 'warn',
          message: { en: 'No' },
          tokens: ['a+'],
          ignorecase: true,
          nonword: false,
          examples,
        },
      ]),
      'house.csv',
    );
    expect(file.text).toBe(
      [
        '\ufeffTerm,Replacement,Description,Severity,Case sensitive,Language',
        'moon,,,block,F,',
        "'=1+1,,,block,F,",
        'utilize,use|employ,Say it plainly,warn,T,en-GB',
        '',
      ].join('\r\n'),
    );
    expect(report.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['a', 'taken'],
      ['b', 'taken'],
      ['c', 'refused'],
    ]);
  });

  it('has no cell that a spreadsheet would take for a formula, and is read back as it was', () => {
    const term = fc
      .string({ unit: fc.constantFrom(...'aB=+-@\'"|,;\té 1'), minLength: 1, maxLength: 8 })
      .map((text) => text.trim().replace(/\s+/g, ' '))
      .filter((text) => /[a-z]/i.test(text));
    fc.assert(
      fc.property(
        fc.uniqueArray(term, { minLength: 1, maxLength: 6, selector: (one) => one.toLowerCase() }),
        (terms) => {
          const rule: Rule = {
            id: 'a',
            kind: 'terms',
            severity: 'review',
            message: { en: 'Not “{match}”' },
            terms,
            examples,
          };
          const { file } = exportCsv(pack([rule]), 'house.csv');
          for (const { cells } of readCsv(file.text).records) {
            for (const { text } of cells) expect(text).not.toMatch(/^[=+\-@\t\r]/);
          }
          const { report } = csv.import([file], { pack: 'house', title: 'House' });
          expect(
            report
              .slice(1)
              .map(({ what }) => what)
              .toSorted(),
          ).toEqual(terms.toSorted());
        },
      ),
    );
  });
});
