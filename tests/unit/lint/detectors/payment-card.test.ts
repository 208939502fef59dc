import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detector, finder } from './detect.ts';
import { change, digits, withLuhnDigit } from './numbers.ts';

describe('payment card', () => {
  const found = finder('payment-card');

  it('finds any number of an issuer that passes Luhn, grouped or not, and none with another digit', () => {
    fc.assert(
      fc.property(
        digits(14),
        fc.constantFrom('', ' ', '-'),
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 9 }),
        (middle, separator, at, by) => {
          const card = withLuhnDigit(`4${middle}`);
          const write = (number: string): string => (number.match(/\d{4}/g) ?? []).join(separator);
          const written = write(card);
          expect(detector('payment-card').find(`Kort ${written}, takk`)).toEqual([
            {
              start: 5,
              end: 5 + written.length,
              value: card,
              masked: `${written.slice(0, -4).replace(/\d/g, '•')}${card.slice(-4)}`,
            },
          ]);
          expect(found(`Kort ${write(change(card, at, by))}, takk`)).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['51', 16],
    ['2221', 16],
    ['2720', 16],
    ['34', 15],
    ['6011', 16],
    ['36', 14],
    ['3528', 16],
    ['62', 19],
    ['2204', 16],
    ['6304', 18],
  ])('knows issuers by %s, with %i digits', (prefix, length) => {
    const card = withLuhnDigit(prefix.padEnd(length - 1, '7'));
    expect(found(`kort: ${card}.`)).toEqual([card]);
  });

  it.each([
    'https://x.com/a/status/4539148803436467',
    '#4539148803436467',
    'ref_4539148803436467',
    'Order 4539148803436467 has shipped',
    'ordrenr. 4539148803436467',
    'Sporing: 4539148803436467',
    '14539148803436467',
    '4539148803436467a',
    '9539 1488 0343 6467',
    '45391488034364',
    '2220 9988 0343 6467',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('stops at the end of the number where date and code follow', () => {
    expect(found('4539 1488 0343 6467 12/27 999')).toEqual(['4539 1488 0343 6467']);
  });
});
