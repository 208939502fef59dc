import { mod97 } from './checksums.ts';
import { type Detection, type DetectorMaker, mask } from './detector.ts';

export interface IbanTable {
  /** Country and length, such as `NO15`, with blanks between. */
  readonly lengths: string;
  /** Countries in which the account begins with a bank code of four letters. */
  readonly lettersFirst: string;
}

const HEAD = /[a-z]{2}[ -]?\d{2}/gi;
const LONGEST_SEPARATED = 70;

/** IBANs: known country, its length, and ISO 7064 mod 97-10; with single blanks or dashes between groups. */
export const iban: DetectorMaker<IbanTable> = ({ table }) => ({
  find(text) {
    const found: Detection[] = [];
    let free = 0;
    for (const head of text.matchAll(HEAD)) {
      const start = head.index;
      const length = lengthOf(head[0].slice(0, 2).toUpperCase(), table);
      if (length === 0 || start < free || /[\p{L}\p{N}_]/u.test(text.charAt(start - 1))) continue;
      const read = readCharacters(text, start, length);
      if (read === null || !hasShape(read.value, table)) continue;
      if (
        /[\p{L}\p{N}_]/u.test(text.charAt(read.end)) ||
        mod97(read.value.slice(4) + read.value.slice(0, 4)) !== 1
      )
        continue;
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
});

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

function hasShape(value: string, { lettersFirst }: IbanTable): boolean {
  return !lettersFirst.includes(value.slice(0, 2)) || /^[A-Z]{4}$/.test(value.slice(4, 8));
}

function lengthOf(country: string, { lengths }: IbanTable): number {
  const at = lengths.indexOf(country);
  return at < 0 ? 0 : Number(lengths.slice(at + 2, at + 4));
}
