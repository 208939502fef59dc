import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Glyph.tsx';
import { lazy } from '../ui/lazy.tsx';
import { Empty, Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import { DeliveryPanel } from './DeliveryPanel.tsx';
import type { TeamDesk } from './desk.ts';
import { organisation } from './organisation.ts';
import { useOptionsTexts } from './texts.ts';

const SECTIONS = ['rules', 'policy', 'insight', 'people', 'connection', 'delivery'] as const;
type Section = (typeof SECTIONS)[number];
/** Put up when they are first looked at, and kept with what is typed in them. */
const KEPT = {
  rules: lazy(async () => (await import('../rules/RulesPanel.tsx')).RulesPanel),
  policy: lazy(async () => (await import('../policy/PolicyPanel.tsx')).PolicyPanel),
  insight: lazy(async () => (await import('../insight/InsightPanel.tsx')).InsightPanel),
} as const;

function sectionOf(hash: string): Section {
  return SECTIONS.find((one) => `#${one}` === hash) ?? 'rules';
}

export function OptionsScreen({ desk, onJoin }: { readonly desk: TeamDesk; readonly onJoin: () => void }) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const section = useSignal(sectionOf(location.hash));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => desk.start(), [desk]);
  useEffect(() => organisation.start(), []);
  useEffect(() => {
    const onHash = (): void => {
      section.value = sectionOf(location.hash);
      heading.current?.focus();
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [section]);
  const seen = useRef(new Set<string>());
  seen.current.add(section.value);
  const connection = desk.connection.value;
  const local = desk.local.value;
  const failure = desk.failure.value;
  const refused = desk.outbox.value.filter((entry) => entry.state === 'refused').length;
  const troubles = refused + (connection?.problems.length ?? 0);
  return (
    <div class="options">
      <header class="options-head">
        <Mark />
        <span class="options-team">{connection?.team.name ?? 'Signoff'}</span>
        <nav aria-label={t('sections')}>
          {SECTIONS.map((one) => (
            <a key={one} href={`#${one}`} aria-current={section.value === one ? 'page' : undefined}>
              {t(one)}
              {one === 'delivery' && troubles > 0 ? (
                <span class="tag alert">
                  {troubles} <span class="visually-hidden">{t('troubles')}</span>
                </span>
              ) : null}
            </a>
          ))}
        </nav>
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {t(section.value)}
        </h1>
        <div role="alert">
          {failure === null ? null : (
            <Status tone="block" title={t('failureTitle')}>
              <p>{problemText(common, failure)}</p>
            </Status>
          )}
        </div>
        {organisation.managed.value.wrong.length === 0 ? null : (
          <Status
            tone="warn"
            title={t('managedWrong', { keys: organisation.managed.value.wrong.join(', ') })}
          />
        )}
        {connection === undefined && failure === null ? <Loading label={common('loading')} /> : null}
        {connection === null ? (
          <Empty title={t('unjoinedTitle')}>
            <p>{t('unjoinedText')}</p>
            <Button kind="main" onPress={onJoin}>
              {t('join')}
            </Button>
          </Empty>
        ) : null}
        {connection == null || local === null ? null : (
          <>
            {Object.entries(KEPT).map(([one, Panel]) =>
              seen.current.has(one) ? (
                <div key={one} hidden={section.value !== one}>
                  <Panel desk={desk} local={local} connection={connection} />
                </div>
              ) : null,
            )}
            {section.value === 'people' ? <PeoplePanel connection={connection} /> : null}
            {section.value === 'connection' ? (
              <ConnectionPanel desk={desk} connection={connection} onJoin={onJoin} />
            ) : null}
            {section.value === 'delivery' ? <DeliveryPanel desk={desk} connection={connection} /> : null}
          </>
        )}
      </main>
    </div>
  );
}
