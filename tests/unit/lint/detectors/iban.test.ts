import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IBAN } from '../../../../utils/lint/detectors/tables/iban.ts';
import { detector, finder, masksOf } from './detect.ts';
import { digits, withIbanCheck } from './numbers.ts';

describe('iban', () => {
  const found = finder('iban');

  it('finds any that passes mod 97, in groups of four too, and none with two digits changed', () => {
    fc.assert(
      fc.property(digits(11), fc.boolean(), fc.boolean(), (account, grouped, lower) => {
        const number = withIbanCheck('NO', account);
        const cased = lower ? number.toLowerCase() : number;
        const written = grouped ? (cased.match(/.{1,4}/g) ?? []).join(' ') : cased;
        const text = `til ${written} takk`;
        expect(
          detector('iban')
            .find(text)
            .map(({ start, end, value }) => [text.slice(start, end), value]),
        ).toEqual([[written, number]]);
        const check = Number(number.slice(2, 4));
        const wrong = check === 98 ? 2 : check + 1;
        expect(found(`NO${String(wrong).padStart(2, '0')}${account}`)).toEqual([]);
      }),
    );
  });

  it.each(IBAN.lengths.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const))(
    'knows %s with %i signs, and no other length',
    (country, length) => {
      const account = (IBAN.lettersFirst.includes(country) ? 'BANK' : '').padEnd(length - 4, '7');
      const number = withIbanCheck(country, account);
      expect(found(`IBAN ${number}.`)).toEqual([number]);
      expect(found(`IBAN ${withIbanCheck(country, `${account}7`)}.`)).toEqual([]);
    },
  );

  it.each([
    'XX93 8601 1117 947',
    'xNO9386011117947',
    'NO9386011117947x',
    'NO93  8601 1117 947',
    'GB82 1234 1234 5698 7654 32',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('has a bank code of letters where the country’s accounts begin with one', () => {
    expect(found(withIbanCheck('GB', 'WEST12345698765432'))).toHaveLength(1);
    expect(found(withIbanCheck('GB', '123412345698765432'))).toEqual([]);
  });

  it('shows the country and the last three only', () => {
    expect(masksOf('iban', 'NO93 8601 1117 947')).toEqual(['NO•• •••• •••• 947']);
  });
});
