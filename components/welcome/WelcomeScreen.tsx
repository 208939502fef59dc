import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { SitesPanel } from '../site/SitesPanel.tsx';
import type { Sites } from '../site/sites.ts';
import type { Joining } from '../team/join.ts';
import type { Organisation } from '../team/organisation.ts';
import { useWelcomeTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Glyph.tsx';
import { Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { AddressStep } from './AddressStep.tsx';
import { CodeStep } from './CodeStep.tsx';
import { JoinedHead, NextSteps } from './Joined.tsx';

export interface WelcomeScreenProps {
  readonly joining: Joining;
  readonly organisation: Organisation;
  readonly sites: Sites;
  /** The practice composer; it brings the lint engine along, so it is fetched when it is shown. */
  readonly Practice: ComponentType;
  readonly onRules: () => void;
  readonly onConnection: () => void;
}

/** The first page: joining a team, the sites that are checked, and a post to practise on. */
export function WelcomeScreen(props: WelcomeScreenProps) {
  const { joining, organisation, sites, Practice, onRules, onConnection } = props;
  const t = useWelcomeTexts();
  useEffect(() => void joining.start(), [joining]);
  useEffect(() => organisation.start(), [organisation]);
  const stage = joining.stage.value;
  return (
    <div class="welcome">
      <header class="welcome-head">
        <Mark />
        <span>Signoff</span>
      </header>
      <main>
        {stage.kind === 'joined' ? (
          <>
            <JoinedHead connection={stage.connection} isNew={stage.isNew} />
            <SitesPanel sites={sites} />
            <Practice />
            <NextSteps connection={stage.connection} onRules={onRules} onConnection={onConnection} />
          </>
        ) : (
          <>
            <h1>{t('heading')}</h1>
            <p class="lead">{t('lead')}</p>
            <Step joining={joining} organisation={organisation} />
            <TryFirst Practice={Practice} />
            <ul class="promises">
              <li>{t('promiseDevice')}</li>
              <li>{t('promiseAsk')}</li>
              <li>{t('promiseExact')}</li>
            </ul>
          </>
        )}
      </main>
    </div>
  );
}

function Step({ joining, organisation }: Pick<WelcomeScreenProps, 'joining' | 'organisation'>) {
  const t = useWelcomeTexts();
  const common = useCommonTexts();
  const stage = joining.stage.value;
  switch (stage.kind) {
    case 'loading':
      return <Loading label={common('loading')} />;
    case 'failed':
      return (
        <Status tone="block" title={t('failedTitle')}>
          <p>{problemText(common, stage.problem)}</p>
        </Status>
      );
    case 'address':
      return (
        <AddressStep joining={joining} settings={organisation.managed.value.settings} before={stage.before} />
      );
    case 'code':
      return <CodeStep joining={joining} begun={stage.begun} />;
    default:
      return null;
  }
}

/** Practising needs no team: whoever is curious may try before joining. */
function TryFirst({ Practice }: { readonly Practice: ComponentType }) {
  const t = useWelcomeTexts();
  const isOpen = useSignal(false);
  if (isOpen.value) return <Practice />;
  return (
    <div class="actions">
      <Button
        onPress={() => {
          isOpen.value = true;
        }}
      >
        {t('tryFirst')}
      </Button>
    </div>
  );
}
