import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { LocalConnection } from '../../utils/sync/live.ts';
import { Icon } from '../composer/Icon.tsx';
import { browserNotices } from '../notices/browser-notices.ts';
import { NoticesSettings } from '../notices/NoticesSettings.tsx';
import { browserSites } from '../site/browser-sites.ts';
import { SitesPanel } from '../site/SitesPanel.tsx';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { lazy } from '../ui/lazy.tsx';
import { useLocale } from '../ui/locale.ts';
import { Status } from '../ui/Status.tsx';
import { useCommonTexts } from '../ui/texts.ts';
import { formatMoment } from '../ui/time.ts';
import type { TeamDesk } from './desk.ts';
import { organisation } from './organisation.ts';
import { rolesText } from './roles.ts';
import { useOptionsTexts } from './texts.ts';

/** Brings the lint engine along: fetched when this section is looked at. */
const Practice = lazy(async () => (await import('../practice/start-practice.tsx')).PracticeHere);

const STATE = {
  online: { key: 'stateOnline', tone: 'clear' },
  offline: { key: 'stateOffline', tone: 'warn' },
  revoked: { key: 'stateRevoked', tone: 'block' },
} as const;

export function ConnectionPanel({
  desk,
  connection,
  onJoin,
}: {
  readonly desk: TeamDesk;
  readonly connection: LocalConnection;
  readonly onJoin: () => void;
}) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const { member, team, storeUrl } = connection;
  const state = STATE[connection.state];
  const managed = organisation.managed.value.settings;
  const sites = useMemo(browserSites, []);
  const notices = useMemo(browserNotices, []);
  return (
    <div class="panel">
      <section class="card" aria-label={t('connection')}>
        <dl class="connection-facts">
          <dt>{t('team')}</dt>
          <dd>{team.name}</dd>
          <dt>{t('member')}</dt>
          <dd>
            {member.name} <span class="muted">{member.email}</span>
          </dd>
          <dt>{t('roles')}</dt>
          <dd>{rolesText(common, member.roles)}</dd>
          <dt>{t('store')}</dt>
          <dd>
            <code>{storeUrl}</code>{' '}
            {managed.store === undefined ? null : <span class="tag">{t('managedMark')}</span>}
          </dd>
          <dt>{t('state')}</dt>
          <dd>
            <span class={`badge ${state.tone}`}>
              <Icon tone={state.tone} />
              {t(state.key)}
            </span>{' '}
            {connection.since === 0 ? null : (
              <span class="muted">{t('since', { time: formatMoment(connection.since, locale) })}</span>
            )}
          </dd>
          <dt>{t('rulesetInUse')}</dt>
          <dd>
            {desk.ruleset.value === null
              ? t('rulesetNone')
              : t('rulesetVersion', {
                  version: String(desk.ruleset.value.version),
                  name: desk.ruleset.value.publishedBy.name,
                  time: formatMoment(desk.ruleset.value.publishedAt, locale),
                })}
          </dd>
        </dl>
        {connection.state === 'revoked' ? (
          <Status
            tone="block"
            title={t('revokedTitle')}
            actions={
              <Button kind="main" size="s" onPress={onJoin}>
                {t('joinAgain')}
              </Button>
            }
          >
            <p>{t('revokedText')}</p>
          </Status>
        ) : null}
        {connection.state === 'offline' ? (
          <Status tone="warn" title={t('offlineTitle')}>
            <p>{t('offlineText')}</p>
          </Status>
        ) : null}
        <div class="actions">
          <Button busy={desk.busy.value === 'sync'} onPress={() => void desk.sync()}>
            {desk.busy.value === 'sync' ? t('syncing') : t('syncNow')}
          </Button>
          <a
            class="link"
            href={new URL('/devices', storeUrl).href}
            target="_blank"
            rel="noreferrer noopener external"
          >
            {t('devices')} <Glyph name="external" />
            <span class="visually-hidden">{common('opensInTab')}</span>
          </a>
        </div>
      </section>
      <NoticesSettings notices={notices} />
      <SitesPanel sites={sites} />
      <Practice />
      {managed.lockConnection === true ? (
        <section class="card">
          <p>{t('managedLocked')}</p>
        </section>
      ) : (
        <Leave desk={desk} team={team.name} />
      )}
    </div>
  );
}

/** Confirmed in its place: the question says what is lost, and the safe answer has the focus. */
function Leave({ desk, team }: { readonly desk: TeamDesk; readonly team: string }) {
  const t = useOptionsTexts();
  const asking = useSignal(false);
  const unsent = desk.outbox.value.filter((entry) => entry.state === 'pending').length;
  return (
    <section class="card" aria-labelledby="leave-title">
      <h2 id="leave-title">{t('leaveTitle')}</h2>
      <p class="muted">{t('leaveText')}</p>
      {asking.value ? (
        <LeaveQuestion
          desk={desk}
          team={team}
          unsent={unsent}
          onStay={() => {
            asking.value = false;
          }}
        />
      ) : (
        <div class="actions">
          <Button
            kind="danger"
            onPress={() => {
              asking.value = true;
            }}
          >
            {t('leave')}
          </Button>
        </div>
      )}
    </section>
  );
}

function LeaveQuestion({
  desk,
  team,
  unsent,
  onStay,
}: {
  readonly desk: TeamDesk;
  readonly team: string;
  readonly unsent: number;
  readonly onStay: () => void;
}) {
  const t = useOptionsTexts();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.querySelector('button')?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question in its place on the page, not a set of fields
    <div class="confirm" role="group" aria-labelledby="leave-question" ref={ref}>
      <p id="leave-question">
        <strong>{t('leaveQuestion', { team })}</strong>
        {unsent === 0 ? null : ` ${t('leaveUnsent', { count: unsent })}`}
      </p>
      <div class="actions">
        <Button onPress={onStay}>{t('stay')}</Button>
        <Button kind="danger" busy={desk.busy.value === 'leave'} onPress={() => void desk.leave()}>
          {t('leaveYes')}
        </Button>
      </div>
    </div>
  );
}
