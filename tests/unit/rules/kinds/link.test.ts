import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { findingsOf, placesOf, type Written } from './rules.ts';

const rule = (more: object): Written => ({
  kind: 'link',
  message: { en: '{host} {count} {max} {min}' },
  ...more,
});
const texts = (text: string, more: object): string[] =>
  placesOf(text, rule(more)).map(([, , found]) => found);

describe('link', () => {
  it('knows hosts that are denied, with all below them', () => {
    const deny = { deny: ['https://www.Rival.com/', '*.other.org'] };
    expect(texts('rival.com www.rival.com/a https://shop.rival.com', deny)).toEqual([
      'rival.com',
      'www.rival.com/a',
      'https://shop.rival.com',
    ]);
    expect(texts('notrival.com rival.com.no a.other.org', deny)).toEqual(['a.other.org']);
    expect(findingsOf('to RIVAL.com', rule(deny))[0]?.message).toBe('rival.com {count} {max} {min}');
  });

  it('denies all but what is allowed', () => {
    const only = { deny: ['*'], allow: ['ourbrand.com'] };
    expect(texts('ourbrand.com shop.ourbrand.com else.com', only)).toEqual(['else.com']);
  });

  it('knows shorteners, but not one’s own', () => {
    expect(
      texts('bit.ly/a http://www.tinyurl.com/b ow.ly/c ourbrand.com', { shorteners: true, allow: ['ow.ly'] }),
    ).toEqual(['bit.ly/a', 'http://www.tinyurl.com/b']);
    expect(texts('bit.ly/a', { https: true })).toEqual([]);
  });

  it('offers the safe form', () => {
    const [finding] = findingsOf('see http://ourbrand.com/a and https://ourbrand.com', rule({ https: true }));
    expect(finding).toMatchObject({
      start: 4,
      end: 25,
      suggestions: [{ start: 4, end: 25, text: 'https://ourbrand.com/a' }],
    });
    expect(texts('https://a.com b.com', { https: true })).toEqual([]);
  });

  it.each([
    'https://staging.ourbrand.com/a',
    'dev.ourbrand.com',
    'https://shop-test2.eu.ourbrand.com',
    'https://my-branch.vercel.app',
    'http://localhost:3000/promo',
    'http://127.0.0.1/a',
    'http://192.168.0.12',
    'http://intranet/news',
    'https://ourbrand.com:8443/',
    'https://ourbrand.com/wp-admin/post.php',
    'https://ourbrand.com/a?x=1&preview=true',
    'https://docs.google.com/document/d/abc/edit',
  ])('%s is not for the public', (address) => {
    expect(texts(`see ${address} now`, { internal: true })).toEqual([address]);
  });

  it.each([
    'https://ourbrand.com/staging',
    'https://test.no',
    'https://staging.co.uk',
    'contest.ourbrand.com',
    'https://ourbrand.com:443/a',
    'http://8.8.8.8',
    'http://unknown/a',
    'https://docs.google.com/forms/d/e/abc/viewform',
    'localhost is where it runs',
    'staging a play',
  ])('%s is', (address) => {
    expect(texts(`see ${address} now`, { internal: true })).toEqual([]);
  });

  it('lets internal hosts through that are allowed', () => {
    expect(
      texts('http://intranet/a https://staging.x.no', { internal: true, allow: ['intranet', 'x.no'] }),
    ).toEqual([]);
  });

  it.each([
    ['https://x.no/a?fbclid=1', 'https://x.no/a'],
    ['https://x.no/a?fbclid=1&b=2', 'https://x.no/a?b=2'],
    ['https://x.no/a?b=2&fbclid=1', 'https://x.no/a?b=2'],
    ['https://x.no/a?b=2&gclid=1&c=3#d', 'https://x.no/a?b=2&c=3#d'],
    ['x.no?igshid=1', 'x.no'],
    ['X.no?igshid=1&b=2', 'X.no?b=2'],
  ])('takes what follows readers out of %s', (before, after) => {
    const [finding] = findingsOf(`a ${before} b`, rule({ tracking: true }));
    const [suggestion] = finding?.suggestions ?? [];
    if (suggestion === undefined) throw new Error('nothing was offered');
    const text = `a ${before} b`;
    expect(text.slice(0, suggestion.start) + suggestion.text + text.slice(suggestion.end)).toBe(
      `a ${after} b`,
    );
  });

  it('leaves other parameters, or takes those of a list', () => {
    expect(texts('https://x.no/a?utm_source=x&b=fbclid', { tracking: true })).toEqual([]);
    const [finding] = findingsOf('http://x.no/a?utm_source=x&a=1&utm_id=2#?utm_c=1', {
      ...rule({ tracking: ['utm_*'], https: true }),
      message: { en: '{parameter}' },
    });
    expect(finding?.message).toBe('utm_source, utm_id');
    expect(finding?.suggestions).toMatchObject([{ text: 'https://x.no/a?a=1#?utm_c=1' }]);
  });

  it('counts', () => {
    expect(findingsOf('a.no b.no\n\nc.no', rule({ max: 2 }))).toMatchObject([
      { start: 11, text: 'c.no', message: '{host} 3 2 ' },
    ]);
    expect(placesOf(post('a.no', 'none'), rule({ min: 1 }))).toEqual([[1, 0, '']]);
    expect(placesOf('a.no b.no', rule({ max: 2, min: 1 }))).toEqual([]);
  });
});
