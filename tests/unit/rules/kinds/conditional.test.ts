import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { complaintsOf, illustrated, linterOf, placesOf, type Written } from './rules.ts';

const acronym: Written = {
  kind: 'conditional',
  first: '\\b([A-Z]{3,5})\\b',
  second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)',
};

describe('conditional', () => {
  it('takes a meaning given in an earlier part, not one given later', () => {
    const meaning = 'The World Health Organization (WHO)';
    expect(placesOf(post(meaning, 'The WHO'), acronym)).toEqual([]);
    expect(placesOf(post('The WHO', meaning, 'WHO'), acronym)).toEqual([[0, 4, 'WHO']]);
  });

  it('asks for what has to stand beside a word', () => {
    const offer: Written = { kind: 'conditional', first: '\\b\\d+ ?%', second: '(?i)terms apply' };
    expect(placesOf('Now 20% off', offer)).toEqual([[0, 4, '20%']]);
    expect(placesOf('Now 20% off. Terms apply.', offer)).toEqual([]);
    expect(placesOf('Now 20% off.\n\nTerms apply.', offer)).toEqual([[0, 4, '20%']]);
    expect(placesOf('Now 20% off.\n\nTerms apply.', { ...offer, scope: 'raw' })).toEqual([]);
    expect(placesOf('Now 20% off. Terms apply.', { ...offer, scope: 'sentence' })).toEqual([[0, 4, '20%']]);
  });

  it('looks at alternative texts where its scope says so', () => {
    expect(placesOf(illustrated('Hi', 'the WHO'), acronym)).toEqual([]);
    expect(placesOf(illustrated('Hi', 'the WHO'), { ...acronym, scope: 'alt' })).toEqual([[0, 0, 'WHO']]);
  });

  it('finds after every edit what it finds in the whole draft', () => {
    const linter = linterOf(acronym);
    let result = linter.lint(post(''));
    for (const text of [
      'WHO',
      'The World Health Organization (WHO)\n\nWHO',
      'The World Health (WHO\n\nWHO',
      'WHO\n\nNFL',
    ]) {
      result = linter.update(result, post(text));
      expect(result).toEqual(linter.lint(post(text)));
    }
  });

  it('says where a mistake is', () => {
    expect(complaintsOf({ ...acronym, second: '(?=a)' })).toMatchObject([
      ['rules[0].second', expect.anything()],
    ]);
    expect(complaintsOf({ ...acronym, second: undefined as never })).toMatchObject([
      ['rules[0].second', expect.anything()],
    ]);
  });
});
