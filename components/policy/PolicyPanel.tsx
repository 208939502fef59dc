import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Policy } from '../../utils/policy/policy.ts';
import type { PolicyMistake } from '../../utils/policy/read.ts';
import type { LocalConnection, LocalStore } from '../../utils/sync/live.ts';
import { CodeField } from '../rules/CodeField.tsx';
import type { Place } from '../rules/place.ts';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { Loading, Status } from '../ui/Status.tsx';
import { useCommonTexts } from '../ui/texts.ts';
import { useUnsavedWarning } from '../ui/unsaved.ts';
import { createPolicyBench, type PolicyBench } from './bench.ts';
import { DryRunForm } from './DryRunForm.tsx';
import { PolicyPublish } from './PolicyPublish.tsx';
import { usePolicyTexts } from './texts.ts';
import { everywhereTexts, type Speech, stagesOf, unknownTexts, whenTexts } from './words.ts';
import './policy.css';

/** The team's policy: as text, in words, tried on a post, published. */
export function PolicyPanel({
  local,
  connection,
}: {
  readonly local: LocalStore;
  readonly connection: LocalConnection;
}) {
  const t = usePolicyTexts();
  const common = useCommonTexts();
  const bench = useMemo(() => createPolicyBench(local), [local]);
  useEffect(() => void bench.load(), [bench]);
  useUnsavedWarning(bench.isEdited.value);
  const mayEdit = connection.member.roles.includes('admin');
  const failure = bench.failure.value;
  if (failure !== null)
    return <LoadFailed title={t('loadFailed')} problem={failure} onAgain={() => void bench.load()} />;
  if (bench.base.value === null) return <Loading label={common('loading')} />;
  return (
    <div class="policy">
      {mayEdit ? null : <p class="muted">{t('readOnly')}</p>}
      <div class="policy-sides">
        <PolicyText bench={bench} readOnly={!mayEdit} />
        <PolicyWords bench={bench} />
      </div>
      <DryRunForm bench={bench} self={connection.member} />
      {mayEdit ? <PolicyPublish bench={bench} /> : null}
    </div>
  );
}

function PolicyText({ bench, readOnly }: { readonly bench: PolicyBench; readonly readOnly: boolean }) {
  const t = usePolicyTexts();
  const target = useSignal<Place | null>(null);
  const mistakes = bench.mistakes.value;
  return (
    <section class="card" aria-labelledby="policy-text-title">
      <h2 id="policy-text-title">{t('text')}</h2>
      <p class="muted" id="policy-text-hint">
        {t('textHint')}
      </p>
      <CodeField
        id="policy-text"
        label={t('text')}
        describedBy="policy-text-hint policy-mistakes"
        value={bench.text.value}
        readOnly={readOnly}
        marked={new Set(mistakes.map(({ line }) => line))}
        target={target.value}
        complete={() => null}
        onInput={(text) => bench.edit(text)}
      />
      <div id="policy-mistakes" aria-live="polite">
        {mistakes.length === 0 ? (
          <p class="muted">{t('well')}</p>
        ) : (
          <MistakeList
            mistakes={mistakes}
            onGo={({ line, column }) => {
              target.value = { line, column };
            }}
          />
        )}
      </div>
    </section>
  );
}

function MistakeList({
  mistakes,
  onGo,
}: {
  readonly mistakes: readonly PolicyMistake[];
  readonly onGo: (mistake: PolicyMistake) => void;
}) {
  const t = usePolicyTexts();
  return (
    <>
      <p class="field-error">{t('mistakes', { count: mistakes.length })}</p>
      <ul class="policy-mistakes">
        {mistakes.map((one) => (
          <li key={`${one.line}:${one.column}:${one.message}`}>
            <button type="button" class="text-button" onClick={() => onGo(one)}>
              {t('place', { line: one.line, column: one.column })}
            </button>{' '}
            {one.path === '' ? null : <code>{one.path}</code>} <span lang="en">{one.message}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function PolicyWords({ bench }: { readonly bench: PolicyBench }) {
  const t = usePolicyTexts();
  const common = useCommonTexts();
  const policy = bench.policy.value;
  const speech: Speech = { t, common, members: bench.members.value, groups: bench.groups.value };
  return (
    <section class="card" aria-labelledby="policy-words-title">
      <h2 id="policy-words-title">{t('words')}</h2>
      {bench.mistakes.value.length === 0 ? null : <p class="muted">{t('wordsOld')}</p>}
      {policy === null ? null : <Words policy={policy} speech={speech} />}
    </section>
  );
}

function Words({ policy, speech }: { readonly policy: Policy; readonly speech: Speech }) {
  const { t } = speech;
  const unknown = unknownTexts(speech, policy);
  return (
    <>
      {unknown.map((text) => (
        <Status key={text} tone="warn" title={text} />
      ))}
      <h3>{t('default')}</h3>
      <p>{t('defaultSteps', { count: policy.need })}</p>
      {(policy.rules ?? []).map((rule) => (
        <article key={rule.id} class="policy-rule">
          <h3>{t('rule', { id: rule.id })}</h3>
          <p class="section-title">{t('when')}</p>
          <ul>
            {whenTexts(speech, rule.when).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p class="section-title">{t('then')}</p>
          <ol class="policy-stages" aria-label={t('steps')}>
            {stagesOf(speech, rule).map((steps, at) => (
              <li key={steps[0]?.key}>
                <span class="policy-stage">
                  {t('stage', { number: at + 1 })}
                  {steps.length > 1 ? `, ${t('stageBeside')}` : null}
                </span>
                {steps.map(({ key, text }) => (
                  <span key={key} class="policy-step">
                    {text}
                  </span>
                ))}
              </li>
            ))}
          </ol>
        </article>
      ))}
      <h3>{t('everywhere')}</h3>
      <ul>
        {everywhereTexts(speech, policy).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
