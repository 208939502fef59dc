import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleCase } from '../../../../utils/lint/title-case.ts';
import { complaintsOf, findingsOf, placesOf, type Written } from './rules.ts';

const rule = (match: string, more: object = {}): Written => ({
  kind: 'capitalization',
  match,
  message: { en: '{expected}' },
  ...more,
});

describe('capitalization', () => {
  it('takes a paragraph or a sentence as one, and offers the whole of it', () => {
    const text = 'Meet The Team\n\nWe are here. Come And See Us';
    expect(placesOf(text, rule('$sentence'))).toEqual([
      [0, 0, 'Meet The Team'],
      [0, 15, 'We are here. Come And See Us'],
    ]);
    expect(placesOf(text, rule('$sentence', { scope: 'sentence' }))).toEqual([
      [0, 0, 'Meet The Team'],
      [0, 28, 'Come And See Us'],
    ]);
  });

  it('keeps signs, blanks and line ends where they are in what it offers', () => {
    const [finding] = findingsOf(
      '“Meet  The Team” – Now\nIn OSLO!',
      rule('$sentence', { exceptions: ['OSLO'] }),
    );
    expect(finding?.suggestions).toMatchObject([{ text: '“Meet  the team” – now\nin OSLO!' }]);
  });

  it('offers capitals exactly, also where the author wrote none or all', () => {
    expect(findingsOf('SALE now', rule('$lower'))[0]?.suggestions).toMatchObject([{ text: 'sale now' }]);
    expect(findingsOf('a b c d', rule('$title'))[0]?.suggestions).toMatchObject([{ text: 'A B C D' }]);
    expect(findingsOf('sale', rule('$upper'))[0]?.suggestions).toMatchObject([{ text: 'SALE' }]);
  });

  it('spells a word as the exceptions do, and leaves alone what matches one', () => {
    const more = { exceptions: ['iOS', 'JSON', '[Rr]epo', '\\bale\\b'], threshold: 1 };
    const offer = (text: string): string | undefined =>
      findingsOf(text, rule('$title', more))[0]?.suggestions[0]?.text;
    expect(offer('getting started with ios 15')).toBe('Getting Started With iOS 15');
    expect(offer('understanding json')).toBe('Understanding JSON');
    expect(offer('a repository of ale')).toBe('A repository of ale');
  });

  it('leaves “to” and “To” in AP as the author wrote it, which no tagger can tell here', () => {
    for (const text of [
      'What You Need To Know',
      'What You Need to Know',
      'Listen To Music',
      'Listen to Music',
    ]) {
      expect(placesOf(text, rule('$title', { threshold: 1 }))).toEqual([]);
    }
    expect(
      placesOf('What You Need To Know', rule('$title', { threshold: 1, style: 'Chicago' })),
    ).toHaveLength(1);
  });

  it('takes for a prefix only what stands at the start', () => {
    const offer = (text: string): unknown =>
      findingsOf(text, rule('$sentence', { prefix: '[a-z]\\.\\s', threshold: 1 }))[0]?.suggestions[0]?.text;
    expect(offer('b. next Title')).toBe('b. Next title');
    expect(offer('and b. Next')).toBe('And b. next');
  });

  it('says nothing of a text without words', () => {
    for (const match of ['$title', '$sentence', '$lower', '$upper'])
      expect(placesOf('🎉 — !', rule(match))).toEqual([]);
  });

  it('what it offers is right, and a title of a title is the same', () => {
    const text = fc
      .array(
        fc.constantFrom(
          'a',
          'The',
          'to',
          'blue-green',
          'and/or',
          'NASA',
          '“quoted',
          'end:',
          '34th',
          '–',
          'ümlaut',
          '😀',
        ),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, fc.constantFrom('AP', 'Chicago'), (words, style) => {
        const title = titleCase(words, style, () => null);
        expect(titleCase(title, style, () => null)).toBe(title);
        expect(title.toLowerCase()).toBe(words.toLowerCase());
      }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('$title', '$sentence', '$lower', '$upper'), (words, match) => {
        const [finding] = findingsOf(words, rule(match));
        const offer = finding?.suggestions[0]?.text;
        if (offer !== undefined) expect(placesOf(offer, rule(match))).toEqual([]);
      }),
    );
  });

  it('says where a mistake is', () => {
    expect(complaintsOf(rule('('))).toMatchObject([['rules[0].match', expect.anything()]]);
    expect(complaintsOf(rule('$title', { prefix: '(' }))).toMatchObject([
      ['rules[0].prefix', expect.anything()],
    ]);
    expect(complaintsOf(rule('$title', { style: 'MLA' }))).toMatchObject([
      ['rules[0].style', expect.anything()],
    ]);
  });
});
