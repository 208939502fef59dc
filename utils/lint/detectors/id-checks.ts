import { isDay, passesLuhn, passesMod11And10, passesVerhoeff, weighted } from './checksums.ts';

/** What has to hold of an id: upper case, without blanks and separators; `written` is as the author has it. */
export type IdCheck = (id: string, written: string) => boolean;

const two = (id: string, from: number): number => Number(id.slice(from, from + 2));

/** Letters stand for what is left of a number. */
const SPANISH = 'TRWAGMYFPDXBNJZSQVHLCKE';
const IRISH = 'WABCDEFGHIJKLMNOPQRSTUV';
const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY';
/** What digits and letters at odd places count in Italy, and digits in Cyprus. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** The letter for the sum of all places, the odd ones counted by the table. */
function oddLetter(characters: string): string {
  let sum = 0;
  for (let i = 0; i < characters.length; i++) {
    const code = Number.parseInt(characters.charAt(i), 36);
    const value = code > 9 ? code - 10 : code;
    sum += i % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}

/** Brazil: the weights fall to two at the last place before the digit, by way of nine where they go around. */
function brazilian(id: string, around: number): boolean {
  return [2, 1].every((missing) => {
    const length = id.length - missing;
    let sum = 0;
    for (let i = 0; i < length; i++) sum += (id.charCodeAt(i) - 48) * (((length - 1 - i) % around) + 2);
    return (sum % 11 < 2 ? 0 : 11 - (sum % 11)) === Number(id[length]);
  });
}

/** Checks by name; what follows the name in a table is handed on, as text. */
const CHECKS: Readonly<Record<string, (...given: string[]) => IdCheck>> = {
  /** The sum by the weights divides by the modulus. */
  zero:
    (weights = '', modulus) =>
    (id) =>
      weighted(id, weights) % Number(modulus) === 0,
  /** What the sum leaves of eleven is the last digit; ten is written as `ten`. */
  rest:
    (weights = '', ten) =>
    (id) => {
      const rest = weighted(id, weights) % 11;
      return (rest === 10 ? ten : String(rest)) === id.at(-1);
    },
  /** The last digit makes up to eleven; ten is written as `ten`, eleven as `eleven`. */
  eleven:
    (weights = '', ten, eleven) =>
    (id) => {
      const check = 11 - (weighted(id, weights) % 11);
      return (check === 11 ? eleven : check === 10 ? ten : String(check)) === id.at(-1);
    },
  /** The first `length` digits leave the others of `modulus`. */
  left: (length, modulus) => (id) =>
    Number(id.slice(0, Number(length))) % Number(modulus) === Number(id.slice(Number(length))),
  /** The last two digits are what is missing to 97, perhaps with a 2 in front of the number (Belgium, since 2000). */
  missing: () => (id) =>
    ['', '2'].some((front) => 97 - (Number(front + id.slice(0, -2)) % 97) === Number(id.slice(-2))),
  /** Year, month and day from a place on; the month less what goes into `months`. */
  ymd: (from, months) => (id) =>
    isDay(
      two(id, Number(from)),
      two(id, Number(from) + 2) % Number(months ?? 100),
      two(id, Number(from) + 4),
    ),
  /** Day, month and year. */
  dmy: () => (id) => isDay(two(id, 4), two(id, 2), two(id, 0)),
  luhn: () => (id) => passesLuhn(id),
  iso: () => (id) => passesMod11And10(id),
  verhoeff: () => (id) => passesVerhoeff(id),

  /**
   * Fødselsnummer, D-number (day + 40), H-number (month + 40) and test numbers (month + 65 and + 80). The first check digit
   * leaves a rest of 0, or of 0 to 3 by the rule for numbers given out from 2032 on.
   */
  norwegian: () => (id) => {
    const written = two(id, 2);
    const month = written > 80 ? written - 80 : written > 65 ? written - 65 : written % 40;
    return (
      two(id, 0) < 72 &&
      isDay(two(id, 4), month, two(id, 0) % 40) &&
      weighted(id, '3761894521') % 11 < 4 &&
      weighted(id, '54327654321') % 11 === 0
    );
  },
  /**
   * Personnummer and samordningsnummer (day + 60). `+` says older than a hundred years. With the century written out, some
   * count all twelve digits.
   */
  swedish: () => (id, written) => {
    const digits = id.slice(-10);
    const day = two(digits, 4);
    return (
      isDay(two(digits, 0), two(digits, 2), day > 60 ? day - 60 : day) &&
      !(written.includes('+') && two(digits, 0) > 30) &&
      (passesLuhn(digits) || (id.length === 12 && passesLuhn(id)))
    );
  },
  finnish: () => (_, written) => {
    const digits = written.slice(0, 6) + written.slice(7, 10);
    return (
      isDay(two(digits, 4), two(digits, 2), two(digits, 0)) &&
      FINNISH[Number(digits) % 31] === written.charAt(10).toUpperCase()
    );
  },
  irish: () => (id) =>
    IRISH[(weighted(id, '8765432') + 9 * Math.max(0, IRISH.indexOf(id.charAt(8) || 'W'))) % 23] ===
    id.charAt(7),
  /** Foreigners' X, Y, Z stand for 0, 1, 2; the letters of the young and of those abroad (K, L, M) for nothing. */
  spanish: () => (id) => {
    const number = id.slice(0, -1).replace(/^[X-Z]/, (letter) => String('XYZ'.indexOf(letter)));
    return SPANISH[Number(number.replace(/^[KLM]/, '')) % 23] === id.at(-1);
  },
  /** Consonants of a name stand before its vowels; where two persons would share a code, letters stand for digits. */
  italian: () => (id) => {
    const digits = id.replace(/[LMNP-V]/g, (letter) => String('LMNPQRSTUV'.indexOf(letter)));
    const month = 'ABCDEHLMPRST'.indexOf(id.charAt(8)) + 1;
    return (
      oddLetter(id.slice(0, 15)) === id.at(-1) &&
      /^(?:[B-DF-HJ-NP-TV-Z]*[AEIOU]*X*){1}$/.test(id.slice(0, 3)) &&
      /^(?:[B-DF-HJ-NP-TV-Z]*[AEIOU]*X*){1}$/.test(id.slice(3, 6)) &&
      isDay(two(digits, 6), month, two(digits, 9) % 40)
    );
  },
  /** Of the ten figures before the check digit, one comes twice or three times, and not in a row. */
  german: () => (id) => {
    const figures = new Set(id.slice(0, 10)).size;
    return (figures === 9 || figures === 8) && !/(\d)\1\1/.test(id.slice(0, 10)) && passesMod11And10(id);
  },
  cypriot: () => (id) => oddLetter(id.slice(0, 8)) === id.at(-1),
  /** Women's months + 50, further ones + 20; nine digits until 1953, without a check digit. */
  czech: () => (id) =>
    isDay(two(id, 0), (two(id, 2) % 50) % 20, two(id, 4)) &&
    (id.length === 10
      ? (Number(id.slice(0, 9)) % 11) % 10 === Number(id[9])
      : two(id, 0) <= 53 && !id.endsWith('000')),
  /** Estonia and Lithuania: a second row of weights where the first leaves ten. */
  baltic: () => (id) => {
    const first = weighted(id, '1234567891') % 11;
    return (first === 10 ? (weighted(id, '3456789123') % 11) % 10 : first) === Number(id[10]);
  },
  /** Those that begin with 32 tell no date and have no check digit. */
  latvian: () => (id) =>
    id.startsWith('32') ||
    (isDay(two(id, 4), two(id, 2), two(id, 0)) &&
      ((1101 - weighted(id, '16379a5842')) % 11) % 10 === Number(id[10])),
  luxembourgish: () => (id) => passesLuhn(id.slice(0, 12)) && passesVerhoeff(id.slice(0, 11) + id.charAt(12)),

  /** The first digits of employer numbers that were never given out. */
  employer: () => (id) => !/^(?:0[0789]|1[789]|2[89]|49|69|70|78|79|89|9[67])/.test(id),
  brazilian: (around) => (id) => brazilian(id, Number(around)),
  chinese: () => (id) =>
    isDay(two(id, id.length - 10), two(id, id.length - 8), two(id, id.length - 6)) &&
    '10X98765432'[weighted(id, '79a584216379a5842') % 11] === id.at(-1),
  /** Letters count 10 to 35 from A on; a missing first one 36. */
  hongkong: () => (id) => {
    let sum = id.length === 8 ? 36 * 9 : 0;
    for (let i = 1; i <= id.length; i++) sum += Number.parseInt(id.charAt(id.length - i), 36) * i;
    return sum % 11 === 0;
  },
  taiwanese: () => (id) => {
    const place = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(id.charAt(0)) + 10;
    return (Math.floor(place / 10) + (place % 10) * 9 + weighted(id.slice(1), '876543211')) % 10 === 0;
  },
  iranian: () => (id) => {
    const rest = weighted(id, 'a98765432') % 11;
    return (rest < 2 ? rest : 11 - rest) === Number(id[9]);
  },
};

/**
 * The check that a table names: `zero 13791379131 10`, or several with `&` between; none for an empty text.
 * @throws Error for a name that there is not
 */
export function idCheckOf(names: string): IdCheck | null {
  if (names === '') return null;
  const checks = names.split('&').map((one) => {
    const [name = '', ...given] = one.trim().split(' ');
    const make = CHECKS[name];
    if (make === undefined) throw new Error(`There is no check “${name}”.`);
    return make(...given);
  });
  return (id, written) => checks.every((check) => check(id, written));
}
