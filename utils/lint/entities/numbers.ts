import type { NumberEntity, UrlEntity } from './entity.ts';
import { outside } from './overlap.ts';

/** Groups of three parted by a blank or apostrophe, or digits parted by dots and commas; no part of a word or of a date. */
const NUMBER =
  /(?<![\p{L}\p{M}\p{Nd}_]|[\p{Nd}][.,:/])(?:\p{Nd}{1,3}(?:[ \u00A0\u2009\u202F'’]\p{Nd}{3})+(?!\p{Nd})(?:[.,]\p{Nd}+)?|\p{Nd}+(?:[.,]\p{Nd}+)*)/gu;

/** Signs and codes by their ISO 4217 code. `kr` is read as the Norwegian crown, `$` and `¥` as the largest of their name. */
const CURRENCIES: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  a$: 'AUD',
  c$: 'CAD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₿': 'XBT',
  kr: 'NOK',
  kroner: 'NOK',
  euro: 'EUR',
  euros: 'EUR',
  dollars: 'USD',
  pounds: 'GBP',
};
const CODES = [
  'USD',
  'EUR',
  'GBP',
  'NOK',
  'SEK',
  'DKK',
  'CHF',
  'JPY',
  'CAD',
  'AUD',
  'NZD',
  'INR',
  'PLN',
  'CNY',
];
const ESCAPED = [...Object.keys(CURRENCIES), ...CODES]
  .toSorted((a, b) => b.length - a.length)
  .map((sign) => sign.replaceAll('$', '\\$'))
  .join('|');
const BEFORE = new RegExp(`(?<![\\p{L}\\p{Nd}])(${ESCAPED})\\.?[ \\u00A0\\u202F]?$`, 'iu');
const AFTER = new RegExp(`[ \\u00A0\\u202F]?(?:,-|(${ESCAPED})(?![\\p{L}\\p{Nd}]))`, 'iuy');
const PERCENT = /[ \u00A0\u202F]?(?:%|％|(?:percent|per cent|pct|prosent)(?!\p{L}))/iuy;
/** The longest sign with a dot and a blank. */
const REACH = 9;
/** Written with a dot between thousands. */
const DOTTED = new Set(['NOK', 'EUR', 'DKK', 'SEK', 'PLN']);

/** Numbers with their currency or percent sign, none inside of a link; no dates, versions or times. */
export function findNumbers(text: string, urls: readonly UrlEntity[]): NumberEntity[] {
  const found: NumberEntity[] = [];
  for (const { index, 0: digits } of text.matchAll(NUMBER)) {
    const digitsEnd = index + digits.length;
    if (/^[:/]\p{Nd}/u.test(text.slice(digitsEnd, digitsEnd + 3))) continue;
    const before = BEFORE.exec(text.slice(Math.max(0, index - REACH), index));
    AFTER.lastIndex = digitsEnd;
    const after = AFTER.exec(text);
    PERCENT.lastIndex = digitsEnd;
    const percent = PERCENT.exec(text);
    const sign = before?.[1] ?? (after === null ? undefined : (after[1] ?? 'kr'));
    const currency = sign === undefined ? null : (CURRENCIES[sign.toLowerCase()] ?? sign.toUpperCase());
    const value = numberIn(digits, currency);
    if (value === null) continue;
    const signs = before === null ? after : null;
    found.push({
      start: index - (before?.[0].length ?? 0),
      end: digitsEnd + (percent?.[0].length ?? signs?.[0].length ?? 0),
      value,
      currency,
      percent: percent !== null,
    });
  }
  return outside(found, urls);
}

/** The number that the digits say, or null when they say a date or a version. */
function numberIn(written: string, currency: string | null): number | null {
  const digits = written
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/[ \u00A0\u2009\u202F'’]/g, '');
  const marks = digits.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return Number(digits);
  const groups = digits.split(/[.,]/);
  const isGrouped =
    groups.slice(1).every((group) => group.length === 3) && /^[1-9]\d{0,2}$/.test(groups[0] ?? '');
  if (marks.every((mark) => mark === last)) {
    if (marks.length > 1) return isGrouped ? Number(groups.join('')) : null;
    const isThousand = isGrouped && (last === ',' || (currency !== null && DOTTED.has(currency)));
    return Number(isThousand ? groups.join('') : groups.join('.'));
  }
  // One sign parts thousands, the other, once and last, the fraction.
  if (marks.slice(0, -1).includes(last)) return null;
  const fraction = groups.at(-1) ?? '';
  const whole = groups.slice(0, -1);
  if (!whole.slice(1).every((group) => group.length === 3)) return null;
  return Number(`${whole.join('')}.${fraction}`);
}

/** Decimal digits of every script stand in runs of ten, from zero on. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  if (point < 0x80) return point - 0x30;
  let zero = point;
  while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return point - zero;
}
