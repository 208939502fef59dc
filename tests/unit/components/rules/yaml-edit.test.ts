import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPackSource } from '../../../../cli/packs.ts';
import { appendRule, editRule, type FormValue, rangeOfRule } from '../../../../components/rules/yaml-edit.ts';
import { loadPack } from '../../../../utils/rules/load.ts';

const YAML = `# ours
pack: own
version: 1.0.0
title: { en: Own } # named so
rules:
  # the first rule
  - id: claim
    kind: terms # a list
    severity: warn
    message: { en: "No: “{match}”" }
    # what nobody says
    terms:
      - moon   # to the
      # a comment between
      - "lambo"
      - 'it''s free'
    examples: { bad: [moon], good: [sun] }

  # the second
  - id: paid
    kind: disclosure
    severity: review
    message:
      en: Say so.
    if: { context: [paid] }
    then:
      tokens: ['ad', werbung] # both
      within: fold
    examples: { bad: ["text"], good: ["ad"] }
  - { id: tags, kind: hashtag, severity: note, message: { en: Many }, max: 3, deny: ['#a', '#b'], examples: { bad: [x], good: [y] } }
# the end
`;

const edited = (rule: string, path: string, value: FormValue): string => {
  const next = editRule(YAML, rule, path.split('.'), value);
  if (next === null) throw new Error('not edited');
  return next;
};

/** Lines that went and came. */
function difference(after: string): { gone: string[]; come: string[] } {
  const [was, is] = [YAML.split('\n'), after.split('\n')];
  return { gone: was.filter((line) => !is.includes(line)), come: is.filter((line) => !was.includes(line)) };
}

describe('an edit by form', () => {
  it.each<[string, string, FormValue, { gone: string[]; come: string[] }]>([
    ['claim', 'severity', 'block', { gone: ['    severity: warn'], come: ['    severity: block'] }],
    [
      'claim',
      'terms',
      ['moon', 'lambo', "it's free", 'to: infinity'],
      { gone: [], come: ["      - 'to: infinity'"] },
    ],
    ['claim', 'terms', ['moon', "it's free"], { gone: ['      - "lambo"'], come: [] }],
    [
      'claim',
      'terms',
      ['moon', 'ferrari', "it's free"],
      { gone: ['      - "lambo"'], come: ['      - ferrari'] },
    ],
    ['claim', 'terms', ['moon', 'lambo', "it's free", "don't"], { gone: [], come: ["      - 'don''t'"] }],
    ['claim', 'evasion', true, { gone: [], come: ['    evasion: true'] }],
    [
      'claim',
      'message.nb',
      'Nei: «{match}»',
      {
        gone: ['    message: { en: "No: “{match}”" }'],
        come: ['    message: { en: "No: “{match}”", nb: \'Nei: «{match}»\' }'],
      },
    ],
    ['paid', 'message.nb', 'Si det.', { gone: [], come: ["      nb: 'Si det.'"] }],
    ['paid', 'then.within', 'text', { gone: ['      within: fold'], come: ['      within: text'] }],
    ['paid', 'then.within', undefined, { gone: ['      within: fold'], come: [] }],
    [
      'paid',
      'then.tokens',
      ['ad', 'werbung', 'reklame'],
      {
        gone: ["      tokens: ['ad', werbung] # both"],
        come: ["      tokens: ['ad', werbung, reklame] # both"],
      },
    ],
    [
      'paid',
      'then.tokens',
      ['werbung'],
      { gone: ["      tokens: ['ad', werbung] # both"], come: ['      tokens: [werbung] # both'] },
    ],
    ['paid', 'then.add', ['Ad: '], { gone: [], come: ['      add:', "        - 'Ad: '"] }],
    ['paid', 'where.platforms', ['x'], { gone: [], come: ['    where:', '      platforms:', '        - x'] }],
  ])('of %s.%s changes those lines only', (rule, path, value, lines) => {
    expect(difference(edited(rule, path, value))).toEqual(lines);
  });

  it('works in a rule on one line, and keeps it on one', () => {
    expect(edited('tags', 'max', 5)).toContain('max: 5,');
    expect(edited('tags', 'deny', ['#b'])).toContain("deny: ['#b'],");
    expect(edited('tags', 'max', undefined)).toContain('message: { en: Many }, deny');
    expect(edited('tags', 'run', 2)).toContain('kind: hashtag, run: 2,');
    expect(edited('tags', 'max', 5).split('\n').length).toBe(YAML.split('\n').length);
  });

  it('takes out a group that is left empty', () => {
    expect(parse(edited('paid', 'if.context', undefined)).rules[1].if).toBeUndefined();
  });

  it('gives the text itself where nothing changes, and null where there is no such rule', () => {
    expect(editRule(YAML, 'claim', ['severity'], 'warn')).toBe(YAML);
    expect(editRule(YAML, 'nobody', ['severity'], 'warn')).toBeNull();
    expect(editRule('a: [', 'claim', ['severity'], 'warn')).toBeNull();
  });

  it('keeps comments also where the library has to write the text anew', () => {
    const folded = YAML.replace('    severity: warn', '    severity: >-\n      warn');
    const next = editRule(folded, 'claim', ['severity'], 'block') ?? '';
    expect(parse(next).rules[0].severity).toBe('block');
    for (const comment of [
      '# ours',
      '# the first rule',
      '# to the',
      '# a comment between',
      '# both',
      '# the end',
    ])
      expect(next).toContain(comment);
  });

  const comments = (text: string): readonly string[] => text.match(/(?<=^|\s)#.*$/gm) ?? [];
  const word = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== ''),
    fc.constantFrom(
      '- x',
      '# no',
      "it's",
      'a: b',
      '"',
      '[x]',
      'true',
      '1',
      'null',
      '{',
      '\\d+',
      'new\nline',
      'ja, nei',
    ),
  );
  const edit = fc.oneof(
    fc.tuple(
      fc.constant('claim'),
      fc.constant('terms'),
      fc.uniqueArray(fc.oneof(word, fc.constantFrom('moon', 'lambo', "it's free")), {
        minLength: 1,
        maxLength: 6,
      }),
    ),
    fc.tuple(fc.constantFrom('claim', 'paid', 'tags'), fc.constantFrom('message.en', 'message.nb'), word),
    fc.tuple(fc.constant('tags'), fc.constantFrom('max', 'min'), fc.option(fc.nat(100), { nil: undefined })),
    fc.tuple(
      fc.constant('tags'),
      fc.constantFrom('deny', 'allow'),
      fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 4 }), { nil: undefined }),
    ),
    fc.tuple(
      fc.constant('paid'),
      fc.constantFrom('then.within', 'then.hashtags'),
      fc.constantFrom('text', 'fold', undefined),
    ),
    fc.tuple(
      fc.constant('paid'),
      fc.constantFrom('then.tokens', 'if.tokens', 'where.platforms'),
      fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    ),
  );

  it('is what was asked for and nothing else, whatever is written and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let text = YAML;
        const value = parse(YAML);
        for (const [rule, path, wanted] of edits) {
          const next = editRule(text, rule, path.split('.'), wanted);
          if (next === null) throw new Error('not edited');
          const [first = '', second] = path.split('.');
          const own = value.rules.find((one: { id: string }) => one.id === rule);
          own[first] ??= second === undefined ? undefined : {};
          const holder = second === undefined ? own : own[first];
          if (wanted === undefined) delete holder[second ?? first];
          else holder[second ?? first] = wanted;
          if (second !== undefined && Object.keys(holder ?? {}).length === 0) delete own[first];
          text = next;
        }
        expect(parse(text)).toEqual(value);
        // Every comment that does not belong to an item is there.
        const kept = comments(YAML).filter((one) => !['# to the', '# a comment between'].includes(one));
        for (const comment of kept) expect(text).toContain(comment);
      }),
      { numRuns: 300 },
    );
  });

  it('of a large shipped pack leaves every other line alone', () => {
    const yaml = readPackSource('brand-safety');
    const next = editRule(yaml, 'crisis-disaster', ['severity'], 'block') ?? '';
    const [was, is] = [yaml.split('\n'), next.split('\n')];
    expect(is.length).toBe(was.length);
    expect(was.filter((line, i) => line !== is[i])).toEqual(['    severity: review']);
  });
});

describe('a new rule', () => {
  const rule = {
    id: 'new',
    kind: 'terms',
    severity: 'warn',
    message: { en: 'x' },
    terms: ['q'],
    examples: { bad: ['q'], good: ['x'] },
  };

  it('stands behind the last one, and the comments stay', () => {
    const next = appendRule(YAML, rule) ?? '';
    expect(parse(next).rules.map((one: { id: string }) => one.id)).toEqual(['claim', 'paid', 'tags', 'new']);
    for (const line of YAML.split('\n')) expect(next).toContain(line);
    expect(loadPack(readPackSource('privacy'), 'p').ok).toBe(true);
    const shipped = appendRule(readPackSource('privacy'), rule) ?? '';
    expect(loadPack(shipped, 'p').ok).toBe(true);
  });

  it('is found in the text', () => {
    const range = rangeOfRule(YAML, 'paid');
    expect(YAML.slice(range?.start, range?.end)).toMatch(/^id: paid[\s\S]*good: \["ad"\] \}/);
    expect(rangeOfRule(YAML, 'nobody')).toBeNull();
  });
});
