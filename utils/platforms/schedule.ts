import { UNREADABLE_TIME } from '../draft/draft.ts';
import { all, isVisible, plainLabel } from './dom.ts';

/**
 * The time a post is planned for, by what the composer says of it in whatever language.
 * @param label as a person reads it, in the browser's time zone.
 * @param machine the page's own machine-readable time, where it has one.
 * @returns an ISO time, or {@link UNREADABLE_TIME} where none or more than one could be meant.
 */
export function timeOf(label: string, machine = ''): string {
  // In English: "Will send on Tue, Nov 24, 2026 at 3:00 PM".
  const [, day, clock] = /\bon (.+?) at (.+)$/.exec(label) ?? [];
  for (const time of [Date.parse(machine), Date.parse(`${day} ${clock}`), byDigits(label)])
    if (time > 0) return new Date(time).toISOString();
  return UNREADABLE_TIME;
}

/**
 * Epoch ms where the numbers are a date and a clock that can be read in one way: "2026年11月24日 15:00", "24.11.2026 kl.
 * 15.00". Which of two small numbers is the month, or whether an hour is before noon, is not guessed: then NaN.
 */
function byDigits(label: string): number {
  const [a = 0, b = 0, c = 0, hour = 0, minute = Number.NaN, ...more] = (label.match(/\d+/g) ?? []).map(
    Number,
  );
  const [year, month, day] = a > 999 ? [a, b, c] : [c, Math.min(a, b), Math.max(a, b)];
  const isPlain = hour > 12 && (a > 999 || day > 12 || day === month) && more.length === 0;
  const time = new Date(year, month - 1, day, hour, minute);
  // A thirteenth month, a 25th hour and numbers that are no date at all roll over into another day or month.
  const isReal = year > 2000 && time.getMonth() === month - 1 && time.getHours() === hour;
  return isPlain && isReal ? time.getTime() : Number.NaN;
}

/** A day or a moment in a field, in the way in which numbers are written to machines. */
const DAY = /^\d{4}-\d\d-\d\d/;
const DAY_FIELD = 'input[type="date"], input[type="datetime-local"]';

/**
 * The time that the fields of a composer are set to. A day that is asked for means that the post waits, whatever is in
 * it; without such a field it goes out now.
 */
export function plannedIn(root: Element): string | null {
  const values = all(root, 'input')
    .filter(isVisible)
    .map((field) => ({ field, value: plainLabel((field as HTMLInputElement).value) }));
  const days = values.filter(({ field, value }) => field.matches(DAY_FIELD) || DAY.test(value));
  if (days.length === 0) return null;
  const clocks = values.filter(({ value }) => /^\d\d:\d\d$/.test(value));
  const [day = '', clock = ''] = [days[0]?.value, clocks[0]?.value];
  const isOne = days.length === 1 && clocks.length < 2;
  // A moment without a zone is the browser's own, as all that a composer shows.
  const time = isOne ? Date.parse(day.length > 10 ? day : `${day}T${clock}`) : Number.NaN;
  return time > 0 ? new Date(time).toISOString() : UNREADABLE_TIME;
}
