import { describe, expect, it } from 'vitest';
import { TermFinder } from '../../../../utils/lint/term-finder.ts';
import { FOUND, SILENT, TERMS } from './evasion-cases.ts';

const finder = new TermFinder([{ rule: 7, terms: TERMS, evasion: true }]);

/** The text with « and » around what is found. */
function marked(text: string): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of finder.find(text).get(7) ?? []) {
    shown += `${text.slice(from, start)}«${text.slice(start, end)}»`;
    from = end;
  }
  return shown + text.slice(from);
}

describe('terms in disguise are found where they stand', () => {
  for (const [technique, cases] of Object.entries(FOUND)) {
    it.each(cases)(`${technique}: %s`, (expected) => {
      expect(marked(expected.replaceAll(/[«»]/g, ''))).toBe(expected);
    });
  }
});

describe('what only looks like a disguise is left alone', () => {
  it.each(SILENT)('%s', (text) => {
    expect(marked(text)).toBe(text);
  });
});

describe('the cases', () => {
  it('are many, and each is there once', () => {
    const found = Object.values(FOUND).flat();
    expect(found.length).toBeGreaterThanOrEqual(150);
    expect(SILENT.length).toBeGreaterThanOrEqual(150);
    expect(new Set([...found, ...SILENT]).size).toBe(found.length + SILENT.length);
  });
});
