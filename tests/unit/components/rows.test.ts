import { describe, expect, it } from 'vitest';
import { countLines, offsetOf } from '../../../components/rules/place.ts';
import { messageOf, ruleRows, searchRows } from '../../../components/rules/rows.ts';
import type { Pack } from '../../../utils/rules/schema.ts';

const pack: Pack = {
  pack: 'finance',
  version: '1.0.0',
  title: { en: 'Finance' },
  rules: ['claim', 'projection'].map((id) => ({
    id,
    kind: 'terms',
    severity: 'review',
    message: { en: `A ${id}: “{match}”.`, nb: `Et løfte: «{match}».` },
    terms: ['x'],
    examples: { bad: ['x'], good: ['y'] },
  })),
};

describe('rule rows', () => {
  it('have overrides counted in', () => {
    const rows = ruleRows([pack], { 'finance/claim': { severity: 'block', enabled: false } });
    expect(
      rows.map(({ name, severity, isOn, isOverridden }) => [name, severity, isOn, isOverridden]),
    ).toEqual([
      ['finance/claim', 'block', false, true],
      ['finance/projection', 'review', true, false],
    ]);
  });

  it('are found by every word, in the language shown', () => {
    const rows = ruleRows([pack], {});
    expect(searchRows(rows, 'CLAIM finance', 'en')).toHaveLength(1);
    expect(searchRows(rows, 'løfte', 'nb')).toHaveLength(2);
    expect(searchRows(rows, 'løfte', 'en')).toHaveLength(0);
    expect(searchRows(rows, '  ', 'en')).toHaveLength(2);
  });

  it('show a message without a hit', () => {
    const [rule] = pack.rules;
    expect(rule === undefined ? '' : messageOf(rule, 'en')).toBe('A claim: “…”.');
  });
});

describe('places in a text', () => {
  it('are offsets within it', () => {
    const text = 'one\ntwo\n\nfour';
    expect(countLines(text)).toBe(4);
    expect(offsetOf(text, { line: 2, column: 2 })).toBe(5);
    expect(offsetOf(text, { line: 3, column: 9 })).toBe(8);
    expect(offsetOf(text, { line: 99, column: 1 })).toBe(text.length);
  });
});
