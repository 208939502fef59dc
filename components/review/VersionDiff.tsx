import { useMemo } from 'preact/hooks';
import type { RequestVersion } from '../../utils/api/entities.ts';
import { compareDrafts } from './compare.ts';
import { DiffText } from './DiffText.tsx';
import { useReviewTexts } from './texts.ts';

/** What changed between two versions, word by word, in words for a screen reader too. */
export function VersionDiff({
  before,
  after,
}: {
  readonly before: RequestVersion;
  readonly after: RequestVersion;
}) {
  const t = useReviewTexts();
  const comparison = useMemo(() => compareDrafts(before.draft, after.draft), [before, after]);
  const title = t('changedSince', { number: before.number });
  return (
    <section class="version-diff" aria-label={title}>
      <h3 class="section-title">{title}</h3>
      {comparison.isSame ? <p class="muted">{t('changedNothing')}</p> : null}
      {comparison.parts.map(({ part, changes, mediaChanged }) =>
        changes.every(({ kind }) => kind === 'same') && !mediaChanged ? null : (
          <div key={part}>
            {comparison.parts.length === 1 ? null : (
              <p class="part-title">{t('part', { number: part + 1, count: comparison.parts.length })}</p>
            )}
            <DiffText changes={changes} />
            {mediaChanged ? <p class="muted">{t('changedMedia')}</p> : null}
          </div>
        ),
      )}
      {comparison.account ? <p>{t('changedAccount')}</p> : null}
      {comparison.scheduledFor ? <p>{t('changedTime')}</p> : null}
      {comparison.target ? <p>{t('changedTarget')}</p> : null}
    </section>
  );
}
