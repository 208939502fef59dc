import { describe, expect, it } from 'vitest';
import { findEntities } from '../../../../utils/lint/entities/entities.ts';

describe('mentions', () => {
  const names = (text: string): string[] => findEntities(text).mentions.map(({ name }) => name);

  it.each([
    ['@kari and @ola_2', ['kari', 'ola_2']],
    ['RT@kari rt:@ola', ['kari', 'ola']],
    ['「@kari」', ['kari']],
    ['＠kari', ['kari']],
    ['@kari! (@ola)', ['kari', 'ola']],
    ['kari@ourbrand.com', []],
    ['a@b @@c #@d !@e &@f *@g', []],
    ['@åse @karié @http://x.com', []],
    ['https://medium.com/@kari', []],
  ])('in %j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('carry a list or a server', () => {
    expect(findEntities('@kari/friends-1 @ola@Social.Example @per/1').mentions).toMatchObject([
      { start: 0, end: 15, name: 'kari', list: 'friends-1', host: null },
      { start: 16, end: 35, name: 'ola', list: null, host: 'social.example', handle: 'ola@social.example' },
      { start: 36, end: 40, name: 'per', list: null },
    ]);
  });

  it('are read as other platforms read them, too', () => {
    expect(findEntities('@kari.nordmann, @ola.bsky.social.').mentions.map(({ handle }) => handle)).toEqual([
      'kari.nordmann',
      'ola.bsky.social',
    ]);
  });
});

describe('hashtags', () => {
  const tags = (text: string): string[] => findEntities(text).hashtags.map(({ name }) => name);

  it.each([
    ['#sale, #2day #a_b! ＃日本語', ['sale', '2day', 'a_b', '日本語']],
    ['#mañana #भारत #سلام #il·lusió', ['mañana', 'भारत', 'سلام', 'il·lusió']],
    ['✌️#sale 😀#new', ['sale', 'new']],
    ['(#sale)#new', ['sale', 'new']],
    ['#1 #42 #_ a#b &#39; #️⃣ #⃣', []],
    ['#a#b #http://x.com', []],
    ['https://x.com/#sale x.com/#new', []],
    ['C# and F#', []],
  ])('in %j', (text, expected) => {
    expect(tags(text)).toEqual(expected);
  });

  it('tell their place', () => {
    expect(findEntities('a #sale').hashtags).toEqual([{ start: 2, end: 7, name: 'sale' }]);
  });
});

describe('cashtags', () => {
  const tags = (text: string): string[] => findEntities(text).cashtags.map(({ name }) => name);

  it.each([
    ['$EQNR up, $BRK.B!', ['EQNR', 'BRK.B']],
    ['$TEST.', ['TEST']],
    ['$100 $A1 $株 a$B $$C $TOOLONG', []],
    ['$A$B', ['A']],
  ])('in %j', (text, expected) => {
    expect(tags(text)).toEqual(expected);
  });
});

describe('e-mail addresses', () => {
  it('are what the author wrote', () => {
    expect(findEntities('to Kari@OurBrand.com now').emails).toEqual([
      { start: 3, end: 20, address: 'Kari@OurBrand.com' },
    ]);
  });
});
