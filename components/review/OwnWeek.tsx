import type { OwnFigures } from './own.ts';
import { useReviewTexts } from './texts.ts';

/** The author's own week in two lines; nothing before anything was decided. */
export function OwnWeek({ figures }: { readonly figures: OwnFigures }) {
  const t = useReviewTexts();
  if (figures.decided === 0) return null;
  const share = new Intl.NumberFormat(t.locale, { style: 'percent' }).format(
    figures.firstPass / figures.decided,
  );
  return (
    <section class="own-week" aria-label={t('weekTitle')}>
      <p>{t('weekFirstPass', { share, count: figures.decided })}</p>
      {figures.rules.length === 0 ? null : (
        <p class="muted">
          {t('weekRules')}{' '}
          {figures.rules.map(({ rule, posts }, i) => (
            <span key={rule}>
              {i === 0 ? null : ', '}
              <code>{rule}</code> ({posts})
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
