/** Times on the store's pages, in the reader's language and in UTC, as on the record. */
import type { Texts } from '../texts.ts';

/** @returns a function from epoch ms to text; null is "never" */
export function timeWords({ locale, say }: Texts): (at: number | null) => string {
  const format = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return (at) => (at === null ? say('never') : format.format(at));
}

/** To the second, as of what has to be proved. @returns a function from epoch ms to text */
export function exactWords({ locale }: Pick<Texts, 'locale'>): (at: number) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
  return (at) => format.format(at);
}
