import { type Detection, type DetectorMaker, digitsOf, maskAllBut } from './detector.ts';
import { otherNumbers, wordPattern, wordsBefore } from './surroundings.ts';

/** Patterns, and lists with blanks between. What tells phone numbers from other figures, not who may own them. */
export interface PhoneTable {
  /** `calling code|countries|trunk prefix|national number`; the prefix with `?` may be left out. */
  readonly plans: readonly string[];
  /** Every other calling code in use. */
  readonly codes: string;
  /** `countries|pattern`: written as numbers are written to be called; nothing else need say so. */
  readonly forms: readonly string[];
  /** What says that a number to be called comes. */
  readonly words: string;
  /** Numbers that are free for the caller: those of organisations that want to be called. */
  readonly free: string;
  /** Behind these comes the number of an organisation, which is meant to be public. */
  readonly organisations: string;
  /** What makes a number an amount of something. */
  readonly units: string;
  readonly otherNumbers: string;
}

interface Plan {
  readonly code: string;
  readonly countries: string;
  readonly trunk: string;
  readonly number: RegExp;
}

/** Digits with blanks, dots, dashes, slashes and brackets between them. */
const RUN = /(?<![\p{L}\p{N}_/=#@&$€£¥*~-]|\d[.,:])(?:\+|\(\+?|00)?\d(?:[ \u00a0.\-‑–()/]{0,3}\d){4,19}/gu;

const DATE = /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?!\d)|(?:19|20)\d\d[./-]\d\d[./-]\d\d)/;

/** Written as personal numbers are: day, month, year and five digits (but not London's 0207 and 0208), or 3-2-4. */
const ID = /^(?!020[378])0[1-9](?:0[1-9]|1[0-2])\d\d[ -]?\d{5}$|^\d{3}[ -]\d\d[ -]\d{4}$/;

/** Two years, and an amount in thousands. */
const NO_NUMBER = /^(?:19|20)\d\d[ -](?:19|20)\d\d$|^\d{1,2}(?:[ .]\d{3}){2,}$/;

/**
 * Phone numbers: international ones whose calling code is in use, and national ones that are written like one or stand
 * behind a word for it. Not: numbers that are free to call, or behind a word
 * like “customer service”, since those are meant to be public; dates, prices, orders.
 */
export const phone: DetectorMaker<PhoneTable> = ({ countries, table }) => {
  const plans = table.plans.map(planOf);
  // Countries that the table does not know leave all of them.
  const named = countries?.filter((country) => plans.some((plan) => plan.countries.includes(country))) ?? [];
  const isKnown = (ours: string): boolean =>
    named.length === 0 || ours.split(' ').some((country) => named.includes(country));
  const national = named.length === 0 ? null : plans.filter(({ countries: ours }) => isKnown(ours));
  const forms = table.forms
    .map((line) => line.split('|', 1)[0] ?? '')
    .flatMap((ours, i) => (isKnown(ours) ? [whole(table.forms[i]?.slice(ours.length + 1) ?? '')] : []));
  const codes = new Set(table.codes.split(' '));
  const announced = wordPattern(`${table.words}|[☎📞📱📲]`, '(?!\\p{L})');
  const free = whole(table.free);
  const amount = new RegExp(`^\\s?(?:${table.units})(?!\\p{L})`, 'iu');
  const organisation = wordPattern(table.organisations);
  const isOtherNumber = otherNumbers(table.otherNumbers);

  /** How much of the run, from its start and in whole groups, is a phone number; 0 when nothing is. */
  const fittingLength = (text: string, start: number, run: string): number => {
    if (isOtherNumber(text, start)) return 0;
    const before = wordsBefore(text, start);
    if (organisation.test(before)) return 0;
    const isAnnounced = announced.test(before);
    for (const { index } of [...run.matchAll(/\d(?!\d)/g)].reverse()) {
      const written = run.slice(0, index + 1);
      const behind = text.slice(start + written.length, start + written.length + 12);
      if (/^[\p{L}_@%°]|^[.,:]\d|^-\p{L}/u.test(behind) || DATE.test(written)) continue;
      if (free.test(normalize(written))) return 0;
      if (isPhone(written, isAnnounced && !amount.test(behind))) return written.length;
    }
    return 0;
  };

  const isPhone = (written: string, isAnnounced: boolean): boolean => {
    const digits = digitsOf(written);
    const abroad = /^\(?\+/.test(written) ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : null;
    if (abroad !== null) {
      const plan = plans.find(({ code }) => abroad.startsWith(code));
      const own = plan && abroad.slice(plan.code.length).replace(/^0/, written.includes('(0)') ? '' : '0');
      if (plan && own !== undefined) return plan.number.test(own) && isKnown(plan.countries);
      return (
        named.length === 0 &&
        /^\d{7,17}$/.test(abroad) &&
        [1, 2, 3].some((length) => codes.has(abroad.slice(0, length)))
      );
    }
    if (forms.some((form) => form.test(written))) return true;
    if (national !== null) {
      const isNational = national.some(({ code, trunk, number }) =>
        [trunk.replace('?', ''), trunk.endsWith('?') ? '' : trunk, ...(isAnnounced ? [code] : [])].some(
          (front) => digits.startsWith(front) && number.test(digits.slice(front.length)),
        ),
      );
      return isNational && (isAnnounced || digits.startsWith('0'));
    }
    if (isAnnounced) return /^\d{7,15}$/.test(digits) && !NO_NUMBER.test(written);
    return /^0[1-9]\d{7,10}$/.test(digits) && !ID.test(written);
  };

  return {
    find(text) {
      const found: Detection[] = [];
      for (const { 0: run, index } of text.matchAll(RUN)) {
        const length = fittingLength(text, index, run);
        if (length === 0) continue;
        const written = run.slice(0, length);
        found.push({
          start: index,
          end: index + length,
          value: normalize(written),
          masked: maskAllBut(written, 2),
        });
      }
      return found;
    },
    normalize,
  };
};

function planOf(line: string): Plan {
  const [code = '', countries = '', trunk = ''] = line.split('|', 3);
  return {
    code,
    countries,
    trunk,
    number: whole(line.slice(code.length + countries.length + trunk.length + 3)),
  };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function normalize(value: string): string {
  return (/^\s*\(?(?:\+|00)/.test(value) ? '+' : '') + digitsOf(value).replace(/^00/, '');
}
