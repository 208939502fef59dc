import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { findingsOf, placesOf, type Written } from './rules.ts';

const rule = (more: object): Written => ({
  kind: 'mention',
  message: { en: '{name} {count} {missing}' },
  ...more,
});
const texts = (text: string, more: object): string[] =>
  placesOf(text, rule(more)).map(([, , found]) => found);

describe('mention', () => {
  it('knows those that are denied, on any server or on one', () => {
    expect(texts('@Rival @rivals @rival@a.social', { deny: ['@rival'] })).toEqual([
      '@Rival',
      '@rival@a.social',
    ]);
    expect(texts('@rival @rival@a.social @rival@b.social', { deny: ['@rival@a.social'] })).toEqual([
      '@rival@a.social',
    ]);
    expect(texts('@kari.nordmann', { deny: ['kari.nordmann'] })).toEqual(['@kari']);
    expect(texts('@us @them', { deny: ['*'], allow: ['@us'] })).toEqual(['@them']);
    expect(texts('press@rival.com', { deny: ['rival', '*'] })).toEqual([]);
  });

  it('opens a post that answers nobody', () => {
    const first = rule({ first: true, allow: ['us'] });
    expect(placesOf('  @kari and we', first)).toEqual([[0, 2, '@kari']]);
    expect(placesOf('.@kari and we', first)).toEqual([]);
    expect(placesOf('With @kari', first)).toEqual([]);
    expect(placesOf('@us and you', first)).toEqual([]);
    expect(placesOf({ ...post('@kari thanks'), replyTo: '1' }, first)).toEqual([]);
    expect(placesOf(post('a', '@kari b'), first)).toEqual([]);
  });

  it('counts, and asks for some', () => {
    expect(placesOf('@a @b\n\n@c', rule({ max: 2 }))).toEqual([[0, 7, '@c']]);
    expect(placesOf(post('@a', 'b'), rule({ min: 1 }))).toEqual([[1, 0, '']]);
    expect(findingsOf('a', rule({ require: ['@a|@b'] }))[0]?.message).toBe('{name} {count} @a / @b');
    expect(findingsOf(post('a', 'by @B'), rule({ require: ['@a|@b'] }))).toEqual([]);
  });
});
