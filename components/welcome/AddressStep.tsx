import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ManagedSettings } from '../../utils/managed/settings.ts';
import type { LocalConnection } from '../../utils/sync/live.ts';
import type { Joining, NoAddress } from '../team/join.ts';
import { useWelcomeTexts } from '../team/texts.ts';
import { Field } from '../ui/Field.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Status } from '../ui/Status.tsx';
import { OwnTeam } from './OwnTeam.tsx';

const ADDRESS_KEY = {
  empty: 'addressEmpty',
  malformed: 'addressMalformed',
  insecure: 'addressInsecure',
  credentials: 'addressCredentials',
  stranger: 'addressStranger',
  silent: 'addressSilent',
  offline: 'addressOffline',
} as const satisfies Record<NoAddress, string>;

/** The first step of joining: the link that a person was sent, or the address of the team's store. */
export function AddressStep({
  joining,
  settings: { store, lockConnection },
  before,
}: {
  readonly joining: Joining;
  /** What the user's organisation has set. */
  readonly settings: ManagedSettings;
  /** The connection that the team has ended, where there was one. */
  readonly before: LocalConnection | null;
}) {
  const t = useWelcomeTexts();
  const typed = useSignal<string | null>(null);
  const fixed = lockConnection === true && store !== undefined;
  const address = fixed ? store : (typed.value ?? store ?? before?.storeUrl ?? '');
  const field = useRef<HTMLInputElement>(null);
  const problem = joining.addressProblem.value;
  const isBusy = joining.busy.value;
  const begin = (text: string): void => {
    void joining.begin(text).then(() => {
      if (joining.addressProblem.value !== null) field.current?.focus();
    });
  };
  return (
    <>
      {before === null ? null : (
        <Status tone="block" title={t('endedTitle', { team: before.team.name })}>
          <p>{t('endedText')}</p>
        </Status>
      )}
      <form
        class="step"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          begin(address);
        }}
      >
        <p class="step-count">{t('step', { number: 1, count: 2 })}</p>
        <Field
          label={t('address')}
          hint={t(fixed ? 'addressManaged' : 'addressHint')}
          error={problem === null ? null : t(ADDRESS_KEY[problem])}
        >
          {(control) => (
            <input
              {...control}
              ref={field}
              type="text"
              inputMode="url"
              autocomplete="url"
              autocapitalize="none"
              spellcheck={false}
              placeholder="signoff.example.com"
              value={address}
              readOnly={fixed}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        <div class="actions">
          <button type="submit" class="button main m" aria-disabled={isBusy ? 'true' : undefined}>
            {isBusy ? (
              t('looking')
            ) : (
              <>
                {t('open')} <Glyph name="external" />
              </>
            )}
          </button>
        </div>
      </form>
      {fixed ? null : (
        <OwnTeam
          look={joining.look}
          onUse={(found) => {
            typed.value = found;
            begin(found);
          }}
        />
      )}
    </>
  );
}
