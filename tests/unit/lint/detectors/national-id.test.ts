import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finder, masksOf } from './detect.ts';
import { change, dates, digits, fodselsnummer, sumOf, withLuhnDigit } from './numbers.ts';

const found = finder('national-id');

describe('Norwegian numbers', () => {
  const days = [0, 40];
  const months = [0, 40, 65, 80];

  it('are found with right check digits, alone in a sentence: fødselsnummer, D-, H- and test numbers', () => {
    fc.assert(
      fc.property(
        dates,
        digits(3),
        fc.constantFrom(...days),
        fc.constantFrom(...months),
        fc.constantFrom('', ' ', '-'),
        ([day, month, year], serial, moreDays, moreMonths, sign) => {
          const two = (part: string, more: number): string => String(Number(part) + more).padStart(2, '0');
          const id = fodselsnummer(`${two(day, moreDays)}${two(month, moreMonths)}${year}${serial}`);
          fc.pre(id !== null);
          const written = `${id.slice(0, 6)}${sign}${id.slice(6)}`;
          expect(found(`Hvem er ${written}?`)).toEqual([written]);
        },
      ),
    );
  });

  it('have a first check digit that leaves 0, or 1 to 3 by the rule of 2032, and nothing else', () => {
    fc.assert(
      fc.property(dates, digits(3), fc.integer({ min: 0, max: 9 }), ([day, month, year], serial, first) => {
        const ten = `${day}${month}${year}${serial}${first}`;
        const second = (11 - (sumOf(ten, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
        fc.pre(second < 10);
        const rest = sumOf(ten, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11;
        const id = `${ten}${second}`;
        expect(finder('national-id', 'no')(`Hvem er ${id}?`)).toEqual(rest < 4 ? [id] : []);
      }),
    );
  });

  it('are silent with any one digit changed but the first check digit, which is to have four values', () => {
    fc.assert(
      fc.property(
        dates,
        digits(3),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 9 }),
        ([day, month, year], serial, at, by) => {
          const id = fodselsnummer(`${day}${month}${year}${serial}`);
          fc.pre(id !== null);
          expect(found(`Hvem er ${change(id, at, by)}?`)).toEqual([]);
        },
      ),
    );
  });

  it.each(['29020100000', '31040100000', '00010100000', '01130100000'])(
    'have a day that there is, unlike %s',
    (start) => {
      for (let serial = 100; serial < 200; serial++) {
        const id = fodselsnummer(`${start.slice(0, 6)}${serial}`);
        if (id !== null) expect(finder('national-id', 'no')(`fnr ${id}`)).toEqual([]);
      }
    },
  );
});

describe('numbers with separators, each by its country’s rule', () => {
  it('Swedish: Luhn over ten digits, with day + 60 too', () => {
    fc.assert(
      fc.property(
        dates,
        digits(3),
        fc.constantFrom(0, 60),
        fc.constantFrom('', '19'),
        ([day, month, year], serial, more, century) => {
          const id = withLuhnDigit(`${year}${month}${String(Number(day) + more).padStart(2, '0')}${serial}`);
          const written = `${century}${id.slice(0, 6)}-${id.slice(6)}`;
          expect(found(`Vem är ${written}?`)).toEqual([written]);
          if (century === '')
            expect(
              finder('national-id', 'se')(`Vem är ${id.slice(0, 6)}-${change(id.slice(6), 3, 1)}?`),
            ).toEqual([]);
        },
      ),
    );
  });

  it('Danish: eleven divides the weighed sum', () => {
    fc.assert(
      fc.property(dates, digits(3), ([day, month, year], serial) => {
        const nine = `${day}${month}${year}${serial}`;
        const last = (11 - (sumOf(nine, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
        fc.pre(last < 10);
        const written = `${nine.slice(0, 6)}-${nine.slice(6)}${last}`;
        expect(found(`Hvem er ${written}?`)).toEqual([written]);
        expect(finder('national-id', 'dk')(`Hvem er ${change(written, 10, 1)}?`)).toEqual([]);
      }),
    );
  });

  it('Finnish: one letter of 31', () => {
    fc.assert(
      fc.property(
        dates,
        digits(3),
        fc.constantFrom('-', '+', 'A', 'F', 'Y'),
        ([day, month, year], serial, century) => {
          const letters = '0123456789ABCDEFHJKLMNPRSTUVWXY';
          const place = Number(`${day}${month}${year}${serial}`) % 31;
          const start = `${day}${month}${year}${century}${serial}`;
          expect(found(`Kuka on ${start}${letters[place]}?`)).toEqual([`${start}${letters[place]}`]);
          expect(finder('national-id', 'fi')(`Kuka on ${start}${letters[(place + 1) % 31]}?`)).toEqual([]);
        },
      ),
    );
  });
});

describe('other countries', () => {
  const computed = {
    'French, 97 less the rest': (() => {
      const number = '2850578006084';
      return `${number}${String(97 - (Number(number) % 97)).padStart(2, '0')}`;
    })(),
    'Brazilian, eleven twice': '529.982.247-25',
    'Swiss, an EAN': (() => {
      const number = '756123456789';
      const sum = sumOf(number, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
      const id = `${number}${(10 - (sum % 10)) % 10}`;
      return `${id.slice(0, 3)}.${id.slice(3, 7)}.${id.slice(7, 11)}.${id.slice(11)}`;
    })(),
    'Chinese, ISO 7064 mod 11-2': (() => {
      const number = '11010519491231002';
      const sum = sumOf(number, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
      return `${number}${'10X98765432'[sum % 11]}`;
    })(),
    'Czech, eleven divides it': (() => {
      const nine = '855415123';
      const last = (11 - ((Number(nine) * 10) % 11)) % 11;
      return `${nine.slice(0, 6)}/${nine.slice(6)}${last}`;
    })(),
  };

  it.each(Object.entries(computed))('%s: %s, alone, and not with the last digit changed', (_, id) => {
    expect(found(`see ${id} here`)).toEqual([id]);
    const wrong = id.replace(/[\dX]$/, (digit) => String((Number(digit === 'X' ? 10 : digit) + 1) % 10));
    expect(found(`see ${wrong} here`)).toEqual([]);
  });

  it('United States: the numbers that are never given out are none', () => {
    expect(found('536-22-1234 and 536 22 1234')).toEqual(['536-22-1234', '536 22 1234']);
    for (const never of [
      '000-22-1234',
      '666-22-1234',
      '900-22-1234',
      '999-22-1234',
      '536-00-1234',
      '536-22-0000',
    ])
      expect(found(`SSN ${never}`)).toEqual([]);
  });

  it('United Kingdom: letters that are never used make none', () => {
    expect(found('AB123456C, ab 12 34 56 d')).toEqual(['AB123456C', 'ab 12 34 56 d']);
    for (const never of ['BG123456A', 'DA123456A', 'AO123456A', 'QQ123456A', 'ZZ123456A', 'AB123456E'])
      expect(found(`NI ${never}`)).toEqual([]);
  });

  /** Right ones with a word beside them, and the same with a check digit that is not right. */
  it.each([
    ['ES', '12345678Z', '12345678A'],
    ['ES', 'X1234567L', 'X1234567M'],
    ['PL', '44051401359', '44051401358'],
    ['NL', '111222333', '111222334'],
    ['BE', '85073003328', '85073003329'],
    ['DE', '86095742719', '86095742718'],
    ['HR', '69435151530', '69435151531'],
    ['IN', '2341 2341 2346', '2341 2341 2347'],
    ['IE', '1234567T', '1234567S'],
    ['HK', 'A1234563', 'A1234564'],
    ['TW', 'A123456789', 'A123456788'],
    ['CA', '046 454 286', '046 454 287'],
    ['EE', '37605030299', '37605030298'],
    ['RO', '1960229123452', '1960229123453'],
    ['AR', '20-05536168-2', '20-05536168-3'],
  ])('%s %s needs a word, or the country named; %s is none', (country, right, wrong) => {
    const own = finder('national-id', country.toLowerCase());
    expect(found(`Please note ${right} in the file`)).toEqual([]);
    expect(found(`My id is ${right}, thanks`)).toEqual([right]);
    expect(own(`Please note ${right} in the file`)).toEqual([right]);
    expect(own(`My id is ${wrong}, thanks`)).toEqual([]);
  });

  it('counts only the countries that are named', () => {
    expect(finder('national-id', 'se')('13097248022, 850712-2383')).toEqual(['850712-2383']);
    expect(finder('national-id', 'no')('13097248022, 850712-2383')).toEqual(['13097248022']);
  });

  it('takes a number that is called by one country’s name for none of another', () => {
    expect(found('pesel 44051401359')).toEqual(['44051401359']);
    expect(found('fnr 44051401359')).toEqual([]);
    expect(found('Kundenummer 44051401359, meeting id 44051401359')).toEqual([]);
  });

  it('finds a passport behind the word only', () => {
    expect(found('Passport no. AB1234567 was lost')).toEqual(['AB1234567']);
    expect(found('Model AB1234567 was lost')).toEqual([]);
  });
});

describe('where a number is something else', () => {
  it.each([
    'https://shop.example/item/13097248022',
    'https://shop.example/?id=13097248022',
    '#13097248022',
    '@13097248022',
    'Order 13097248022 has shipped',
    'Ordre nr. 13097248022',
    'Ref: 13097248022',
    'batch AB123456A',
    'konto 13097248022',
    'kr 5.13097248022',
    '$13097248022',
    '13097248022%',
    '13097248022-7',
    'a13097248022',
    '13097248022a',
    '113097248022',
    '00000000000',
    '1 13097248022'.replace('1 ', '1.'),
  ])('%j is silent', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('a sentence’s own signs around it make no difference', () => {
    for (const text of ['(13097248022)', '“13097248022”', 'fnr:13097248022.', '13097248022, 24079810092!'])
      expect(found(text)[0]).toBe('13097248022');
  });
});

it('shows the last two signs only', () => {
  expect(masksOf('national-id', 'fnr 130972 48022')).toEqual(['•••••• •••22']);
});

describe('possible-id', () => {
  const possible = finder('possible-id');

  it('finds what has the check digits and no word beside it, and leaves the rest to national-id', () => {
    expect(possible('see 44051401359 here')).toEqual(['44051401359']);
    expect(possible('pesel 44051401359')).toEqual([]);
    expect(possible('see 44051401358 here')).toEqual([]);
    expect(possible('see 13097248022 here')).toEqual([]);
    expect(possible('see 536-22-1234 here')).toEqual([]);
  });

  it.each([
    'call 4155552671',
    'customer 44051401359',
    'meeting id 44051401359',
    'order 44051401359',
    '12 44051401359',
    '4539 1488 0343 6467',
  ])('leaves %j alone', (text) => {
    expect(possible(text)).toEqual([]);
  });

  it('finds no number that national-id finds, whatever stands around', () => {
    fc.assert(
      fc.property(
        digits(11),
        fc.constantFrom('see ', 'id ', 'fnr ', 'my id is ', 'pesel '),
        (number, word) => {
          const text = `${word}${number}.`;
          expect([...possible(text), ...found(text)].length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
