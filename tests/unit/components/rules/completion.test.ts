import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../../components/rules/completion.ts';
import { SEVERITIES } from '../../../../utils/lint/finding.ts';
import { KINDS } from '../../../../utils/rules/kinds/registry.ts';

const PLATFORMS = ['x', 'linkedin'];

/** `|` is the caret. */
function at(text: string): readonly string[] {
  const offset = text.indexOf('|');
  return (completionsAt(text.replace('|', ''), offset, PLATFORMS)?.items ?? []).map(({ label }) => label);
}
function taken(text: string, label: string): string {
  const offset = text.indexOf('|');
  const plain = text.replace('|', '');
  const found = completionsAt(plain, offset, PLATFORMS);
  const item = found?.items.find((one) => one.label === label);
  if (found == null || item === undefined) throw new Error(`${label} is not offered`);
  return plain.slice(0, found.from) + item.insert + plain.slice(offset);
}

const HEAD = 'pack: own\nversion: 1.0.0\ntitle: { en: Own }\n';
const RULE = `${HEAD}rules:\n  - id: claim\n    kind: disclosure\n`;

describe('completion in a pack’s text', () => {
  it('offers the pack’s own keys, and not those that are there', () => {
    expect(at(`${HEAD}|`)).toEqual(['vocabulary', 'rules']);
    expect(at('|\npack: own\n')).not.toContain('pack');
    expect(at('ver|')).toEqual(['version']);
  });

  it('offers the kinds and severities', () => {
    expect(at(`${HEAD}rules:\n  - id: claim\n    kind: |`)).toEqual(
      expect.arrayContaining(Object.keys(KINDS)),
    );
    expect(at(`${HEAD}rules:\n  - id: claim\n    kind: ter|`)).toEqual(['terms']);
    expect(at(`${RULE}    severity: |`)).toEqual([...SEVERITIES]);
    expect(at(`${RULE}    severity: re|`)).toEqual(['review']);
    expect(at(`${RULE}    severity: review|`)).toEqual([]);
  });

  it('offers the keys of the rule’s kind, also where the kind stands below', () => {
    expect(at(`${RULE}    |`)).toEqual(
      expect.arrayContaining(['severity', 'message', 'if', 'then', 'where']),
    );
    expect(at(`${RULE}    |`)).not.toContain('terms');
    expect(at(`${RULE}    |`)).not.toContain('kind');
    expect(at(`${HEAD}rules:\n  - id: a\n    te|\n    kind: terms\n  - id: b\n    kind: link\n`)).toEqual([
      'terms',
    ]);
    expect(at(`${HEAD}rules:\n  - id: a\n    kind: link\n  - id: b\n    kind: length\n    m|`)).toEqual([
      'message',
      'max',
      'min',
    ]);
  });

  it('goes into groups, lists and brackets', () => {
    expect(at(`${RULE}    then:\n      |`)).toEqual(['tokens', 'within', 'hashtags', 'add']);
    expect(at(`${RULE}    then:\n      within: |`)).toEqual(['text', 'fold', 'first-part', 'same-part']);
    expect(at(`${RULE}    then: { tokens: [ad], within: f|`)).toEqual(['fold', 'first-part']);
    expect(at(`${RULE}    where: { pl|`)).toEqual(['platforms']);
    expect(at(`${RULE}    where: { platforms: [x, l|`)).toEqual(['linkedin']);
    expect(at(`${RULE}    where:\n      platforms: [|`)).toEqual(PLATFORMS);
    expect(at(`${RULE}    message:\n      |`)).toEqual(['en', 'nb']);
    expect(at('pack: own\nrules:\n- id: a\n  kind: terms\n  evas|')).toEqual(['evasion']);
    expect(at('pack: own\nrules:\n- id: a\n  kind: terms\n  evasion: |')).toEqual(['true', 'false']);
  });

  it('says nothing in comments, quotes and free text', () => {
    for (const text of [
      `${RULE}    # sev|`,
      `${RULE}    message: { en: "sev|`,
      `${RULE}    severity: warn # re|`,
    ])
      expect(at(text)).toEqual([]);
  });

  it('writes lists and groups as blocks, and one line in brackets', () => {
    expect(taken(`${RULE}    th|`, 'then')).toBe(`${RULE}    then:\n      `);
    expect(taken(`${RULE}    then:\n      to|`, 'tokens')).toBe(
      `${RULE}    then:\n      tokens:\n        - `,
    );
    expect(taken(`${RULE}    where: { pl|`, 'platforms')).toBe(`${RULE}    where: { platforms: `);
    expect(taken(`${RULE}    sev|`, 'severity')).toBe(`${RULE}    severity: `);
  });

  it('says what each thing is', () => {
    const text = `${HEAD}rules:\n  - id: a\n    kind: ter`;
    expect(completionsAt(text, text.length, [])?.items[0]?.about).toMatch(/list/);
  });

  it('never throws, whatever the text and the caret', () => {
    const piece = fc.constantFrom(
      'rules:',
      '\n',
      '  ',
      '- ',
      'id: a',
      'kind: ',
      'where: {',
      '[',
      ']',
      '}',
      '"',
      "'",
      ',',
      ':',
      '#',
      'x',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(200), (pieces, caret) => {
        const text = pieces.join('');
        completionsAt(text, Math.min(caret, text.length), PLATFORMS);
      }),
      { numRuns: 500 },
    );
  });
});
