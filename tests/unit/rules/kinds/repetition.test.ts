import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf, placesOf, type Written } from './rules.ts';

const rule = (more: object = {}): Written => ({
  kind: 'repetition',
  tokens: ['[^\\s.!?]+'],
  ignorecase: true,
  action: { name: 'edit', params: ['truncate', ' '] },
  ...more,
});

describe('repetition', () => {
  it('shows three in a row as one, which the offer mends at once', () => {
    const [finding, ...others] = findingsOf('it was very very very good', rule());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ start: 7, text: 'very very very', suggestions: [{ text: 'very' }] });
  });

  it('does not look over a paragraph’s end', () => {
    expect(placesOf('one\n\none', rule())).toEqual([]);
  });

  it('takes letters of any script, and the whole of a token', () => {
    expect(placesOf('så så', rule({ alpha: true }))).toEqual([[0, 0, 'så så']]);
    expect(placesOf('the theory', rule())).toEqual([]);
  });

  it('finds two of the same in any text, and where they stand', () => {
    const word = fc.constantFrom('a', 'bb', 'ccc', 'A', 'Ø');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const isDouble = words.some((one, i) => i > 0 && one.toLowerCase() === words[i - 1]?.toLowerCase());
        const text = words.join(' ');
        const findings = findingsOf(text, rule());
        expect(findings.length > 0).toBe(isDouble);
        for (const { start, end, text: shown } of findings) expect(text.slice(start, end)).toBe(shown);
        for (const [i, { start }] of findings.entries())
          expect(start).toBeGreaterThanOrEqual(findings[i - 1]?.end ?? 0);
      }),
    );
  });
});
