import { describe, expect, it } from 'vitest';
import { finder, isAllowed, masksOf } from './detect.ts';

describe('email', () => {
  const found = finder('email');

  it.each([
    ['Email ola@fund.example', ['ola@fund.example']],
    ['a@b.co, c.d@e.org; (f+g@h-i.museum)', ['a@b.co', 'c.d@e.org', 'f+g@h-i.museum']],
    ['bjørn.ås@blåbær.no', ['bjørn.ås@blåbær.no']],
    ['ola(at)firma.no or kari [at] firma.no', ['ola(at)firma.no', 'kari [at] firma.no']],
    ['ends a sentence: a@b.com.', ['a@b.com']],
    ['ends a sentence: a@b.com...', ['a@b.com']],
    ['write to...ola@firma.no', ['ola@firma.no']],
    ['https://shop.test/?email=ola@firma.no&x=1', ['ola@firma.no']],
    ['mailto:ola@firma.no?subject=Hi', ['ola@firma.no']],
    ['Ola <ola@firma.no>, “kari@firma.no”', ['ola@firma.no', 'kari@firma.no']],
    ['"ola nordmann"@firma.no', ['"ola nordmann"@firma.no']],
    ['"ola\\"s"@firma.no', ['"ola\\"s"@firma.no']],
    ['ola@[84.208.20.14] and ola@[84.208.20.256]', ['ola@[84.208.20.14]']],
    ['ola@my_shop.firma.no', ['ola@my_shop.firma.no']],
    ['you@example.com, x@mail.example.org', ['you@example.com', 'x@mail.example.org']],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '@brand@mastodon.social',
    'git@github.com:brand/site.git',
    'https://name@host.com/ https://name:pass@host.com/',
    'logo@2x.png user@host a@b.c @ola',
    'a@@b.com .@b.com a.@b.com',
    'two..dots@firma.no',
    'ola@_firma.no',
    'ｏｌａ@firma.no ola@ｆｉｒｍａ.no',
    'said "hi" @brand',
    `${'a'.repeat(65)}@firma.no`,
    `ola@${'a'.repeat(64)}.no`,
    `${'a'.repeat(64)}@${'b.'.repeat(96)}no`,
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('covers the local part but for its first letter', () => {
    expect(masksOf('email', 'Ola.N@fund.example')).toEqual(['O••.•@fund.example']);
    expect(masksOf('email', 'x@fund.example')).toEqual(['•@fund.example']);
  });

  it('knows an allowed address, and an allowed domain with what is below it', () => {
    expect(isAllowed('email', 'press@ourbrand.com', 'Press@OurBrand.com')).toBe(true);
    expect(isAllowed('email', '@ourbrand.com', 'Press@OurBrand.com')).toBe(true);
    expect(isAllowed('email', '@ourbrand.com', 'press@mail.ourbrand.com')).toBe(true);
    expect(isAllowed('email', '@brand.com', 'press@ourbrand.com')).toBe(false);
    expect(isAllowed('email', '@brand.com', 'x@brand.com.evil.org')).toBe(false);
  });
});
