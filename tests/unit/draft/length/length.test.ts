import { describe, expect, it } from 'vitest';
import { lengthOf } from '../../../../utils/draft/length/length.ts';
import { PLATFORM_LIMITS } from '../../../../utils/draft/length/platforms.ts';
import { SOURCES } from '../../../../utils/draft/length/sources.ts';
import { refusedByX } from '../../../../utils/draft/length/x.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const used = (text: string, platform: string): number => lengthOf(text, platform).used;

describe('on X', () => {
  it.each([
    ['', 0],
    ['Hello, Oslo', 11],
    ['blåbær', 6],
    ['漢字', 4],
    ['“quotes” – dashes', 17],
    ['…', 2],
    ['https://ourbrand.com/a/very/long/address/that/goes/on/and/on', 23],
    ['a.no', 23],
    ['see ourbrand.com now', 31],
    ['😀', 2],
    [FAMILY, 2],
    ['👍🏽🇳🇴1️⃣', 6],
    ['e\u0301', 1],
    ['\u{1d5d5}', 2],
  ])('%j weighs %i', (text, weight) => {
    expect(used(text, 'x')).toBe(weight);
  });

  it('280 fit, and one more overflows where it begins', () => {
    expect(lengthOf('a'.repeat(280), 'x')).toEqual({
      used: 280,
      limit: 280,
      unit: 'characters',
      overflowAt: null,
    });
    expect(lengthOf('a'.repeat(281), 'x')).toMatchObject({ used: 281, overflowAt: 280 });
    expect(lengthOf('漢'.repeat(141), 'x').overflowAt).toBe(140);
    expect(lengthOf(FAMILY.repeat(140), 'x').overflowAt).toBeNull();
    expect(lengthOf(`${FAMILY.repeat(140)}a`, 'x').overflowAt).toBe(140 * FAMILY.length);
    expect(lengthOf(`${'a'.repeat(270)} https://ourbrand.com`, 'x').overflowAt).toBe(271);
  });

  it('tells the place in the text as it was written, not as it is composed', () => {
    const text = `${'e\u0301'.repeat(280)}xy`;
    expect(lengthOf(text, 'x')).toMatchObject({ used: 282, overflowAt: 560 });
    // U+FB2C falls apart into three.
    expect(lengthOf(`\ufb2c${'a'.repeat(278)}`, 'x')).toMatchObject({ used: 281, overflowAt: 278 });
    expect(lengthOf('ab\ufb2ccd', 'x', { limit: 3 }).overflowAt).toBe(2);
    expect(lengthOf('ab\ufb2ccd', 'x', { limit: 5 }).overflowAt).toBe(3);
  });

  it('refuses characters that are none', () => {
    expect(refusedByX('ABC\uffff')).toBe(3);
    expect(refusedByX('ABC')).toBeNull();
  });
});

describe('on Bluesky', () => {
  it('counts what readers see as one', () => {
    expect(used(`a${FAMILY}e\u0301\r\n각`, 'bluesky')).toBe(5);
    expect(lengthOf('a'.repeat(301), 'bluesky')).toMatchObject({
      limit: 300,
      unit: 'characters',
      overflowAt: 300,
    });
  });

  it('counts bytes too, and tells the limit that is nearer', () => {
    expect(lengthOf(FAMILY.repeat(120), 'bluesky')).toMatchObject({
      used: 3000,
      limit: 3000,
      unit: 'bytes',
      overflowAt: null,
    });
    expect(lengthOf(FAMILY.repeat(121), 'bluesky')).toMatchObject({
      used: 3025,
      overflowAt: 120 * FAMILY.length,
    });
    expect(lengthOf(FAMILY, 'bluesky', { limit: 10 })).toMatchObject({ used: 1, limit: 10 });
  });

  it('counts links as they are published: shortened', () => {
    expect(used('https://ourbrand.com/a/path/of/more/than/fifteen', 'bluesky')).toBe(
      'ourbrand.com/a/path/of/mo...'.length,
    );
    expect(used('https://ourbrand.com/a/short/one', 'bluesky')).toBe('ourbrand.com/a/short/one'.length);
    expect(used('https://ourbrand.com/', 'bluesky')).toBe('ourbrand.com'.length);
    expect(used('ourbrand.com/a/path/of/more/than/fifteen', 'bluesky')).toBe(40);
  });
});

describe('on Mastodon', () => {
  it.each([
    ['https://ourbrand.com/a/very/long/address', 23],
    ['ourbrand.com', 12],
    ['@kari', 5],
    ['@kari@social.example hi', 8],
    [FAMILY, 1],
  ])('%j counts %i', (text, expected) => {
    expect(used(text, 'mastodon')).toBe(expected);
  });

  it('counts the content warning, and the limit is the instance’s', () => {
    expect(lengthOf('a'.repeat(490), 'mastodon', { warning: 'eleven wide' })).toMatchObject({
      used: 501,
      overflowAt: 489,
    });
    expect(lengthOf('a'.repeat(600), 'mastodon', { limit: 1000 })).toMatchObject({
      limit: 1000,
      overflowAt: null,
    });
  });
});

describe('elsewhere', () => {
  it('Threads counts the bytes of emoji', () => {
    expect(used('å 😀', 'threads')).toBe(6);
    expect(used(FAMILY, 'threads')).toBe(25);
    expect(used('𝗕', 'threads')).toBe(1);
  });

  it('UTF-16 units count', () => {
    expect(used('𝗕old', 'linkedin')).toBe(5);
    expect(lengthOf('a'.repeat(3001), 'linkedin').overflowAt).toBe(3000);
  });

  it('nothing is too long for a platform that nobody knows', () => {
    expect(lengthOf('abc', 'elsewhere')).toEqual({
      used: 3,
      limit: null,
      unit: 'characters',
      overflowAt: null,
    });
    expect(lengthOf('abc', 'constructor').limit).toBeNull();
    expect(lengthOf('abc', 'elsewhere', { limit: 2 })).toMatchObject({ limit: 2, overflowAt: 2 });
  });
});

describe('what is known of platforms', () => {
  it.each(Object.entries(PLATFORM_LIMITS))('%s says where and when it was looked up', (platform, known) => {
    expect(known.text.length).toBeGreaterThan(0);
    const sources = SOURCES[platform] ?? {};
    expect(Object.keys(sources).sort()).toEqual(Object.keys(known).sort());
    for (const { source, checked } of Object.values(sources)) {
      expect(source).toMatch(/^https:\/\//);
      expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});
