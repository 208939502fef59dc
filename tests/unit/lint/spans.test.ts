import { describe, expect, it } from 'vitest';
import { firstEndingAfter, overlapsAny } from '../../../utils/lint/spans.ts';

const SPANS = [
  { start: 2, end: 4 },
  { start: 4, end: 7 },
  { start: 9, end: 10 },
];

describe('spans', () => {
  it.each([
    [0, 0],
    [3, 0],
    [4, 1],
    [6, 1],
    [7, 2],
    [9, 2],
    [10, 3],
  ])('the first that ends after %d is %d', (offset, index) => {
    expect(firstEndingAfter(SPANS, offset)).toBe(index);
    expect(firstEndingAfter([], offset)).toBe(0);
  });

  it.each([
    [0, 2, false],
    [0, 3, true],
    [3, 4, true],
    [7, 9, false],
    [7, 10, true],
    [10, 20, false],
  ])('[%d, %d) has a unit in common with one: %s', (start, end, expected) => {
    expect(overlapsAny(SPANS, { start, end })).toBe(expected);
  });
});
