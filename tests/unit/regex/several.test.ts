import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../utils/lint/regex/plan.ts';
import { findFirst, literalsOf } from '../../../utils/lint/regex/several.ts';

const compiled = (...sources: string[]) =>
  sources.map((source) => compilePattern(source, { ignoreCase: false, wordBoundaries: true }));

describe('several patterns', () => {
  it('find what one alternation of them finds, where no match of one hides another of its own', () => {
    const word = fc.constantFrom('a', 'b', 'ab', 'a b', 'b a b', 'c');
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        fc.array(word, { maxLength: 12 }),
        (terms, words) => {
          const text = words.join(' ');
          const longest = terms.toSorted((a, b) => b.length - a.length);
          const [one] = compiled(longest.join('|'));
          const found = findFirst(compiled(...longest), text);
          for (const [i, { start, end, index }] of found.entries()) {
            expect(text.slice(start, end)).toBe(longest[index]);
            expect(start).toBeGreaterThanOrEqual(found[i - 1]?.end ?? 0);
          }
          expect(found[0]?.start).toBe(one?.findAll(text)[0]?.start);
          expect(found[0]?.end).toBe(one?.findAll(text)[0]?.end);
        },
      ),
    );
  });

  it('are named by their place in the list, and the first wins', () => {
    expect(findFirst(compiled('b c', 'a', 'b'), 'a b c b')).toEqual([
      { start: 0, end: 1, group: 0, index: 1 },
      { start: 2, end: 5, group: 0, index: 0 },
      { start: 6, end: 7, group: 0, index: 2 },
    ]);
  });

  it('have the literals of all, or none that can be relied on', () => {
    expect(literalsOf(compiled('sale', 'offer'))).toEqual(['sale', 'offer']);
    expect(literalsOf(compiled('sale', '\\w+'))).toBe(null);
    expect(literalsOf([])).toEqual([]);
  });
});
