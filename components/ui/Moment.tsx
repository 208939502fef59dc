import { useLocale } from './locale.ts';
import { formatAge, formatMoment } from './time.ts';

/** A time as an age, with the full date and time for who asks. */
export function Moment({ at, now }: { readonly at: number; readonly now: number }) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at, locale)}>
      {formatAge(at, now, locale)}
    </time>
  );
}
