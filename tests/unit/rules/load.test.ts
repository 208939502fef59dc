import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPackSource } from '../../../cli/packs.ts';
import { loadPack, type PackError } from '../../../utils/rules/load.ts';

const GOOD = `pack: test
version: 1.0.0
title: { en: Test }
rules:
  - id: no-bad
    kind: existence
    severity: warn
    message: { en: No }
    tokens:
      - bad
      - awful
    examples:
      bad:
        - this is bad
      good:
        - this is fine
`;

function errors(yaml: string): readonly PackError[] {
  const loaded = loadPack(yaml, 'test.yml');
  return loaded.ok ? [] : loaded.errors;
}

/** The first error as `line:column code path`. */
function first(yaml: string): string {
  const [error] = errors(yaml);
  return error === undefined ? 'loaded' : `${error.line}:${error.column} ${error.code} ${error.path}`;
}

const change = (from: string, to: string): string => {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, to);
};

describe('a pack', () => {
  it('loads, with defaults filled in', () => {
    expect(loadPack(GOOD, 'test.yml')).toMatchObject({
      ok: true,
      pack: { pack: 'test', rules: [{ ignorecase: false, nonword: false }] },
    });
  });

  it.each([
    ['', '1:1 schema '],
    ['just a text', '1:1 schema '],
    ['[1, 2]', '1:1 schema '],
    [change('pack: test\n', ''), '1:1 missing_field pack'],
    [change('version: 1.0.0', 'version: 1'), '2:10 schema version'],
    [change('pack: test', 'pack: Test Pack'), '1:7 schema pack'],
    [change('    severity: warn\n', ''), '5:5 missing_field rules[0].severity'],
    [change('severity: warn', 'severity: fatal'), '7:15 schema rules[0].severity'],
    [change('severity: warn', 'severity: null'), '7:15 schema rules[0].severity'],
    [change('kind: existence', 'kind: existance'), '6:11 unknown_kind rules[0].kind'],
    [change('    kind: existence\n', ''), '5:5 missing_field rules[0].kind'],
    [change('    tokens:', '    token: x\n    tokens:'), '9:5 unknown_field rules[0].token'],
    [change('      - awful', '      - 7'), '11:9 schema rules[0].tokens[1]'],
    [change('      - awful', '      - "a(?=b)"'), '11:9 pattern_lookaround rules[0].tokens[1]'],
    [change('      - awful', '      - "a(b"'), '11:9 pattern_syntax rules[0].tokens[1]'],
    [
      change('    tokens:', '    unless: [ok, "(x)\\\\1"]\n    tokens:'),
      '9:18 pattern_backreference rules[0].unless[1]',
    ],
    [
      change('        - this is bad', '        - this is good'),
      '14:11 example_missed rules[0].examples.bad[0]',
    ],
    [
      change('        - this is fine', '        - not awful'),
      '16:11 example_raised rules[0].examples.good[0]',
    ],
    [
      change('        - this is fine', '        - { text: fine, when: now }'),
      '16:25 unknown_field rules[0].examples.good[0].when',
    ],
    [`${GOOD}${GOOD.slice(GOOD.indexOf('  - id'))}`, '17:9 duplicate_rule rules[1].id'],
    [change('message: { en: No }', 'message: { nb: Nei }'), '8:14 missing_field rules[0].message.en'],
    [
      change('tokens:\n', 'why: { text: { en: x }, source: "javascript:alert(1)" }\n    tokens:\n'),
      '9:37 schema rules[0].why.source',
    ],
    ['pack: a\npack: b\n', '2:1 yaml_syntax '],
    ['pack: [a\n', '2:1 yaml_syntax '],
    ['pack: !!js/function "x"\n', '1:7 yaml_syntax '],
    ['pack: !secret x\n', '1:7 yaml_syntax '],
    ['a: *b\n', '1:4 yaml_alias '],
    ['--- 1\n--- 2\n', '2:1 yaml_syntax '],
    [`a: ${'['.repeat(100_000)}`, expect.stringMatching(/^1:\d+ yaml_/)],
    [`a: ${'['.repeat(50)}${']'.repeat(50)}`, '1:1 yaml_too_deep '],
    ['x'.repeat(5_000_001), '1:1 pack_too_large '],
  ])('%# is refused where it is wrong', (yaml, expected) => {
    expect(first(yaml)).toEqual(expected);
  });

  it('is refused when its aliases blow up', () => {
    const lol = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    expect(first(`a0: &a0 [x]\n${lol.join('\n')}\n`)).toMatch(/^[1-9]:\d+ yaml_alias $/);
  });

  it('names every mistake, each with a sentence', () => {
    const found = errors(
      change('severity: warn', 'severity: x')
        .replace('- awful', '- 1')
        .replace('version: 1.0.0', 'version: x'),
    );
    expect(found.map(({ line }) => line)).toEqual([2, 7, 11]);
    for (const { message, file } of found) {
      expect(message).toMatch(/^["“A-Z].*[.!?]$/);
      expect(file).toBe('test.yml');
    }
  });

  it('says what to write instead of a pattern that cannot be used', () => {
    expect(errors(change('      - awful', '      - "a(?=b)"'))[0]?.message).toMatch(/character 2: .*unless/);
  });

  it('names the key of a swap that is wrong', () => {
    const yaml = change('kind: existence', 'kind: substitution').replace(
      '    tokens:\n      - bad\n      - awful\n',
      '    swap:\n      bad: good\n      "a(": b\n',
    );
    expect(first(yaml)).toBe('11:7 pattern_syntax rules[0].swap.a(');
  });

  it('has nothing to do with the prototypes of objects', () => {
    expect(first(`${GOOD}__proto__: { polluted: 1 }\n`)).toMatch(/unknown_field/);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('runs examples on the platform, in the time and with the context for which the rule is', () => {
    const yaml = change(
      '    tokens:',
      '    where: { platforms: [linkedin], from: 2030-01-01, until: 2030-02-01, tags: [paid] }\n    tokens:',
    ).replace(
      '- this is fine',
      '- { text: this is bad, context: [] }\n        - { text: this is bad, platform: x }',
    );
    expect(first(yaml)).toBe('loaded');
  });
});

describe('whatever is in a file', () => {
  const isLocated = (yaml: string): void => {
    const loaded = loadPack(yaml, 'fuzz.yml');
    if (loaded.ok) return;
    const lines = yaml.split(/\r\n|\n/).length;
    expect(loaded.errors.length).toBeGreaterThan(0);
    for (const error of loaded.errors) {
      expect(error.line).toBeGreaterThanOrEqual(1);
      expect(error.line).toBeLessThanOrEqual(lines);
      expect(error.column).toBeGreaterThanOrEqual(1);
      expect(error.message).not.toBe('');
    }
  };

  it('it never throws, and every error has a place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), isLocated), { numRuns: 1000 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a:-[]{}&*!|>\'"#%@, \n\t?~1'), maxLength: 60 }),
        isLocated,
      ),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.json(), isLocated), { numRuns: 500 });
  });

  it('nor does it when a good pack is damaged anywhere', () => {
    const sources = [GOOD, readPackSource('privacy')];
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom(
        '\n',
        '  ',
        '- ',
        ': ',
        '{',
        '[',
        '*a',
        '&a ',
        '"',
        "'",
        '|',
        'null',
        '1e9',
        '__proto__: 1\n',
        '(?=',
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.nat(),
        fc.nat({ max: 30 }),
        junk,
        (source, place, length, text) => {
          const at = place % source.length;
          isLocated(source.slice(0, at) + text + source.slice(at + length));
        },
      ),
      { numRuns: 200 },
    );
  });
});
