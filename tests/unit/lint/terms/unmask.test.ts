import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../utils/lint/regex/plan.ts';
import { findUnmasked, Unmasker } from '../../../../utils/lint/terms/unmask.ts';
import { existence, hits, terms } from '../posts.ts';
import { TECHNIQUES } from './obfuscate.ts';

const unmasker = new Unmasker();
const views = (text: string): string[] => unmasker.views(text).map((view) => view.text);

describe('a text with its disguises undone', () => {
  it.each([
    ['gu4ranteed retùrn', ['guaranteed return']],
    ['100 % gu@ranteed', ['100 % guaranteed']],
    ['s h i t happens, s.h.i.t.', ['shit happens, shit.']],
    ['Sooo coool', ['So col', 'Soo cool']],
    ['аmаzing', ['amazing']],
    ['#GetRichQuick now', ['#Get Rich Quick now']],
    ['fl1p and he11o', ['flip and heiio', 'fllp and hello']],
    ['vioIence', ['violence']],
    ['ＲＥＴＵＲＮ', ['RETURN']],
    ['g\u200bu\u00adaranteed', ['guaranteed']],
    [
      'see https://x.example/sh1t and sh1t',
      ['see https://x.example/sh1t and shit', 'see https://x.example/sh1t and shlt'],
    ],
  ])('%s', (text, expected) => {
    expect(views(text).filter((view) => !expected.includes(view) && view !== 'vioience')).toEqual([]);
    for (const one of expected) expect(views(text)).toContain(one);
  });

  it.each([
    'ordinary text, 5pots and level3 in 2026',
    'høre på musikk, año nuevo',
    'сор в избе',
    'US$ 50, A$ and $HIP',
    'U.S. a b',
    'code x4571x',
    'https://example.com/s.h.1.t @sc4m_hunter a@b.example',
    'this is #therapist',
  ])('is not there where there is none: %s', (text) => {
    expect(views(text)).toEqual([]);
  });

  it('leads back to the author’s own text', () => {
    const piece = fc.constantFrom(
      ...'aslo10$!| .#ISå',
      'é',
      'а',
      'ß',
      '\u200b',
      '😀',
      '𝐚',
      'ﬁ',
      '\ud835',
      '\u0301',
      'aaa',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
        (text) => {
          for (const view of unmasker.views(text)) {
            let before = 0;
            for (let i = 0; i < view.text.length; i++) {
              const { start, end } = view.span(i, i + 1);
              expect(start).toBeGreaterThanOrEqual(before);
              expect(end).toBeGreaterThanOrEqual(start);
              expect(end).toBeLessThanOrEqual(text.length);
              before = start;
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a pattern looking through disguises', () => {
  const rule = existence('r', ['guaranteed returns?', 'no (?:risk|loss)']);
  const looking = existence('r', ['guaranteed returns?', 'no (?:risk|loss)'], { evasion: true });

  it.each([
    ['a gu4ranteed return', ['gu4ranteed return']],
    ['guaranteed returns and GU@RANTEED RETURNS', ['guaranteed returns', 'GU@RANTEED RETURNS']],
    ['g u a r a n t e e d return', ['g u a r a n t e e d return']],
    ['with n0 rіsk', ['n0 rіsk']],
    ['with no rіsk, no l0ss', ['no rіsk', 'no l0ss']],
    ['#GuaranteedReturns!', ['GuaranteedReturns']],
    ['no riiiisk', ['no riiiisk']],
    ['guaranteed  returns', []],
    ['https://example.com/no-l0ss', []],
  ])('%s', (text, expected) => {
    expect(hits(text, looking)).toEqual(expected);
  });

  it('finds in disguise only when it is told to', () => {
    expect(hits('gu4ranteed return, no l0ss', rule)).toEqual([]);
    expect(hits('sh1t', terms('t', ['shit']))).toEqual([]);
    expect(hits('what a sh1t show', terms('t', ['shit'], { evasion: true }))).toEqual(['sh1t']);
  });

  it('finds a word under every disguise, exactly where it stands', () => {
    const word = compilePattern('hoplites', { ignoreCase: true, wordBoundaries: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(TECHNIQUES)),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (disguise, numbers) => {
          const written = disguise('hoplites', () => numbers.next().value ?? 0);
          // Of several ones in a word all are read alike.
          fc.pre(!/[1|!].*[1|!]/u.test(written));
          const text = `such hoplites, ${written} ok`;
          const found = findUnmasked(unmasker, text, (read) => word.findAll(read)).map(({ start, end }) =>
            text.slice(start, end),
          );
          expect(found).toEqual(['hoplites', written]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
