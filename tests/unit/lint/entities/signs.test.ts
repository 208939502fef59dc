import { describe, expect, it } from 'vitest';
import { findEntities } from '../../../../utils/lint/entities/entities.ts';

describe('emoji', () => {
  const emoji = (text: string): string[] => findEntities(text).emojis.map((one) => one.emoji);

  it('are one as Unicode recommends them for interchange, each one of them', () => {
    const missed: string[] = [];
    const recommended = /^\p{RGI_Emoji}$/v;
    let count = 0;
    const check = (text: string): void => {
      if (!recommended.test(text)) return;
      count++;
      if (emoji(`a${text}b`).join('|') !== text) missed.push(text);
    };
    const pictures: string[] = [];
    for (let point = 0x23; point < 0x1fb00; point++) {
      const text = String.fromCodePoint(point);
      if (/\p{Emoji}/u.test(text)) pictures.push(text);
    }
    const regions = Array.from({ length: 26 }, (_, i) => String.fromCodePoint(0x1f1e6 + i));
    for (const picture of pictures) {
      for (const end of ['', '\ufe0f', '\ufe0f\u20e3', '🏻', '🏿']) {
        check(picture + end);
        for (const other of ['♂️', '♀️', '🦰', '⚕️', '💻', '🌈', '⬛', '➡️'])
          check(`${picture}${end}\u200d${other}`);
      }
    }
    for (const first of regions) for (const second of regions) check(first + second);
    check('🏴󠁧󠁢󠁥󠁮󠁧󠁿');
    check('👨‍👩‍👧‍👦');
    check('👩🏽‍❤️‍💋‍👨🏾');
    expect(missed).toEqual([]);
    expect(count).toBeGreaterThan(2200);
  });

  it.each([
    ['🇳🇴🇸🇪', ['🇳🇴', '🇸🇪']],
    ['😀😀', ['😀', '😀']],
    ['1️⃣2⃣ 3 # *', ['1️⃣', '2⃣']],
    ['❤ ✔ ☺', ['❤', '✔', '☺']],
    ['❤︎ © ® ™ ‼ ↔ 42', []],
    ['©️ ↔️', ['©️', '↔️']],
  ])('in %j', (text, expected) => {
    expect(emoji(text)).toEqual(expected);
  });
});

describe('numbers', () => {
  const numbers = (text: string): unknown[] =>
    findEntities(text).numbers.map(({ value, currency, percent }) => [value, currency, percent]);

  it.each([
    ['42', [[42, null, false]]],
    [
      '1,234.5 and 1.234,5 and 10 000',
      [
        [1234.5, null, false],
        [1234.5, null, false],
        [10000, null, false],
      ],
    ],
    ['$1,000', [[1000, 'USD', false]]],
    ['€ 9.99', [[9.99, 'EUR', false]]],
    ['kr 1.500', [[1500, 'NOK', false]]],
    ['1 500 kr', [[1500, 'NOK', false]]],
    ['499,-', [[499, 'NOK', false]]],
    [
      'NOK 20 and 30 USD',
      [
        [20, 'NOK', false],
        [30, 'USD', false],
      ],
    ],
    [
      '15 % or 3.5 percent',
      [
        [15, null, true],
        [3.5, null, true],
      ],
    ],
    [
      '٤٢ and ४२',
      [
        [42, null, false],
        [42, null, false],
      ],
    ],
    ['1.000', [[1, null, false]]],
  ])('in %j', (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  it.each(['24.12.2026', '1.2.3', '12:30', '24/12', 'B2B', 'covid19', 'http://a.com/42'])(
    'are none in %j',
    (text) => {
      expect(numbers(text)).toEqual([]);
    },
  );

  it('reach over their sign', () => {
    const [one] = findEntities('only $20 now').numbers;
    expect(one).toMatchObject({ start: 5, end: 8 });
    expect(findEntities('a 20 % b').numbers[0]).toMatchObject({ start: 2, end: 6 });
  });
});

describe('quotations', () => {
  const quotes = (text: string): string[] =>
    findEntities(text).quotes.map(({ start, end }) => text.slice(start + 1, end - 1));

  it.each([
    ['“one” "two" «three» „four“ »five« 「six」', ['one', 'two', 'three', 'four', 'five', 'six']],
    ["it’s 5' tall", []],
    ['“open', []],
    ['“a\n\nb”', []],
    ['“a\nb”', ['a\nb']],
    ['""', []],
    ['“a "b" c”', ['a "b" c']],
  ])('in %j', (text, expected) => {
    expect(quotes(text)).toEqual(expected);
  });
});
