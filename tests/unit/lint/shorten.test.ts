import { describe, expect, it } from 'vitest';
import { shorten } from '../../../utils/lint/shorten.ts';

describe('shorten', () => {
  it('leaves what is no longer than its beginning, the sign and its end', () => {
    expect(shorten('a'.repeat(81))).toBe('a'.repeat(81));
    expect(shorten('abcdef', 3, 2)).toBe('abcdef');
  });

  it('keeps the beginning and the end of the rest', () => {
    expect(shorten('abcdefg', 3, 2)).toBe('abc…fg');
    expect(shorten(`${'a'.repeat(60)}bb${'c'.repeat(20)}`)).toBe(`${'a'.repeat(60)}…${'c'.repeat(20)}`);
  });

  it('cuts no pair in half, on either side', () => {
    expect(shorten('ab😀cdefg', 3, 2)).toBe('ab…fg');
    expect(shorten('abcdef😀g', 3, 2)).toBe('abc…g');
  });
});
