import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameData } from '../../utils/same.ts';

describe('isSameData', () => {
  it.each([
    [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [null, {}, false],
    [{ a: null }, {}, false],
    [{ toString: 1 }, {}, false],
    ['1', 1, false],
    [undefined, undefined, true],
  ])('%j and %j: %s', (a, b, same) => {
    expect(isSameData(a, b)).toBe(same);
    expect(isSameData(b, a)).toBe(same);
  });

  it('minds no order of keys, and every value', () => {
    const turned = (value: unknown): unknown => {
      if (value === null || typeof value !== 'object') return value;
      if (Array.isArray(value)) return value.map(turned);
      const entries = Object.entries(value).map(([key, one]) => [key, turned(one)] as const);
      return Object.fromEntries(entries.reverse());
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isSameData(value, turned(value))).toBe(true);
        expect(isSameData({ value }, { value: [value] })).toBe(false);
      }),
    );
  });
});
