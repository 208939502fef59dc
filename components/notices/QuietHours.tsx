import { type NoticeSettings, type QuietSpan, WEEKDAYS, type Weekday } from '../../utils/notices/settings.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';

/** What most people mean by a night, where nothing was chosen before. */
const NIGHT: QuietSpan = { from: '18:00', to: '08:00' };
/** Weeks begin on Monday here. */
const WEEK: readonly Weekday[] = [...WEEKDAYS.slice(1), 0];

/** The days in the reader's language, by their number. */
function dayNames(locale: string): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // 4 January 1970 was a Sunday.
  return WEEKDAYS.map((day) => format.format(Date.UTC(1970, 0, 4 + day)));
}

/** From when until when nothing is shown, by the weekday that it begins on. */
export function QuietHours({
  quiet,
  onChange,
}: {
  readonly quiet: NoticeSettings['quiet'];
  readonly onChange: (quiet: NoticeSettings['quiet']) => void;
}) {
  const t = useOptionsTexts();
  const names = dayNames(t.locale);
  const first = WEEK.map((day) => quiet[day]).find((span) => span != null) ?? null;
  const isSame = quiet.every((span) => span?.from === first?.from && span?.to === first?.to);
  const set = (day: Weekday, span: QuietSpan | null): void =>
    onChange(quiet.map((one, at) => (at === day ? span : one)));
  return (
    <fieldset class="quiet-hours">
      <legend>{t('quietTitle')}</legend>
      <p class="hint">{t('quietHint')}</p>
      <ul>
        {WEEK.map((day) => {
          const span = quiet[day] ?? null;
          const name = names[day] ?? '';
          return (
            <li key={day}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={span !== null}
                  onChange={({ currentTarget: { checked } }) => set(day, checked ? (first ?? NIGHT) : null)}
                />
                {name}
              </label>
              {span === null ? null : (
                <span class="quiet-span">
                  {(['from', 'to'] as const).map((end) => (
                    <input
                      key={end}
                      type="time"
                      required
                      aria-label={t(end === 'from' ? 'quietFrom' : 'quietTo', { day: name })}
                      value={span[end]}
                      onChange={({ currentTarget: { value } }) => {
                        // Emptied, or half typed: what was there still holds.
                        if (value !== '') set(day, { ...span, [end]: value });
                      }}
                    />
                  ))}
                  {span.to <= span.from ? <span class="hint">{t('quietNextDay')}</span> : null}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {first === null || isSame ? null : (
        <div class="actions">
          <Button size="s" onPress={() => onChange(quiet.map(() => first))}>
            {t('quietEveryDay', { from: first.from, to: first.to })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
