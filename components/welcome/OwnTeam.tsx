import { useSignal } from '@preact/signals';
import type { Joining } from '../team/join.ts';
import { useWelcomeTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Loading } from '../ui/Status.tsx';

/** Where `npm start` and `npm run store` put a store, unless they are told otherwise. */
export const OWN_STORE = 'http://127.0.0.1:8455';

/**
 * How to start a team of one's own. Signoff has no service that a team could be made on: a store has to run somewhere,
 * and one that runs on this computer is offered. It is looked for when this is opened, not before.
 */
export function OwnTeam({
  look,
  onUse,
}: {
  readonly look: Joining['look'];
  readonly onUse: (store: string) => void;
}) {
  const t = useWelcomeTexts();
  const state = useSignal<'unasked' | 'looking' | 'found' | 'none'>('unasked');
  const ask = async (): Promise<void> => {
    state.value = 'looking';
    state.value = (await look(OWN_STORE)) === 'store' ? 'found' : 'none';
  };
  return (
    <details
      class="own-team"
      onToggle={(event) => {
        if (event.currentTarget.open && state.peek() === 'unasked') void ask();
      }}
    >
      <summary>{t('ownTeam')}</summary>
      <p>{t('ownTeamText')}</p>
      <ul class="ways">
        <li>
          {t('ownTeamTry')} <code>npm start</code>
        </li>
        <li>
          {t('ownTeamReal')} <code>npm run store</code>
        </li>
        <li>
          {t('ownTeamServer')} <code>docs/store.md</code>, <code>docs/deploy.md</code>
        </li>
      </ul>
      {/* Always there, so that a screen reader hears what was found. */}
      <div aria-live="polite" class="found">
        {state.value === 'looking' ? <Loading label={t('looking')} /> : null}
        {state.value === 'found' ? (
          <>
            <p>{t('ownStoreFound', { store: OWN_STORE })}</p>
            <Button kind="main" onPress={() => onUse(OWN_STORE)}>
              {t('ownStoreUse')}
            </Button>
          </>
        ) : null}
        {state.value === 'none' ? (
          <>
            <p class="muted">{t('ownStoreNone', { store: OWN_STORE })}</p>
            <Button size="s" onPress={() => void ask()}>
              {t('lookAgain')}
            </Button>
          </>
        ) : null}
      </div>
    </details>
  );
}
