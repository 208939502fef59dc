import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Automaton } from '../../../utils/lint/automaton.ts';

type Occurrence = [word: number, start: number, end: number];

function found(words: readonly string[], text: string): Occurrence[] {
  const occurrences: Occurrence[] = [];
  new Automaton(words).scan(text, (word, start, end) => occurrences.push([word, start, end]));
  return occurrences.sort(byPlace);
}

function naive(words: readonly string[], text: string): Occurrence[] {
  return words
    .flatMap((word, id) => {
      const occurrences: Occurrence[] = [];
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
        occurrences.push([id, at, at + word.length]);
      }
      return occurrences;
    })
    .sort(byPlace);
}

const byPlace = (a: Occurrence, b: Occurrence): number => a[1] - b[1] || a[2] - b[2] || a[0] - b[0];

describe('automaton', () => {
  it('finds words inside and behind one another', () => {
    expect(found(['he', 'she', 'hers', 'his'], 'ushers')).toEqual([
      [1, 1, 4],
      [0, 2, 4],
      [2, 2, 6],
    ]);
  });

  it('has nothing to find without words', () => {
    expect(found([], 'anything')).toEqual([]);
  });

  it('finds exactly what a search for each word finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'å', '😀'), minLength: 1, maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'å', '😀', ' '), maxLength: 80 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), text, (words, searched) => {
        expect(found(words, searched)).toEqual(naive(words, searched));
      }),
      { numRuns: 500 },
    );
  });

  it('holds ten thousand words', () => {
    const words = Array.from({ length: 10_000 }, (_, i) => `word${i.toString(36)}x`);
    expect(found(words, `a ${words[4321]} b ${words[9999]}`)).toHaveLength(2);
  });
});
