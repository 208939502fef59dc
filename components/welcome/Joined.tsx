import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { LocalConnection } from '../../utils/sync/live.ts';
import { rolesText } from '../team/roles.ts';
import { useWelcomeTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Status } from '../ui/Status.tsx';
import { useCommonTexts } from '../ui/texts.ts';

/** Whose browser this is now. */
export function JoinedHead({
  connection,
  isNew,
}: {
  readonly connection: LocalConnection;
  readonly isNew: boolean;
}) {
  const t = useWelcomeTexts();
  const common = useCommonTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const { member, team } = connection;
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t(isNew ? 'joinedHeading' : 'alreadyHeading', { team: team.name })}
      </h1>
      <p class="lead">{t('joinedAs', { name: member.name, roles: rolesText(common, member.roles) })}</p>
      {connection.state === 'offline' ? (
        <Status tone="warn" title={t('joinedOfflineTitle')}>
          <p>{t('joinedOfflineText')}</p>
        </Status>
      ) : null}
    </>
  );
}

/** What each role does next, and where. */
export function NextSteps({
  connection,
  onRules,
  onConnection,
}: {
  readonly connection: LocalConnection;
  readonly onRules: () => void;
  readonly onConnection: () => void;
}) {
  const t = useWelcomeTexts();
  const id = useId();
  const { member } = connection;
  const has = (role: (typeof member.roles)[number]): boolean => member.roles.includes(role);
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t('next')}</h2>
      <ol class="next-steps">
        {has('author') || has('admin') ? <li>{t('nextAuthor')}</li> : null}
        {has('reviewer') ? <li>{t('nextReviewer')}</li> : null}
        {has('admin') ? <li>{t('nextAdmin')}</li> : null}
        {has('auditor') ? <li>{t('nextAuditor')}</li> : null}
        <li>{t('nextTabs')}</li>
      </ol>
      <div class="actions">
        <Button kind="main" onPress={onRules}>
          {t('toRules')}
        </Button>
        <Button kind="quiet" onPress={onConnection}>
          {t('toConnection')}
        </Button>
      </div>
    </section>
  );
}
