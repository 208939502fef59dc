import type { ApprovalRequest } from '../../utils/api/entities.ts';
import { Icon } from '../composer/Icon.tsx';
import { Moment } from '../ui/Moment.tsx';
import { DECIDED_KEY, DECIDED_TONE, useReviewTexts } from './texts.ts';

/** Every version and every decision, newest first. */
export function History({ request, now }: { readonly request: ApprovalRequest; readonly now: number }) {
  const t = useReviewTexts();
  return (
    <section aria-label={t('history')}>
      <h3 class="section-title">{t('history')}</h3>
      <ol class="history">
        {request.versions.toReversed().map((version) => (
          <li key={version.number}>
            <p class="history-version">
              <strong>{t('version', { number: version.number })}</strong>{' '}
              {t('sentBy', { name: version.editedBy.name })}{' '}
              <span class="muted">
                <Moment at={version.createdAt} now={now} />
              </span>
            </p>
            {version.decisions.length === 0 ? (
              <p class="muted">{t('noDecisionYet')}</p>
            ) : (
              <ul>
                {version.decisions.map((decision) => (
                  <li key={decision.id} class="decision">
                    <span class={`badge plain ${DECIDED_TONE[decision.kind]}`}>
                      <Icon tone={DECIDED_TONE[decision.kind]} />
                      {t(DECIDED_KEY[decision.kind])}
                    </span>{' '}
                    {decision.member.name}{' '}
                    <span class="muted">
                      <Moment at={decision.at} now={now} />
                    </span>
                    {decision.reason === null ? null : (
                      <blockquote dir="auto" class="reason">
                        {decision.reason}
                      </blockquote>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
