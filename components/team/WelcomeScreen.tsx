import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { LocalConnection } from '../../utils/sync/live.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Glyph, Mark } from '../ui/Glyph.tsx';
import { Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import type { Begun, Joining } from './join.ts';
import { organisation } from './organisation.ts';
import { rolesText } from './roles.ts';
import { useWelcomeTexts } from './texts.ts';

/** The first page: what Signoff does, and joining a team. */
export function WelcomeScreen({
  joining,
  onRules,
  onConnection,
}: {
  readonly joining: Joining;
  readonly onRules: () => void;
  readonly onConnection: () => void;
}) {
  const t = useWelcomeTexts();
  const common = useCommonTexts();
  useEffect(() => void joining.start(), [joining]);
  useEffect(() => organisation.start(), []);
  const stage = joining.stage.value;
  return (
    <div class="welcome">
      <header class="welcome-head">
        <Mark />
        <span>Signoff</span>
      </header>
      <main>
        {stage.kind === 'joined' ? (
          <Joined
            connection={stage.connection}
            isNew={stage.isNew}
            onRules={onRules}
            onConnection={onConnection}
          />
        ) : (
          <>
            <h1>{t('heading')}</h1>
            <p class="lead">{t('lead')}</p>
            {stage.kind === 'loading' ? <Loading label={common('loading')} /> : null}
            {stage.kind === 'failed' ? (
              <Status tone="block" title={t('failedTitle')}>
                <p>{problemText(common, stage.problem)}</p>
              </Status>
            ) : null}
            {stage.kind === 'address' ? <AddressStep joining={joining} /> : null}
            {stage.kind === 'code' ? <CodeStep joining={joining} begun={stage.begun} /> : null}
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

const ADDRESS_KEY = {
  empty: 'addressEmpty',
  malformed: 'addressMalformed',
  insecure: 'addressInsecure',
  credentials: 'addressCredentials',
} as const;

function AddressStep({ joining }: { readonly joining: Joining }) {
  const t = useWelcomeTexts();
  const typed = useSignal<string | null>(null);
  const { store, lockConnection } = organisation.managed.value.settings;
  const fixed = lockConnection === true && store !== undefined;
  const address = fixed ? store : (typed.value ?? store ?? '');
  const field = useRef<HTMLInputElement>(null);
  const problem = joining.addressProblem.value;
  return (
    <form
      class="step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void joining.begin(address).then(() => {
          if (joining.addressProblem.value !== null) field.current?.focus();
        });
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
        <button type="submit" class="button main m">
          {t('open')} <Glyph name="external" />
        </button>
      </div>
    </form>
  );
}

function CodeStep({ joining, begun }: { readonly joining: Joining; readonly begun: Begun }) {
  const t = useWelcomeTexts();
  const common = useCommonTexts();
  const code = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const problem = joining.codeProblem.value;
  return (
    <form
      class="step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void joining.finish(code.value).then(() => field.current?.focus());
      }}
    >
      <p class="step-count">{t('step', { number: 2, count: 2 })}</p>
      <p>
        {t('signIn', { store: new URL(begun.store).host })}{' '}
        <button type="button" class="text-button" onClick={() => void joining.reopen()}>
          {t('openAgain')}
        </button>
      </p>
      <Field
        label={t('code')}
        hint={t('codeHint')}
        error={problem === null ? null : problem === 'shape' ? t('codeShape') : problemText(common, problem)}
      >
        {(control) => (
          <input
            {...control}
            ref={field}
            class="code-input"
            type="text"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={40}
            placeholder="ABCD-EFGH-JKLM-NPQR"
            value={code.value}
            onInput={(event) => {
              code.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <div class="actions">
        <button type="submit" class="button main m" aria-disabled={joining.busy.value ? 'true' : undefined}>
          {joining.busy.value ? t('joining') : t('join')}
        </button>
        <Button kind="quiet" onPress={() => joining.back()}>
          {t('otherAddress')}
        </Button>
      </div>
    </form>
  );
}

function Joined({
  connection,
  isNew,
  onRules,
  onConnection,
}: {
  readonly connection: LocalConnection;
  readonly isNew: boolean;
  readonly onRules: () => void;
  readonly onConnection: () => void;
}) {
  const t = useWelcomeTexts();
  const common = useCommonTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const { member, team } = connection;
  const has = (role: (typeof member.roles)[number]): boolean => member.roles.includes(role);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t(isNew ? 'joinedHeading' : 'alreadyHeading', { team: team.name })}
      </h1>
      <p class="lead">{t('joinedAs', { name: member.name, roles: rolesText(common, member.roles) })}</p>
      <h2>{t('next')}</h2>
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
    </>
  );
}
