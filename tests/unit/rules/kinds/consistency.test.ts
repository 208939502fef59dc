import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { complaintsOf, findingsOf, illustrated, linterOf, placesOf, type Written } from './rules.ts';

const rule = (more: object = {}): Written => ({
  kind: 'consistency',
  either: { 'e-mail': 'email', '(?:grey|greyish)': '(gray)(ish)?' },
  message: { en: '{match}/{other}' },
  ...more,
});

describe('consistency', () => {
  it('looks through all parts of a thread, and says what stands elsewhere', () => {
    const draft = post('An e-mail.', 'Grass.', 'One email more, in grey', 'grayish');
    expect(placesOf(draft, rule())).toEqual([
      [2, 4, 'email'],
      [3, 0, 'grayish'],
    ]);
    expect(findingsOf(draft, rule()).map(({ message }) => message)).toEqual(['email/e-mail', 'grayish/grey']);
  });

  it('looks at sentences, alternative texts and not at links where its scope says so', () => {
    expect(placesOf('An e-mail. An email. An e-mail.', rule({ scope: 'sentence' }))).toEqual([
      [0, 14, 'email'],
      [0, 24, 'e-mail'],
    ]);
    expect(placesOf(illustrated('An e-mail', 'an email'), rule({ scope: ['text', 'alt'] }))).toEqual([
      [0, 0, 'email'],
    ]);
    expect(placesOf('An e-mail, #email', rule({ scope: '~post.hashtag' }))).toEqual([]);
  });

  it('finds after every edit what it finds in the whole draft', () => {
    const linter = linterOf(rule());
    let result = linter.lint(post(''));
    for (const text of [
      'An e-mail',
      'An e-mail\n\nemail',
      'An mail\n\nemail',
      'An e-mail\n\nemail\n\nemail',
      'email',
    ]) {
      result = linter.update(result, post(text));
      expect(result).toEqual(linter.lint(post(text)));
    }
  });

  it('says where a mistake is', () => {
    expect(complaintsOf(rule({ either: { a: '(' } }))).toMatchObject([
      ['rules[0].either.a', expect.stringContaining('(')],
    ]);
  });
});
