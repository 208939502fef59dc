import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { email } from '../../../utils/lint/detectors/email.ts';
import { iban } from '../../../utils/lint/detectors/iban.ts';
import { paymentCard } from '../../../utils/lint/detectors/payment-card.ts';
import { DETECTOR_NAMES, DETECTORS } from '../../../utils/lint/detectors/registry.ts';

describe('registry', () => {
  it('names every detector', () => {
    expect([...DETECTOR_NAMES].sort()).toEqual(Object.keys(DETECTORS).sort());
  });
});

describe('email', () => {
  const found = (text: string): string[] => email.find(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['Email ola@fund.example', ['ola@fund.example']],
    ['a@b.co, c.d@e.org; (f+g@h-i.museum)', ['a@b.co', 'c.d@e.org', 'f+g@h-i.museum']],
    ['bjørn.ås@blåbær.no', ['bjørn.ås@blåbær.no']],
    ['ola(at)firma.no or kari [at] firma.no', ['ola(at)firma.no', 'kari [at] firma.no']],
    ['ends a sentence: a@b.com.', ['a@b.com']],
    ['https://shop.test/?email=ola@firma.no&x=1', ['ola@firma.no']],
    ['mailto:ola@firma.no?subject=Hi', ['ola@firma.no']],
    ['you@example.com, x@mail.example.org', []],
    ['@brand@mastodon.social', []],
    ['git@github.com:brand/site.git', []],
    ['https://name@host.com/ https://name:pass@host.com/', []],
    ['logo@2x.png user@host a@b.c @ola', []],
    ['a@@b.com .@b.com a.@b.com', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('covers the local part but for its first letter', () => {
    expect(email.find('Ola.N@fund.example')[0]?.masked).toBe('O••.•@fund.example');
    expect(email.find('x@fund.example')[0]?.masked).toBe('•@fund.example');
  });

  it('knows an allowed address and an allowed domain', () => {
    const value = email.find('Press@OurBrand.com')[0]?.value ?? '';
    expect(email.covers?.(email.normalize('press@ourbrand.com'), value)).toBe(true);
    expect(email.covers?.(email.normalize('@ourbrand.com'), value)).toBe(true);
    expect(email.covers?.(email.normalize('@brand.com'), value)).toBe(false);
  });
});

/** The digit that makes a number pass Luhn. */
function withLuhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const weighed = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

describe('payment card', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

  it('finds any number of an issuer that passes Luhn, grouped or not, and none with another last digit', () => {
    fc.assert(
      fc.property(
        digits(14),
        fc.constantFrom('', ' ', '-'),
        fc.integer({ min: 1, max: 9 }),
        (middle, separator, shift) => {
          const card = withLuhnDigit(`4${middle}`);
          const written = (card.match(/\d{4}/g) ?? []).join(separator);
          const text = `Kort ${written}, takk`;
          expect(paymentCard.find(text)).toEqual([
            {
              start: 5,
              end: 5 + written.length,
              value: card,
              masked: `${written.slice(0, -4).replace(/\d/g, '•')}${card.slice(-4)}`,
            },
          ]);
          const wrong = `${written.slice(0, -1)}${(Number(card.at(-1)) + shift) % 10}`;
          expect(paymentCard.find(`Kort ${wrong}, takk`)).toEqual([]);
        },
      ),
    );
  });

  it.each([
    'https://x.com/a/status/4539148803436467',
    '#4539148803436467',
    'ref_4539148803436467',
    '14539148803436467',
    '4539148803436467a',
    '9539 1488 0343 6467',
    '45391488034364',
  ])('leaves %j alone', (text) => {
    expect(paymentCard.find(text)).toEqual([]);
  });

  it('stops at the end of the number where date and code follow', () => {
    const text = '4539 1488 0343 6467 12/27 999';
    expect(paymentCard.find(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '4539 1488 0343 6467',
    ]);
  });
});

describe('iban', () => {
  const withCheck = (country: string, bban: string): string => {
    const number = [...`${bban}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
    return `${country}${String(98n - (BigInt(number) % 97n)).padStart(2, '0')}${bban}`;
  };

  it('finds any that passes mod 97, in groups of four too, and none with two digits changed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 11, maxLength: 11 }),
        fc.boolean(),
        fc.boolean(),
        (bban, grouped, lower) => {
          const number = withCheck('NO', bban);
          const cased = lower ? number.toLowerCase() : number;
          const written = grouped ? (cased.match(/.{1,4}/g) ?? []).join(' ') : cased;
          const text = `til ${written} takk`;
          expect(iban.find(text).map(({ start, end, value }) => [text.slice(start, end), value])).toEqual([
            [written, number],
          ]);
          const check = (Number(number.slice(2, 4)) % 97) + 1;
          const wrong = `NO${String(check === Number(number.slice(2, 4)) ? 99 : check).padStart(2, '0')}${bban}`;
          expect(iban.find(wrong)).toEqual([]);
        },
      ),
    );
  });

  it('shows the country and the last three only', () => {
    expect(iban.find('NO93 8601 1117 947')[0]?.masked).toBe('NO•• •••• •••• 947');
  });
});
