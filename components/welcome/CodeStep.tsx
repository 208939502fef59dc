import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LinkPage } from '../../utils/store-link.ts';
import type { Begun, Joining } from '../team/join.ts';
import { useWelcomeTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';

const FIRST_KEY = {
  invitation: 'firstInvitation',
  setup: 'firstSetup',
  password: 'firstPassword',
} as const satisfies Record<LinkPage, string>;

/** What a refusal means for somebody who joins: nothing was sent yet, so nothing is kept for later. */
const CODE_KEY: Readonly<Record<string, 'codeSpent' | 'codeUnreachable'>> = {
  code_invalid: 'codeSpent',
  unreachable: 'codeUnreachable',
  timeout: 'codeUnreachable',
};

/** The second step of joining: the code that the store shows after signing in. */
export function CodeStep({ joining, begun }: { readonly joining: Joining; readonly begun: Begun }) {
  const t = useWelcomeTexts();
  const common = useCommonTexts();
  const code = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const problem = joining.codeProblem.value;
  const said = (): string | null => {
    if (problem === null) return null;
    if (problem === 'shape') return t('codeShape');
    const key = CODE_KEY[problem.code];
    return key === undefined ? problemText(common, problem) : t(key);
  };
  const isSpent = problem !== null && problem !== 'shape' && problem.code === 'code_invalid';
  const store = new URL(begun.store).host;
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
      {begun.first === undefined ? (
        <p>
          {t('signIn', { store })}{' '}
          <button type="button" class="text-button" onClick={() => void joining.reopen()}>
            {t('openAgain')}
          </button>
        </p>
      ) : (
        <>
          <p>{t(FIRST_KEY[begun.first], { store })}</p>
          <div class="actions">
            <Button onPress={() => void joining.reopen()}>{t('getCode')}</Button>
          </div>
        </>
      )}
      <Field label={t('code')} hint={t('codeHint')} error={said()}>
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
        {isSpent ? <Button onPress={() => void joining.reopen()}>{t('newCode')}</Button> : null}
        <Button kind="quiet" onPress={() => joining.back()}>
          {t('otherAddress')}
        </Button>
      </div>
    </form>
  );
}
