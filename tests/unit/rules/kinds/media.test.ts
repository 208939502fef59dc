import { describe, expect, it } from 'vitest';
import type { Draft, Media } from '../../../../utils/draft/draft.ts';
import { post } from '../../lint/posts.ts';
import { complaintsOf, findingsOf, placesOf, type Written } from './rules.ts';

const rule = (more: object): Written => ({
  kind: 'media',
  message: { en: '{number} {alt} {count} {max}' },
  ...more,
});

function carrying(text: string, ...media: Partial<Media>[]): Draft {
  const all = media.map((one): Media => ({ kind: 'image', alt: null, digest: null, ...one }));
  return { ...post(text), parts: [{ text, media: all }] };
}

const messages = (draft: Draft, more: object): string[] =>
  findingsOf(draft, rule(more)).map(({ message }) => message);

describe('media', () => {
  it('lack alternative texts: images and GIFs, or the kinds that the rule names', () => {
    const draft = carrying(
      'a',
      { alt: 'A cat' },
      { alt: null },
      { alt: ' ' },
      { kind: 'video' },
      { kind: 'gif' },
    );
    expect(messages(draft, { alt: true })).toEqual(['2  0 ', '3  0 ', '5  0 ']);
    expect(messages(draft, { alt: ['video'] })).toEqual(['4  0 ']);
    expect(messages(draft, { alt: false, max: 9 })).toEqual([]);
    expect(messages(carrying('a'), { alt: true })).toEqual([]);
  });

  it.each(['IMG_2043.jpg', 'image', 'A photo.', 'Screenshot 12', 'bilde', 'photo-1.PNG'])(
    '%s says nothing',
    (alt) => {
      expect(messages(carrying('a', { alt }), { unhelpful: true })).toEqual([`1 ${alt} ${alt.length} `]);
    },
  );

  it.each(['A photo of a cat', 'Five people by the sea', 'Image credit: Kari'])(
    '%s says something',
    (alt) => {
      expect(messages(carrying('a', { alt }), { unhelpful: true })).toEqual([]);
    },
  );

  it('have alternative texts that are too long', () => {
    const long = carrying('a', { alt: 'a'.repeat(1001) });
    expect(messages(long, { altmax: 'platform' })[0]).toMatch(/ 1001 1000$/);
    expect(messages({ ...long, platform: 'bluesky' }, { altmax: 'platform' })).toEqual([]);
    expect(messages(carrying('a', { alt: 'abc' }), { altmax: 2 })).toEqual(['1 abc 3 2']);
  });

  it('are promised by the text', () => {
    const promised = { promised: ['see (?:the )?photo', 'bilde(?:t)? under'] };
    expect(placesOf('Please see the photo!', rule(promised))).toEqual([[0, 7, 'see the photo']]);
    expect(placesOf(carrying('see photo', { alt: 'A cat' }), rule(promised))).toEqual([]);
    expect(placesOf('see photography', rule(promised))).toEqual([]);
    expect(complaintsOf(rule({ promised: ['see (photo'] }))).toMatchObject([
      ['rules[0].promised[0]', expect.stringContaining('cannot be used')],
    ]);
  });

  it('are counted', () => {
    expect(messages(carrying('a', {}, {}, {}), { max: 2 })).toEqual(['{number} {alt} 3 2']);
    expect(placesOf('a', rule({ min: 1 }))).toEqual([[0, 0, '']]);
    expect(messages(carrying('a', {}), { min: 1, max: 1 })).toEqual([]);
  });
});
