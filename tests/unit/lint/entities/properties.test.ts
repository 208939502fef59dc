import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthMeter, lengthOf } from '../../../../utils/draft/length/length.ts';
import { PLATFORM_LIMITS } from '../../../../utils/draft/length/platforms.ts';
import { findEntities, joinEntities } from '../../../../utils/lint/entities/entities.ts';
import type { Entities } from '../../../../utils/lint/entities/entity.ts';
import { asciiLength } from '../../../../utils/lint/entities/punycode.ts';
import { isTld } from '../../../../utils/lint/entities/tlds.ts';
import { Passage, paragraphsOf } from '../../../../utils/lint/passage.ts';

const SORTS = ['urls', 'mentions', 'hashtags', 'cashtags', 'emails', 'emojis', 'numbers', 'quotes'] as const;

/** Texts made of what the finders look at. */
const posts = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'brand',
        '.',
        '..',
        'com',
        'no',
        'みんな',
        '/',
        '?',
        '=',
        '-',
        '_',
        '@',
        '#',
        '$',
        ':',
        '://',
        'http',
        'https://',
      ],
      ...[
        ' ',
        '\n',
        '\n\n',
        '(',
        ')',
        '1',
        '10',
        ',',
        '%',
        '😀',
        '\u200d',
        '\ufe0f',
        '🇳',
        '🏽',
        '⃣',
        'é',
        'e\u0301',
        'テ',
        '“',
        '”',
        '"',
        '\ud83d',
      ],
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

/** Any UTF-16 units, halves of pairs among them. */
const anything = fc
  .array(fc.oneof(fc.nat({ max: 0xffff }), fc.nat({ max: 0x7f })), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units));

describe('every sort of entity', () => {
  it('stands in order, apart and inside of the text', () => {
    fc.assert(
      fc.property(fc.oneof(posts, anything), (text) => {
        const entities: Entities = findEntities(text);
        const ends = SORTS.map((sort) =>
          entities[sort].reduce(
            (free, { start, end }) => (start >= free && end > start ? end : Number.POSITIVE_INFINITY),
            0,
          ),
        );
        expect(Math.max(...ends)).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is found once', () => {
    const entities = findEntities('@a #b c.com 😀');
    for (const sort of SORTS) expect(entities[sort]).toBe(entities[sort]);
  });

  it('is what its text says', () => {
    fc.assert(
      fc.property(posts, (text) => {
        const { urls, mentions, hashtags, emojis } = findEntities(text);
        for (const { start, end, url, host } of urls) {
          expect(text.slice(start, end)).toBe(url);
          expect(url.toLowerCase()).toContain(host);
          expect(host).toContain('.');
        }
        for (const { start, name } of mentions) expect(text.slice(start + 1)).toMatch(new RegExp(`^${name}`));
        for (const { start, end, name } of hashtags) expect(text.slice(start + 1, end)).toBe(name);
        for (const { start, end, emoji } of emojis) expect(text.slice(start, end)).toBe(emoji);
      }),
      { numRuns: 300 },
    );
  });
});

describe('lengths', () => {
  it.each(Object.keys(PLATFORM_LIMITS))('of %s overflow where the text up to there just fits', (platform) => {
    fc.assert(
      fc.property(posts, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const { used, overflowAt } = lengthOf(text, platform, { limit });
        expect(overflowAt !== null).toBe(used > limit);
        if (overflowAt !== null) expect(overflowAt).toBeLessThan(text.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is kept while a text is written', () => {
  it('gives the lengths that counting anew gives', () => {
    const meter = lengthMeter();
    const lines = fc.array(posts, { maxLength: 4 }).map((some) => some.join('\n'));
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom(...Object.keys(PLATFORM_LIMITS)),
        fc.nat({ max: 60 }),
        (text, platform, limit) => {
          expect(meter(text, platform, { limit })).toEqual(lengthOf(text, platform, { limit }));
          expect(meter(text, platform)).toEqual(lengthOf(text, platform));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the entities that looking anew gives', () => {
    fc.assert(
      fc.property(fc.array(posts, { maxLength: 4 }), (paragraphs) => {
        const text = paragraphs.join('\n\n');
        const passages = paragraphsOf(text).map(({ start, text: own }) => ({
          start,
          passage: new Passage(own),
        }));
        const joined = joinEntities(passages);
        const anew = findEntities(text);
        for (const sort of SORTS) expect(joined[sort]).toEqual(anew[sort]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('punycode', () => {
  it('is as long as what the platform’s own encoder makes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '7', 'é', 'ß', 'あ', '店', '中', '😀'), {
          minLength: 1,
          maxLength: 12,
        }),
        (letters) => {
          const label = letters.join('');
          const { host } = new URL(`ws://${label}.com`);
          // Labels that host names may not hold as they are (ß by old rules, emoji) are mapped before they are encoded.
          if (host.endsWith('.com')) expect(asciiLength(label, 63)).toBe(host.length - 4);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('top-level domains', () => {
  it('are unpacked as they were packed', () => {
    for (const name of ['aaa', 'com', 'no', 'museum', 'zw', 'みんな', '中国', 'vermögensberatung', 'рф'])
      expect(isTld(name)).toBe(true);
    for (const name of ['', 'c', 'co m', 'baz', 'bz2', 'local', 'COM']) expect(isTld(name)).toBe(false);
  });
});
