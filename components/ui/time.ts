/** Times as people read them. Pure: the clock and the language come from the caller. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Map<string, Intl.RelativeTimeFormat>();
const absolute = new Map<string, Intl.DateTimeFormat>();

function relativeFormat(locale: string, style: 'short' | 'long'): Intl.RelativeTimeFormat {
  const key = `${locale} ${style}`;
  let format = relative.get(key);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style });
    relative.set(key, format);
  }
  return format;
}

/**
 * How long ago, or in how long, in the largest unit that is full: "3 min ago", "in 2 hr", "yesterday".
 * @param at epoch ms, of the same clock as `now`
 */
export function formatAge(
  at: number,
  now: number,
  locale: string,
  style: 'short' | 'long' = 'short',
): string {
  const difference = at - now;
  const size = Math.abs(difference);
  const format = relativeFormat(locale, style);
  if (size < MINUTE) return format.format(0, 'second');
  if (size < HOUR) return format.format(Math.trunc(difference / MINUTE), 'minute');
  if (size < DAY) return format.format(Math.trunc(difference / HOUR), 'hour');
  return format.format(Math.trunc(difference / DAY), 'day');
}

/** Date and time in full, in this computer's time zone. */
export function formatMoment(at: number, locale: string): string {
  let format = absolute.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    absolute.set(locale, format);
  }
  return format.format(at);
}
