import type { LocalConnection, OutboxEntry } from '../../utils/sync/live.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { Empty, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { formatMoment } from '../ui/time.ts';
import type { TeamDesk } from './desk.ts';
import { useOptionsTexts } from './texts.ts';

/** What is on its way to the store, what it refused, and what of the store's could not be used. */
export function DeliveryPanel({
  desk,
  connection,
}: {
  readonly desk: TeamDesk;
  readonly connection: LocalConnection;
}) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const entries = desk.outbox.value;
  const describe = (entry: OutboxEntry): string => common(`command_${entry.command.kind}`);
  return (
    <div class="panel">
      {connection.problems.map((problem) => (
        <Status key={problem.key} tone="warn" title={t('problemTitle')}>
          <p>{problemText(common, problem)}</p>
          <p class="muted">
            {formatMoment(problem.at, locale)} · <code>{problem.code}</code>
          </p>
        </Status>
      ))}
      {entries.length === 0 ? (
        <Empty title={t('deliveryEmpty')}>
          <p>{t('deliveryEmptyText')}</p>
        </Empty>
      ) : (
        <ul class="outbox">
          {entries.map((entry) => (
            <li key={entry.seq}>
              <p class="outbox-head">
                <strong>{describe(entry)}</strong>
                <span class="muted">{formatMoment(entry.createdAt, locale)}</span>
              </p>
              {entry.state === 'refused' ? (
                <Status
                  tone="block"
                  title={t('refused')}
                  actions={
                    <Button size="s" onPress={() => void desk.dismiss(entry.seq)}>
                      {common('dismiss')}
                    </Button>
                  }
                >
                  <p>{problemText(common, entry.refusal)}</p>
                </Status>
              ) : (
                <p class="muted">
                  {entry.attempts === 0 ? t('pending') : t('pendingTried', { count: entry.attempts })}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <Button busy={desk.busy.value === 'sync'} onPress={() => void desk.sync()}>
          {desk.busy.value === 'sync' ? t('syncing') : t('sendNow')}
        </Button>
      </div>
    </div>
  );
}
