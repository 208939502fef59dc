import { type Detection, type Detector, mask } from './detector.ts';

/** Issuer prefixes (first and last, same number of digits) with the lengths of their numbers; ISO/IEC 7812. */
const ISSUERS: readonly {
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}[] = [
  { from: '4', to: '4', lengths: [13, 16, 19] }, // Visa
  { from: '51', to: '55', lengths: [16] }, // Mastercard
  { from: '2221', to: '2720', lengths: [16] }, // Mastercard
  { from: '34', to: '34', lengths: [15] }, // American Express
  { from: '37', to: '37', lengths: [15] }, // American Express
  { from: '6011', to: '6011', lengths: [16, 19] }, // Discover
  { from: '644', to: '649', lengths: [16, 19] }, // Discover
  { from: '65', to: '65', lengths: [16, 19] }, // Discover
  { from: '300', to: '305', lengths: [14, 16] }, // Diners Club
  { from: '36', to: '36', lengths: [14, 16] }, // Diners Club
  { from: '38', to: '39', lengths: [14, 16] }, // Diners Club
  { from: '3528', to: '3589', lengths: [16] }, // JCB
  { from: '62', to: '62', lengths: [16, 17, 18, 19] }, // UnionPay
  { from: '81', to: '81', lengths: [16, 17, 18, 19] }, // UnionPay
  { from: '2200', to: '2204', lengths: [16, 17, 18, 19] }, // Mir
  { from: '5018', to: '5018', lengths: [16, 18, 19] }, // Maestro
  { from: '5020', to: '5020', lengths: [16, 18, 19] }, // Maestro
  { from: '5038', to: '5038', lengths: [16, 18, 19] }, // Maestro
  { from: '6304', to: '6304', lengths: [16, 18, 19] }, // Maestro
  { from: '67', to: '67', lengths: [16, 18, 19] }, // Maestro
];

/** Runs of digits in which single blanks, dashes or dots may stand. */
const RUN = /\d(?:[ \u00a0.‐-–-]?\d){12,30}/gu;

/**
 * Payment card numbers: issuer prefix, length and Luhn digit all fit. Numbers inside addresses (`…/status/4…`), hashtags
 * and longer words are left alone: one in ten numbers of 16 digits passes Luhn by chance, and those are ids.
 */
export const paymentCard: Detector = {
  find(text) {
    const found: Detection[] = [];
    for (const run of text.matchAll(RUN)) {
      const [written] = run;
      const end = run.index + written.length;
      if (
        /[\p{L}\p{N}_/=#@&.+-]/u.test(text.charAt(run.index - 1)) ||
        /[\p{L}\p{N}_]/u.test(text.charAt(end))
      )
        continue;
      const fit = fitting(written);
      if (fit === null) continue;
      const part = written.slice(fit.start, fit.end);
      found.push({
        start: run.index + fit.start,
        end: run.index + fit.end,
        value: digitsOf(part),
        masked: mask(part, (index, count) => index >= count - 4),
      });
    }
    return found;
  },
  normalize: digitsOf,
};

/** The card number in a run of digits: the whole run, or whole groups of it (“4539 … 6467 12/27” runs on). */
function fitting(written: string): { start: number; end: number } | null {
  if (isCard(digitsOf(written))) return { start: 0, end: written.length };
  const groups = [...written.matchAll(/\d+/g)];
  if (groups.length > 12) return null;
  for (const first of groups) {
    for (const last of groups.toReversed()) {
      const end = last.index + last[0].length;
      if (end <= first.index) break;
      // A card is written in groups of at least three digits; shorter ones are dates, times and prices.
      const inside = groups.filter((group) => group.index >= first.index && group.index < end);
      if (inside.length > 1 && inside.some((group) => group[0].length < 3)) continue;
      if (isCard(digitsOf(written.slice(first.index, end)))) return { start: first.index, end };
    }
  }
  return null;
}

function isCard(digits: string): boolean {
  return (
    ISSUERS.some(({ from, to, lengths }) => {
      const prefix = digits.slice(0, from.length);
      return lengths.includes(digits.length) && prefix >= from && prefix <= to;
    }) && passesLuhn(digits)
  );
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 0x30;
    const weighed = i % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
