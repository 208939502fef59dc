import { describe, expect, it } from 'vitest';
import { compile, RulesetError } from '../../../utils/rules/compile.ts';
import { loadPack } from '../../../utils/rules/load.ts';
import { type Pack, packSchema } from '../../../utils/rules/schema.ts';
import { spellingOf, vocabularyRules } from '../../../utils/rules/vocabulary.ts';
import { post } from '../lint/posts.ts';

function packOf(vocabulary: object, ...rules: object[]): unknown {
  const header = { severity: 'warn', message: { en: '{match}' }, examples: { bad: ['zzz'], good: ['y'] } };
  return {
    pack: 'p',
    version: '1.0.0',
    title: { en: 'P' },
    vocabulary,
    rules: [
      { ...header, id: 'other', kind: 'existence', tokens: ['zzz'] },
      ...rules.map((rule) => ({ ...header, ...rule })),
    ],
  };
}

function found(vocabulary: object, text: string): [rule: string, text: string, offers: string[]][] {
  const packs: Pack[] = [packSchema.parse(packOf(vocabulary))];
  return compile({ packs, overrides: {} }, { locale: 'en', now: 0 })
    .lint(post(text))
    .findings.map(({ rule, text: match, suggestions }) => [rule, match, suggestions.map((one) => one.text)]);
}

describe('a vocabulary', () => {
  it('has accepted words written as they stand there (check/manager.go, loadVocabRules)', () => {
    expect(found({ accept: ['OpenAPI', 'emnify IoT'] }, 'openapi OpenAPI OPENAPI Emnify iot')).toEqual([
      ['vale-terms', 'openapi', ['OpenAPI']],
      ['vale-terms', 'OPENAPI', ['OpenAPI']],
      ['vale-terms', 'Emnify iot', ['emnify IoT']],
    ]);
  });

  it('takes a pattern for all its spellings (check/substitution_test.go, TestRecaseRegexTerm)', () => {
    expect(found({ accept: ['OAuth2?'] }, 'oauth2 OAUTH2 OAuth2 OAuth')).toEqual([
      ['vale-terms', 'oauth2', ['OAuth2']],
      ['vale-terms', 'OAUTH2', ['OAuth2']],
    ]);
    expect(found({ accept: ['[Pp]ython\\d'] }, 'PYTHON3 Python3 python3')).toEqual([
      ['vale-terms-patterns', 'PYTHON3', []],
    ]);
  });

  it('says nothing of a word that may be written in any case', () => {
    expect(found({ accept: ['(?i)vale'] }, 'VALE vale')).toEqual([]);
  });

  it('has rejected words found, case counting (check/definition.go, Avoid)', () => {
    expect(found({ reject: ['foo', '(?i)bar'] }, 'foo Foo BAR')).toEqual([
      ['vale-avoid', 'foo', []],
      ['vale-avoid', 'BAR', []],
    ]);
  });

  it('leaves a pack’s own rule of that name in force', () => {
    const own = { id: 'vale-avoid', kind: 'existence', tokens: ['baz'] };
    const packs = [packSchema.parse(packOf({ reject: ['foo'] }, own))];
    const linter = compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
    expect(linter.lint(post('foo baz')).findings.map(({ text }) => text)).toEqual(['baz']);
  });

  it('can be switched off and changed like any rule', () => {
    const packs = [packSchema.parse(packOf({ accept: ['OpenAPI'], reject: ['foo'] }))];
    const overrides = { 'p/vale-terms': { enabled: false }, 'p/vale-avoid': { severity: 'block' as const } };
    const { findings, verdict } = compile({ packs, overrides }, { locale: 'en', now: 0 }).lint(
      post('openapi foo'),
    );
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['vale-avoid', 'block']]);
    expect(verdict).toBe('blocked');
  });

  it('counts for the rules of every pack, ten thousand words too', () => {
    const accept = Array.from({ length: 10_000 }, (_, i) => `Word${i}`);
    const [first, second] = [packSchema.parse(packOf({ accept })), packSchema.parse(packOf({}))];
    const rules = [{ ...second.rules[0], id: 'words', tokens: ['Word\\d+'] }] as Pack['rules'];
    const packs = [first, { ...second, pack: 'q', rules }];
    const linter = compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
    expect(linter.lint(post('Word77 Word10000 Word9999')).findings.map(({ text }) => text)).toEqual([
      'Word10000',
    ]);
  });

  it('is checked when its pack loads, and counts for its examples', () => {
    const bad = loadPack(JSON.stringify(packOf({ accept: ['a', '('] })), 'p.yml');
    expect(bad).toMatchObject({ ok: false, errors: [{ path: 'vocabulary.accept[1]' }] });
    const rule = {
      id: 'w',
      kind: 'existence',
      tokens: ['[Oo]slo'],
      examples: { bad: ['oslo'], good: ['Oslo'] },
    };
    expect(loadPack(JSON.stringify(packOf({ accept: ['Oslo'] }, rule)), 'p.yml')).toMatchObject({ ok: true });
    expect(loadPack(JSON.stringify(packOf({}, rule)), 'p.yml')).toMatchObject({ ok: false });
  });

  it('that cannot be used is refused with the pack’s name', () => {
    const pack = { ...packSchema.parse(packOf({})), vocabulary: { accept: ['('] } };
    expect(() => compile({ packs: [pack], overrides: {} }, { locale: 'en', now: 0 })).toThrow(RulesetError);
  });

  it('of nothing is no rule', () => {
    expect(vocabularyRules({})).toEqual([]);
    expect(vocabularyRules({ accept: [], reject: [] })).toEqual([]);
  });
});

/** check/substitution_test.go, TestRecaseToTerm */
describe('the spelling of a pattern', () => {
  it.each([
    ['OAuth2?', 'OAuth2'],
    ['OpenAPI', 'OpenAPI'],
    ['Wi\\-?Fi', 'Wi-Fi'],
    ['C\\+\\+', 'C++'],
    ['[Pp]ython', null],
    ['(?:foo|bar)', null],
    ['\\bale\\b', null],
    ['a.c', null],
    ['', null],
  ])('%j is %j', (pattern, spelling) => {
    expect(spellingOf(pattern)).toBe(spelling);
  });
});
