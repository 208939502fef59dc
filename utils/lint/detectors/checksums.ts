/** Check digits, each for a string of digits (and letters where said). No function throws; a wrong length is just wrong. */

/** Sum of the digits, each times its weight. A weight is one base-36 digit: `a` is 10. */
export function weighted(digits: string, weights: string): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += Number(digits[i]) * Number.parseInt(weights.charAt(i), 36);
  return sum;
}

/** ISO/IEC 7812: every second digit from the right counts twice. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighed = i % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** ISO 7064 mod 11,10 (German tax number, Croatian OIB). */
export function passesMod11And10(digits: string): boolean {
  let rest = 10;
  for (const digit of digits.slice(0, -1)) rest = (((rest + Number(digit)) % 10 || 10) * 2) % 11;
  return (11 - rest) % 10 === Number(digits.at(-1));
}

/** ISO 7064 mod 97-10 over letters and digits; 1 is right. */
export function mod97(characters: string): number {
  let rest = 0;
  for (const character of characters) {
    const number = Number.parseInt(character, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest;
}

/** Verhoeff's dihedral check (Aadhaar, Luxembourg): products in the group of the pentagon's symmetries. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    for (let turn = i % 8; turn > 0; turn--) digit = Number('1576283094'[digit]);
    const [low, high] = [check % 5, digit % 5];
    check =
      check < 5
        ? digit < 5
          ? (low + high) % 5
          : 5 + ((low + high) % 5)
        : digit < 5
          ? 5 + ((low - high + 5) % 5)
          : (low - high + 5) % 5;
  }
  return check === 0;
}

/** Whether a month has the day; 29 February when the two last digits of the year divide by four. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 ? (year % 4 === 0 ? 29 : 28) : 30 + ((month + (month >> 3)) & 1));
}
