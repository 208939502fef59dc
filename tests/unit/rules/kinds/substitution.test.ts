import { describe, expect, it } from 'vitest';
import { findingsOf, type Written } from './rules.ts';

const rule = (more: object = {}): Written => ({
  kind: 'substitution',
  ignorecase: true,
  swap: { 'utili[sz]e': 'use', 'in order to': 'to', 'e-mail': 'email|message' },
  ...more,
});
const seen = (text: string, one: Written) =>
  findingsOf(text, one).map((finding) => [finding.text, finding.suggestions.map(({ text }) => text)]);

describe('substitution', () => {
  it('offers what belongs to the key that was found', () => {
    expect(seen('We utilise e-mail in order to write.', rule())).toEqual([
      ['utilise', ['use']],
      ['e-mail', ['email', 'message']],
      ['in order to', ['to']],
    ]);
  });

  it('finds nothing where a choice is already written', () => {
    const own = rule({ swap: { 'e-?mail': 'email' } });
    expect(seen('An email', own)).toEqual([]);
    expect(seen('An e-mail', own)).toEqual([['e-mail', ['email']]]);
  });

  it('finds nothing where the choice, read as a pattern, covers what is written', () => {
    const own = rule({ swap: { 'web ?sites?': 'websites?' }, ignorecase: true });
    expect(seen('Our websites and website', own)).toEqual([]);
    expect(seen('Our web sites', own).map(([text]) => text)).toEqual(['web sites']);
  });

  it('puts the groups of the key into the choice', () => {
    expect(seen('a walk through 12 parks', rule({ swap: { 'walk through (\\d+)': 'visit to $1' } }))).toEqual(
      [['walk through 12', ['visit to 12']]],
    );
  });

  it('begins with a capital where the author did, when asked to', () => {
    const own = (capitalize: boolean) => rule({ swap: { abort: 'Stop it' }, capitalize });
    const expected = (text: string, capitalize: boolean) =>
      findingsOf(text, own(capitalize)).flatMap(({ suggestions }) => suggestions.map(({ text }) => text));
    expect(expected('Abort', true)).toEqual(['Stop it']);
    expect(expected('abort', false)).toEqual(['Stop it']);
    expect(
      findingsOf('Abort', rule({ swap: { abort: 'iPhone' }, capitalize: true }))[0]?.suggestions[0]?.text,
    ).toBe('IPhone');
  });

  it('minds its exceptions', () => {
    expect(seen('utilize or utilise', rule({ exceptions: ['utilize'] }))).toEqual([['utilise', ['use']]]);
  });

  it('takes more keys than one pattern can hold', () => {
    const keys = Array.from({ length: 900 }, (_, i) => [`wrong phrase ${i}`, `right ${i}`]);
    expect(seen('wrong phrase 3 and wrong phrase 899', rule({ swap: Object.fromEntries(keys) }))).toEqual([
      ['wrong phrase 3', ['right 3']],
      ['wrong phrase 899', ['right 899']],
    ]);
  });
});
