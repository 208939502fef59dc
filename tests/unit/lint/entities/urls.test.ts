import { describe, expect, it } from 'vitest';
import { findUrls } from '../../../../utils/lint/entities/urls.ts';

const urls = (text: string): string[] => findUrls(text).map(({ url }) => url);

describe('links', () => {
  it.each([
    ['see https://ourbrand.com/sale?x=1#top now', ['https://ourbrand.com/sale?x=1#top']],
    ['HTTP://OurBrand.com', ['HTTP://OurBrand.com']],
    [
      'ourbrand.com, shop.ourbrand.co.uk/new and ourbrand.no',
      ['ourbrand.com', 'shop.ourbrand.co.uk/new', 'ourbrand.no'],
    ],
    ['http://ourbrand.com:8080/a', ['http://ourbrand.com:8080/a']],
    ['(http://ourbrand.com/a)', ['http://ourbrand.com/a']],
    [
      'http://wiki.org/Bread_(food) and http://wiki.org/a_(b_(c))',
      ['http://wiki.org/Bread_(food)', 'http://wiki.org/a_(b_(c))'],
    ],
    ['http://ourbrand.com/a.b/c...', ['http://ourbrand.com/a.b/c']],
    ['http://ourbrand.com?q=1&r=2!!', ['http://ourbrand.com?q=1&r=2']],
    ['http://ourbrand.com/путь', ['http://ourbrand.com/путь']],
    ['http://bücher.example.de/ø', ['http://bücher.example.de/ø']],
    ['http://例え.みんな/x', ['http://例え.みんな/x']],
    ['http://a_b.ourbrand.com', ['http://a_b.ourbrand.com']],
  ])('are found in %j', (text, expected) => {
    expect(urls(text)).toEqual(expected);
  });

  it.each([
    'a word.Another word',
    'file.txt and archive.tar.bz2',
    'version 1.2.3',
    'http://no-name',
    'http://-ourbrand.com',
    'http://ourbrand-.com',
    'http://our_brand.com',
    'http://ourbrand.c_o_m',
    'http://ourbrand.com-and-more',
    'kari.com@ourbrand.com',
    'write to kari@ourbrand.com',
    '#ourbrand.com @ourbrand.com $ourbrand.com',
    '-ourbrand.com',
    'a..com',
    `http://${'a'.repeat(64)}.com`,
    `http://ourbrand.com/${'a'.repeat(4096)}`,
    'http://xn--あ.com',
  ])('are none in %j', (text) => {
    expect(urls(text)).toEqual([]);
  });

  it('without a scheme are as much of a host as is written in Latin letters', () => {
    expect(urls('見てourbrand.comです')).toEqual(['ourbrand.com']);
    expect(urls('店ourbrand.com中ourbrand.no/a店')).toEqual(['ourbrand.com', 'ourbrand.no/a']);
    expect(urls('т.ourbrand.com/a')).toEqual(['ourbrand.com/a']);
    expect(urls('あ.みんな')).toEqual([]);
  });

  it('without a scheme end with their path, as on X', () => {
    expect(urls('ourbrand.com/a?b=1')).toEqual(['ourbrand.com/a?b=1']);
    expect(urls('ourbrand.com?b=1')).toEqual(['ourbrand.com']);
  });

  it('need a sign of their own before them', () => {
    expect(urls('ourbrand.com中http://other.org')).toEqual(['ourbrand.com', 'http://other.org']);
    expect(urls('http://ourbrand.comhttp://other.org')).toEqual([]);
  });

  it('of X’s own shortener end with their name, which is not endless', () => {
    expect(urls('https://t.co/aBc9’s and https://t.co/aBc9?amp=1 https://t.co/a-b')).toEqual([
      'https://t.co/aBc9',
      'https://t.co/aBc9?amp=1',
      'https://t.co/a',
    ]);
    expect(urls(`https://t.co/${'a'.repeat(41)}`)).toEqual([]);
  });

  it('tell their place and host', () => {
    expect(findUrls('to https://Shop.OurBrand.com:443/A')).toEqual([
      { start: 3, end: 34, url: 'https://Shop.OurBrand.com:443/A', host: 'shop.ourbrand.com' },
    ]);
  });

  it('may have names as long as 63 in ASCII', () => {
    // 'あ' 59 times takes 63 signs with its xn--, once more 64.
    const takes = (count: number): boolean => urls(`http://${'あ'.repeat(count)}.com`).length === 1;
    expect(takes(50)).toBe(true);
    expect(takes(60)).toBe(false);
    expect(urls(`http://${'a'.repeat(63)}.com`)).toHaveLength(1);
  });
});
