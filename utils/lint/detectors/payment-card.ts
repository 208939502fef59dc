import { passesLuhn } from './checksums.ts';
import { type Detection, type DetectorMaker, digitsOf, maskAllBut } from './detector.ts';
import { otherNumbers } from './surroundings.ts';

export interface PaymentCardTable {
  /** Issuer prefixes, first and last with the same number of digits, and the lengths of their numbers: `51-55:16`. */
  readonly issuers: readonly string[];
  readonly otherNumbers: string;
}

interface Issuer {
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

/** Runs of digits in which single blanks, dashes or dots may stand. */
const RUN = /\d(?:[ \u00a0.‐-–-]?\d){12,30}/gu;

/**
 * Payment card numbers: issuer prefix, length and Luhn digit all fit. Numbers inside addresses (`…/status/4…`), hashtags
 * and longer words are left alone: one in ten numbers of 16 digits passes Luhn by chance, and those are ids.
 */
export const paymentCard: DetectorMaker<PaymentCardTable> = ({ table }) => {
  const issuers = table.issuers.map(issuerOf);
  const isOtherNumber = otherNumbers(table.otherNumbers);
  return {
    find(text) {
      const found: Detection[] = [];
      for (const run of text.matchAll(RUN)) {
        const [written] = run;
        const end = run.index + written.length;
        if (
          /[\p{L}\p{N}_/=#@&.+-]/u.test(text.charAt(run.index - 1)) ||
          /[\p{L}\p{N}_]/u.test(text.charAt(end)) ||
          isOtherNumber(text, run.index)
        )
          continue;
        const fit = fitting(written, issuers);
        if (fit === null) continue;
        const part = written.slice(fit.start, fit.end);
        found.push({
          start: run.index + fit.start,
          end: run.index + fit.end,
          value: digitsOf(part),
          masked: maskAllBut(part, 4),
        });
      }
      return found;
    },
    normalize: digitsOf,
  };
};

function issuerOf(range: string): Issuer {
  const [from = '', to = '', ...lengths] = range.split(/[-:,]/);
  return { from, to, lengths: lengths.map(Number) };
}

/** The card number in a run of digits: the whole run, or whole groups of it (“4539 … 6467 12/27” runs on). */
function fitting(written: string, issuers: readonly Issuer[]): { start: number; end: number } | null {
  if (isCard(digitsOf(written), issuers)) return { start: 0, end: written.length };
  const groups = [...written.matchAll(/\d+/g)];
  if (groups.length > 12) return null;
  for (const first of groups) {
    for (const last of groups.toReversed()) {
      const end = last.index + last[0].length;
      if (end <= first.index) break;
      // A card is written in groups of at least three digits; shorter ones are dates, times and prices.
      const inside = groups.filter((group) => group.index >= first.index && group.index < end);
      if (inside.length > 1 && inside.some((group) => group[0].length < 3)) continue;
      if (isCard(digitsOf(written.slice(first.index, end)), issuers)) return { start: first.index, end };
    }
  }
  return null;
}

function isCard(digits: string, issuers: readonly Issuer[]): boolean {
  return (
    issuers.some(({ from, to, lengths }) => {
      const prefix = digits.slice(0, from.length);
      return lengths.includes(digits.length) && prefix >= from && prefix <= to;
    }) && passesLuhn(digits)
  );
}
