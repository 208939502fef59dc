import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermFinder } from '../../../../utils/lint/term-finder.ts';
import { TECHNIQUES } from './obfuscate.ts';

const WORDS = (
  'our team had great day charity run thank you everyone who came read how we work with clients green financing why ' +
  'matters hiring two analysts designer new office harbour markets rose today here what researchers are watching week ' +
  'ask questions before sign høre på musikk hver dag i går så å været blir fint og vi gleder oss schön größer mañana año'
).split(' ');
const TERMS = ['volapuk', 'zyxomat', 'kwispel', 'brimjaxol', 'hoplites', 'ozalique', 'pasticia', 'iguexopal'];
const plain = fc.constantFrom(...WORDS);
const between = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  ', ',
  '. ',
  '! ',
  ' – ',
  '\n',
  '\n\n',
  ' (',
  '? “',
  ' 2 ',
  ' 2026 ',
  ': ',
);
/** Ordinary writing; no word stands alone as a single letter, for several of those would be letters set apart. */
const innocuous = fc
  .array(fc.tuple(plain, between), { maxLength: 12 })
  .map((pairs) => pairs.map(([word, gap]) => `${word.length > 1 ? word : `${word}${word}`}${gap}`).join(''));

const finder = new TermFinder([{ rule: 3, terms: TERMS, evasion: true }]);

describe('for any text', () => {
  for (const [name, disguise] of Object.entries(TECHNIQUES)) {
    it(`a term disguised by ${name} is found exactly where it stands`, () => {
      fc.assert(
        fc.property(
          innocuous,
          fc.constantFrom(...TERMS),
          innocuous,
          fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
          (before, term, after, numbers) => {
            const random = (): number => numbers.next().value ?? 0;
            const written = disguise(term, random);
            const text = `${before}${written}${after === '' ? '' : ` ${after}`}`;
            const spans = finder.find(text).get(3) ?? [];
            expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([written]);
            expect(spans[0]?.start).toBe(before.length);
          },
        ),
        { numRuns: 300 },
      );
    });
  }

  it('ordinary writing gives the same with and without looking for disguises', () => {
    const terms = [
      ...WORDS.filter((word) => word.length > 2 && /^[a-z]+$/.test(word)),
      'two analysts',
      'hore',
      'ano',
    ];
    const without = new TermFinder([{ rule: 0, terms }]);
    const looking = new TermFinder([{ rule: 0, terms, evasion: true }]);
    fc.assert(
      fc.property(innocuous, (text) => {
        expect(looking.find(text)).toEqual(without.find(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('what is found is in order, within the text, does not overlap, and holds all that a plain search finds', () => {
    const letters = fc.constantFrom(
      ...'aAsSiIlL10!|$@#._- \n',
      'а',
      'ѕ',
      'ß',
      'ss',
      'å',
      'a\u030a',
      'é',
      '\u200b',
      '\u00ad',
      '😀',
      '𝐚',
      'ﬁ',
      '\ud835',
    );
    const text = fc.string({ unit: letters, maxLength: 40 });
    const term = fc.string({
      unit: fc.constantFrom('a', 's', 'i', 'l', 'å', 'ß', '1', ' '),
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 5 }),
        text,
        fc.boolean(),
        (terms, written, ignoreMarks) => {
          const found =
            new TermFinder([{ rule: 0, terms, evasion: true, ignoreMarks }]).find(written).get(0) ?? [];
          let free = 0;
          for (const { start, end } of found) {
            expect(start).toBeGreaterThanOrEqual(free);
            expect(end).toBeGreaterThan(start);
            free = end;
          }
          expect(free).toBeLessThanOrEqual(written.length);
          const alone = new TermFinder([{ rule: 0, terms, ignoreMarks }]).find(written).get(0) ?? [];
          for (const { start, end } of alone) {
            expect(found.some((span) => span.start < end && start < span.end)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('rules do not take from one another, and those that do not look for disguises find none', () => {
    const text = 'a sh1t day, #StopTheSc4m, f r a u d and scam';
    const both = new TermFinder([
      { rule: 1, terms: ['shit', 'scam'], evasion: true },
      { rule: 2, terms: ['shit', 'scam', 'fraud'] },
      { rule: 5, terms: ['fraud', 'scam'], evasion: true },
    ]).find(text);
    const shown = (rule: number): string[] =>
      (both.get(rule) ?? []).map(({ start, end }) => text.slice(start, end));
    expect(shown(1)).toEqual(['sh1t', 'Sc4m', 'scam']);
    expect(shown(2)).toEqual(['scam']);
    expect(shown(5)).toEqual(['Sc4m', 'f r a u d', 'scam']);
  });
});
