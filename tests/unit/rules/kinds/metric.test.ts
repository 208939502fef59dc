import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { complaintsOf, findingsOf, placesOf, type Written } from './rules.ts';

const rule = (formula: string, condition = '>= 0'): Written => ({
  kind: 'metric',
  formula,
  condition,
  message: { en: '{value}' },
});
const measured = (formula: string, ...texts: string[]): string | undefined =>
  findingsOf(post(...texts), rule(formula))[0]?.message;

describe('metric', () => {
  it('counts all parts together', () => {
    expect(measured('words', 'One two.', 'Three.')).toBe('3.00');
    expect(measured('paragraphs', 'One two.\n\nThree.', 'Four.')).toBe('3.00');
    expect(measured('post.parts', 'One two.', 'Three.')).toBe('2.00');
  });

  it('counts what a post has', () => {
    const text = 'See https://example.org and https://example.com, @ola @kari! #sale #now #go 🎉🎉';
    expect(measured('post.links', text)).toBe('2.00');
    expect(measured('post.mentions', text)).toBe('2.00');
    expect(measured('post.hashtags * 10.0 + post.emojis', text)).toBe('32.00');
  });

  it('has no value where it divides by nothing', () => {
    expect(placesOf('One.', rule('words / post.links', '> 0'))).toEqual([]);
    expect(placesOf('One.', rule('post.links / post.links', '!= 1'))).toEqual([]);
  });

  it('says where a mistake is, and what it is', () => {
    expect(complaintsOf(rule('words +'))).toMatchObject([
      ['rules[0].formula', expect.stringContaining('missing')],
    ]);
    expect(complaintsOf(rule('wrods'))).toMatchObject([
      ['rules[0].formula', expect.stringContaining('There is no “wrods”')],
    ]);
    expect(complaintsOf(rule('words', '8'))).toMatchObject([
      ['rules[0].condition', expect.stringContaining('“8” is not expected here')],
    ]);
  });
});
