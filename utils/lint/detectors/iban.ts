import { type Detection, type Detector, mask } from './detector.ts';

/** Lengths of IBANs by country: the ISO 13616 registry, then countries that use the format without being in it. */
const LENGTHS = new Map<string, number>(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
    'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 ' +
    'SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ' +
    'AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Countries in which the account begins with a bank code of four letters. */
const LETTERS_FIRST = new Set('AZ BG BH GB GI IE IQ JO KW LC LV MT NI NL PK PS QA RO SC SV VG'.split(' '));

const HEAD = /[a-z]{2}[ -]?\d{2}/gi;
const LONGEST_SEPARATED = 70;

/** IBANs: known country, its length, and ISO 7064 mod 97-10; with single blanks or dashes between groups. */
export const iban: Detector = {
  find(text) {
    const found: Detection[] = [];
    let free = 0;
    for (const head of text.matchAll(HEAD)) {
      const start = head.index;
      const length = LENGTHS.get(head[0].slice(0, 2).toUpperCase());
      if (length === undefined || start < free || /[\p{L}\p{N}_]/u.test(text.charAt(start - 1))) continue;
      const read = readCharacters(text, start, length);
      if (read === null || !hasShape(read.value)) continue;
      if (/[\p{L}\p{N}_]/u.test(text.charAt(read.end)) || !passesMod97(read.value)) continue;
      const written = text.slice(start, read.end);
      found.push({
        start,
        end: read.end,
        value: read.value,
        masked: mask(written, (index, count) => index < 2 || index >= count - 3),
      });
      free = read.end;
    }
    return found;
  },
  normalize: (value) => value.replace(/[^0-9a-z]/gi, '').toUpperCase(),
};

/** The next `length` letters and digits from `start`, with single separators between them, or null. */
function readCharacters(text: string, start: number, length: number): { value: string; end: number } | null {
  let value = '';
  let separated = false;
  for (let i = start; i < Math.min(text.length, start + LONGEST_SEPARATED); i++) {
    const character = text.charAt(i);
    if (/[0-9a-z]/i.test(character)) {
      value += character.toUpperCase();
      separated = false;
      if (value.length === length) return { value, end: i + 1 };
    } else if (/[ \u00a0-]/.test(character) && !separated) {
      separated = true;
    } else {
      return null;
    }
  }
  return null;
}

function hasShape(value: string): boolean {
  return !LETTERS_FIRST.has(value.slice(0, 2)) || /^[A-Z]{4}$/.test(value.slice(4, 8));
}

function passesMod97(value: string): boolean {
  let rest = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const number = Number.parseInt(character, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1;
}
