/** Makes numbers that are right, each by the published rule and not by the code under test. */
import fc from 'fast-check';

export const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

/** `[day, month, year]` with two digits each, in any month that has the day. */
export const dates = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    year: fc.integer({ min: 0, max: 99 }),
  })
  .map(
    ({ day, month, year }) =>
      [day, month, year].map((part) => String(part).padStart(2, '0')) as [string, string, string],
  );

export function sumOf(number: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0);
}

/** The digit that makes a number pass Luhn. */
export function withLuhnDigit(number: string): string {
  const sum = [...number].reverse().reduce((total, digit, i) => {
    const weighed = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${number}${(10 - (sum % 10)) % 10}`;
}

/** Nine digits with their two check digits, or null where a digit would be ten. */
export function fodselsnummer(nine: string): string | null {
  const first = (11 - (sumOf(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const ten = `${nine}${first}`;
  const second = (11 - (sumOf(ten, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === 10 || second === 10 ? null : `${ten}${second}`;
}

export function withIbanCheck(country: string, account: string): string {
  const number = [...`${account}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(number) % 97n)).padStart(2, '0')}${account}`;
}

/** Another digit in place of one. */
export function change(number: string, at: number, by: number): string {
  const digit = (Number(number[at]) + by) % 10;
  return `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
}
