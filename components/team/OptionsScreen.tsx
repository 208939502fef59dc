import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { RulesPanel } from '../rules/RulesPanel.tsx';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Glyph.tsx';
import { Empty, Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import { DeliveryPanel } from './DeliveryPanel.tsx';
import type { TeamDesk } from './desk.ts';
import { useOptionsTexts } from './texts.ts';

const SECTIONS = ['rules', 'connection', 'delivery'] as const;
type Section = (typeof SECTIONS)[number];
const SECTION_KEY = { rules: 'rules', connection: 'connection', delivery: 'delivery' } as const;

function sectionOf(hash: string): Section {
  return SECTIONS.find((one) => `#${one}` === hash) ?? 'rules';
}

export function OptionsScreen({ desk, onJoin }: { readonly desk: TeamDesk; readonly onJoin: () => void }) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const section = useSignal(sectionOf(location.hash));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => desk.start(), [desk]);
  useEffect(() => {
    const onHash = (): void => {
      section.value = sectionOf(location.hash);
      heading.current?.focus();
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [section]);
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
              {t(SECTION_KEY[one])}
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
          {t(SECTION_KEY[section.value])}
        </h1>
        <div role="alert">
          {failure === null ? null : (
            <Status tone="block" title={t('failureTitle')}>
              <p>{problemText(common, failure)}</p>
            </Status>
          )}
        </div>
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
            {/* Kept while other sections are looked at, with what is typed in it. */}
            <div hidden={section.value !== 'rules'}>
              <RulesPanel desk={desk} connection={connection} local={local} />
            </div>
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
