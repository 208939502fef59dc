import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUNNERS } from '../../../utils/lint/kinds/registry.ts';
import { KINDS } from '../../../utils/rules/kinds/registry.ts';
import { loadPack } from '../../../utils/rules/load.ts';
import { ruleSchema } from '../../../utils/rules/schema.ts';
import { existence, hits, linterOf, post, substitution } from '../lint/posts.ts';

const ROOT = new URL('../../../', import.meta.url);
const registered = Object.keys(KINDS).sort();
/** What kinds share. */
const HELPERS = new Set([
  'action',
  'amount',
  'override',
  'base',
  'pattern-text',
  'words',
  'exceptions',
  'kind',
  'matcher',
  'registry',
]);

describe('every kind', () => {
  it('has its schema entry and its registry line', () => {
    expect(ruleSchema.options.map((option) => option.shape.kind.value).sort()).toEqual(registered);
    for (const [name, kind] of Object.entries(KINDS)) expect(kind.kind).toBe(name);
  });

  it('has its own files', () => {
    const kinds = (folder: string): string[] =>
      readdirSync(new URL(folder, ROOT))
        .map((file) => file.replace(/\.(?:ts|yml)$/, ''))
        .filter((name) => !HELPERS.has(name))
        .sort();
    expect(kinds('utils/rules/schema/')).toEqual(registered);
    expect(kinds('utils/rules/kinds/')).toEqual(registered);
    expect(kinds('utils/lint/kinds/')).toEqual(registered);
    expect(kinds('tests/fixtures/kinds/')).toEqual(registered);
    expect(Object.keys(RUNNERS).sort()).toEqual(registered);
  });

  it.each(registered)('%s has a worked example that loads and stands in the docs', (kind) => {
    const file = new URL(`tests/fixtures/kinds/${kind}.yml`, ROOT);
    expect(existsSync(file)).toBe(true);
    const text = readFileSync(file, 'utf8');
    const loaded = loadPack(text, 'example.yml');
    expect(loaded).toMatchObject({ ok: true, pack: { rules: [{ kind }] } });
    expect(readFileSync(new URL('docs/rules.md', ROOT), 'utf8')).toContain(text.trimEnd());
  });
});

describe('existence, as in Vale', () => {
  it('matches whole words unless told otherwise', () => {
    expect(hits('a bad badge, Bad', existence('r', ['bad'], { ignorecase: false }))).toEqual(['bad']);
    expect(hits('a bad badge', existence('r', ['bad'], { nonword: true }))).toEqual(['bad', 'bad']);
    expect(hits('BAD', existence('r', ['bad']))).toEqual(['BAD']);
  });

  it('takes the first token that matches at the leftmost place', () => {
    expect(hits('foobar', existence('r', ['foo', 'foobar'], { nonword: true }))).toEqual(['foo']);
    expect(hits('foobar', existence('r', ['foo', 'foobar']))).toEqual(['foobar']);
  });

  it('anchors at line ends', () => {
    expect(hits('one\ntwo', existence('r', ['^two$']))).toEqual(['two']);
  });

  it('knows exceptions by case, and (?i) for those without', () => {
    const rule = existence('r', ['world'], { exceptions: ['World', '(?i)world wide web'] });
    expect(hits('world World WORLD', rule)).toEqual(['world', 'WORLD']);
    expect(hits('the world WIDE web', rule)).toEqual([]);
  });
});

describe('substitution, as in Vale', () => {
  const suggested = (text: string, ...rules: Parameters<typeof linterOf>): string[][] =>
    linterOf(...rules)
      .lint(post(text))
      .findings.map(({ suggestions }) => suggestions.map((suggestion) => suggestion.text));

  it('tries longer keys first', () => {
    const rule = substitution('r', { log: 'record', 'log in to': 'sign in to', 'log in': 'sign in' });
    expect(suggested('log in to it, then log in, then log', rule)).toEqual([
      ['sign in to'],
      ['sign in'],
      ['record'],
    ]);
  });

  it('parts choices at |', () => {
    expect(suggested('purchase', substitution('r', { purchase: 'buy|get' }))).toEqual([['buy', 'get']]);
  });

  it('says nothing where the author already wrote the expected words', () => {
    const rule = substitution('r', { '(?:javascript|java script)': 'JavaScript' }, { ignorecase: false });
    expect(suggested('javascript', rule)).toEqual([['JavaScript']]);
    expect(
      suggested('JavaScript', substitution('r', { '(?i)javascript': 'JavaScript' }, { ignorecase: false })),
    ).toEqual([]);
    expect(suggested('buy', substitution('r', { 'buy|purchase': 'get|buy' }))).toEqual([]);
    expect(suggested('BUY', substitution('r', { 'buy|purchase': 'get|buy' }))).toEqual([['GET', 'buy']]);
  });

  it('counts keys, not their groups', () => {
    const rule = substitution(
      'r',
      { '(a)(b)(?P<x>c)d': 'one', '[(]e\\(': 'two', 'f(g)': 'three' },
      { nonword: true },
    );
    expect(suggested('abcd (e( fg', rule)).toEqual([['one'], ['two'], ['three']]);
  });

  it('expands the key’s groups in the value', () => {
    const rule = substitution('r', {
      'utili[sz]e(s|d)?': 'use$1',
      '(\\w+) of (\\w+)': ['$', '{2} $1'].join(''),
    });
    expect(suggested('utilized', rule)).toEqual([['used']]);
    expect(suggested('utilise', rule)).toEqual([['use']]);
    expect(suggested('end of day', rule)).toEqual([['day end']]);
  });

  it('leaves exceptions alone', () => {
    expect(suggested('master', substitution('r', { master: 'main' }, { exceptions: ['master'] }))).toEqual(
      [],
    );
    expect(
      suggested('master key', substitution('r', { master: 'main' }, { exceptions: ['master key'] })),
    ).toEqual([]);
  });
});
