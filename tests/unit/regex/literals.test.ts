import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from '../../../utils/lint/regex/char-set.ts';
import { compilePattern } from '../../../utils/lint/regex/plan.ts';
import { patterns, texts } from './patterns.ts';

const literals = (source: string, ignoreCase = false) => compilePattern(source, { ignoreCase }).literals;

describe('literals', () => {
  it.each([
    ['guarantee\\w*', ['guarantee']],
    ['Guaranteed Returns?', ['guaranteed return']],
    ['(?:no|zero) doubt', ['no doubt', 'zero doubt']],
    ['\\d+ ?% (?:profit|gain)', ['% profit', '% gain']],
    ['(buy|kjøp)\\s+(now|nå!)', ['buy', 'kjøp']],
    ['ab{2,}c', ['abb']],
    ['gr[ae]y', ['gray', 'grey']],
    ['a|ab', ['a']],
    ['\\w+', null],
    ['a?', null],
    ['abc|\\d', null],
    ['', null],
  ])('of %s', (source, expected) => {
    expect(literals(source)).toEqual(expected);
  });

  it('cover letters that fold to one another and yet lower-case to themselves', () => {
    expect(literals('is', true)).toEqual(['is', 'iſ']);
    expect(literals('kr', true)).toEqual(['kr']);
    expect(literals('Σ')).toEqual(['σ', 'ς']);
  });

  it.each(['unicode', 'ascii'] as const)('occur in every match over %s text', (alphabet) => {
    let judged = 0;
    fc.assert(
      fc.property(patterns(alphabet), texts(alphabet), fc.boolean(), ({ source }, text, ignoreCase) => {
        const pattern = compilePattern(source, { ignoreCase });
        const { literals: required } = pattern;
        if (!required) return;
        for (const { start, end } of pattern.findAll(text)) {
          const match = text.slice(start, end).toLowerCase();
          expect(required.some((literal) => match.includes(literal))).toBe(true);
          judged++;
        }
      }),
      { numRuns: 6000 },
    );
    expect(judged).toBeGreaterThan(50);
  });

  it('occur in every match of a single letter, whatever its case, for every letter there is', () => {
    const byFold = new Map<number, string[]>();
    for (let cp = 0; cp < 0x1ffff; cp++) {
      const char = String.fromCodePoint(cp);
      if (cp >= 0xd800 && cp < 0xe000) continue;
      const folded = foldCase(cp);
      if (folded !== cp || char.toUpperCase() !== char)
        byFold.set(folded, [...(byFold.get(folded) ?? []), char]);
    }
    const missed = [...byFold.values()].flatMap((alike) =>
      alike.filter((char) => {
        const required = literals(char, true);
        return alike.some((other) => !required?.some((literal) => other.toLowerCase().includes(literal)));
      }),
    );
    expect(missed).toEqual([]);
  });
});
