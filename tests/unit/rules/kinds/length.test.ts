import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { findingsOf, illustrated, placesOf, type Written } from './rules.ts';

const rule = (more: object = {}): Written => ({
  kind: 'length',
  message: { en: '{count}/{max}, {over} over, {min} at least' },
  ...more,
});

describe('length', () => {
  it('is the platform’s where the rule says nothing', () => {
    expect(placesOf(`${'a'.repeat(280)}bc`, rule())).toEqual([[0, 280, 'bc']]);
    expect(placesOf('a'.repeat(280), rule())).toEqual([]);
    expect(placesOf({ ...post('a'.repeat(281)), platform: 'mastodon' }, rule())).toEqual([]);
    expect(placesOf({ ...post('a'.repeat(9999)), platform: 'elsewhere' }, rule())).toEqual([]);
  });

  it('may be one’s own, in the platform’s counting', () => {
    expect(findingsOf('see a.no/b now', rule({ max: 28 }))).toMatchObject([
      { start: 11, end: 14, text: 'now', message: '31/28, 3 over,  at least' },
    ]);
    expect(placesOf('see a.no/b now', rule({ max: 31 }))).toEqual([]);
  });

  it('is told of each part', () => {
    expect(placesOf(post('a', 'abcd', 'abc'), rule({ max: 2 }))).toEqual([
      [1, 2, 'cd'],
      [2, 2, 'c'],
    ]);
  });

  it('may be too little, where there is a text', () => {
    expect(findingsOf('abc', rule({ min: 5 }))).toMatchObject([
      { start: 0, end: 0, text: '', message: '3/280, 0 over, 5 at least' },
    ]);
    expect(placesOf('abcde', rule({ min: 5 }))).toEqual([]);
    expect(placesOf(illustrated(' ', 'a cat'), rule({ min: 5 }))).toEqual([]);
    // A rule about too little says nothing of too much.
    expect(placesOf('a'.repeat(300), rule({ min: 5 }))).toEqual([]);
  });

  it('may be counted in words', () => {
    expect(placesOf("It's a well-made thing, no. 1!", rule({ count: 'words', max: 4 }))).toEqual([
      [0, 24, 'no. 1!'],
    ]);
    expect(placesOf('one two', rule({ count: 'words', min: 3 }))).toEqual([[0, 0, '']]);
    expect(placesOf('a '.repeat(500), rule({ count: 'words' }))).toEqual([]);
  });
});
