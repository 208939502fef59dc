import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { complaintsOf, findingsOf, illustrated, placesOf, type Written } from './rules.ts';

const rule = (more: object): Written => ({
  kind: 'occurrence',
  token: '!',
  message: { en: '{count}' },
  ...more,
});

describe('occurrence', () => {
  it('counts paragraphs one by one, and a part as a whole with raw', () => {
    expect(placesOf('a! b\n\nc!', rule({ max: 1 }))).toEqual([]);
    expect(placesOf('a! b\n\nc!', rule({ max: 1, scope: 'raw' }))).toEqual([[0, 1, '!']]);
    expect(placesOf(post('a! b!', 'c!', 'd!!'), rule({ max: 1, scope: 'post.part' }))).toEqual([
      [0, 1, '!'],
      [2, 1, '!'],
    ]);
  });

  it('is content with exactly max, and with exactly min', () => {
    expect(placesOf('a! b!', rule({ max: 2, min: 2 }))).toEqual([]);
    expect(placesOf('a! b', rule({ max: 2, min: 2 }))).toEqual([[0, 1, '!']]);
    expect(placesOf('a! b! c!', rule({ max: 2, min: 2 }))).toEqual([[0, 1, '!']]);
  });

  it('misses a token in a paragraph that has none of its letters', () => {
    expect(placesOf('Nothing\n\nIntro', rule({ token: 'Intro', min: 1 }))).toEqual([[0, 0, '']]);
  });

  it('counts in alternative texts, which have no place in the post', () => {
    expect(findingsOf(illustrated('a', 'so! much!', null), rule({ max: 1, scope: 'alt' }))).toMatchObject([
      { start: 0, end: 0, text: '!', message: '2' },
    ]);
  });

  it('asks nothing of a part that is still empty', () => {
    expect(placesOf('', rule({ min: 1, scope: 'raw' }))).toEqual([]);
    expect(placesOf(' \n', rule({ min: 1, scope: 'raw' }))).toEqual([]);
    expect(placesOf('a', rule({ min: 1, scope: 'raw' }))).toEqual([[0, 0, '']]);
  });

  it('leaves out what stands in an entity that the scope names', () => {
    expect(placesOf('#a_b #c_d e_f', { ...rule({ max: 1, token: '_' }) })).toEqual([[0, 2, '_']]);
    expect(
      placesOf('#a_b #c_d', { kind: 'existence', tokens: ['_'], nonword: true, scope: '~post.hashtag' }),
    ).toEqual([]);
  });

  it('is silenced by unless, as every rule is', () => {
    expect(placesOf('yes! yes!', rule({ max: 1, unless: ['yes'] }))).toEqual([]);
  });

  it('says where a mistake is', () => {
    expect(complaintsOf(rule({ max: 1, token: '(' }))).toMatchObject([
      ['rules[0].token', expect.stringContaining('(')],
    ]);
    expect(complaintsOf(rule({}))).toMatchObject([['rules[0].max', expect.stringContaining('missing')]]);
    expect(complaintsOf(rule({ max: 1, scope: 'heading' }))).toMatchObject([
      ['rules[0].scope', expect.stringContaining('sentence')],
    ]);
  });
});
