import type { LocalConnection } from '../../utils/sync/live.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { formatAge } from '../ui/time.ts';
import type { ReviewDesk } from './desk.ts';
import { useReviewTexts } from './texts.ts';

/** What is not well with the connection and with what was sent, each with what it means and what can be done. */
export function Troubles({
  desk,
  connection,
  onJoin,
}: {
  readonly desk: ReviewDesk;
  readonly connection: LocalConnection;
  readonly onJoin: () => void;
}) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const made = desk.delivery.value;
  // The decision made last has a line of its own.
  const refused = desk.refused.value.filter((entry) => !(made?.kind === 'refused' && made.seq === entry.seq));
  const { state, problems } = connection;
  if (state === 'online' && problems.length === 0 && refused.length === 0) return null;
  const now = desk.now.value - connection.clockOffset;
  return (
    <div class="troubles">
      {state === 'offline' ? (
        <Status
          tone="warn"
          title={
            connection.since === 0
              ? t('offlineTitle')
              : t('offlineSince', { age: formatAge(connection.since, now, locale) })
          }
          actions={
            <Button size="s" onPress={() => void desk.sync()}>
              {t('tryNow')}
            </Button>
          }
        >
          <p>{t('offlineText')}</p>
        </Status>
      ) : null}
      {state === 'revoked' ? (
        <Status
          tone="block"
          title={t('revokedTitle')}
          actions={
            <Button kind="main" size="s" onPress={onJoin}>
              {t('revokedJoin')}
            </Button>
          }
        >
          <p>{t('revokedText')}</p>
        </Status>
      ) : null}
      {problems.map((problem) => (
        <Status key={problem.key} tone="warn" title={t('syncProblem')}>
          <p>{problemText(common, problem)}</p>
        </Status>
      ))}
      {refused.map((entry) =>
        entry.state === 'refused' ? (
          <Status
            key={entry.seq}
            tone="block"
            title={t('refusedTitle', { what: common(`command_${entry.command.kind}`) })}
            actions={
              <Button size="s" onPress={() => void desk.dismiss(entry.seq)}>
                {common('dismiss')}
              </Button>
            }
          >
            <p>{problemText(common, entry.refusal)}</p>
          </Status>
        ) : null,
      )}
    </div>
  );
}
