import { useSignal } from '@preact/signals';
import type { Member } from '../../utils/api/entities.ts';
import type { DryRunAnswer } from '../../utils/api/routes.ts';
import { draftOf, mutableDraft } from '../../utils/draft/draft.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { PlatformField } from '../ui/PlatformField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { VerdictBadge } from '../ui/SeverityBadge.tsx';
import { Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import type { PolicyBench } from './bench.ts';
import { usePolicyTexts } from './texts.ts';
import { namesText, type Speech, whoText } from './words.ts';

/** “What would this post need, and from whom?” */
export function DryRunForm({ bench, self }: { readonly bench: PolicyBench; readonly self: Member }) {
  const t = usePolicyTexts();
  const common = useCommonTexts();
  const text = useSignal('');
  const platform = useSignal('x');
  const account = useSignal('');
  const author = useSignal('');
  const time = useSignal('');
  const declared = useSignal('');
  const asked = bench.asked.value;
  const speech: Speech = { t, common, members: bench.members.value, groups: bench.groups.value };
  // Only admins may ask in another's place.
  const authors = self.roles.includes('admin')
    ? bench.members.value.filter((one) => one.active && one.id !== self.id)
    : [];
  const ask = (): void => {
    const at = time.value === '' ? Number.NaN : Date.parse(time.value);
    const said = declared.value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    void bench.ask({
      draft: mutableDraft({
        ...draftOf(text.value, platform.value),
        account: account.value.trim() === '' ? null : account.value.trim(),
        scheduledFor: Number.isNaN(at) ? null : new Date(at).toISOString(),
      }),
      ...(said.length === 0 ? {} : { declared: said }),
      ...(author.value === '' ? {} : { author: author.value }),
    });
  };
  return (
    <section class="card" aria-labelledby="dry-run-title">
      <h2 id="dry-run-title">{t('dryTitle')}</h2>
      <p class="muted">{t('dryText')}</p>
      <TextField
        label={t('dryPost')}
        rows={3}
        value={text.value}
        onInput={(typed) => {
          text.value = typed;
        }}
      />
      <div class="policy-fields">
        <PlatformField
          label={t('dryPlatform')}
          value={platform.value}
          onChoose={(id) => {
            platform.value = id;
          }}
        />
        <TextField
          label={t('dryAccount')}
          hint={t('dryAccountHint')}
          autocomplete="off"
          value={account.value}
          onInput={(typed) => {
            account.value = typed;
          }}
        />
        <Field label={t('dryTime')} hint={t('dryTimeHint')}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={time.value}
              onInput={(event) => {
                time.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        <TextField
          label={t('dryDeclared')}
          hint={t('dryDeclaredHint')}
          autocomplete="off"
          value={declared.value}
          onInput={(typed) => {
            declared.value = typed;
          }}
        />
        {authors.length === 0 ? null : (
          <SelectField
            label={t('dryAuthor')}
            value={author.value}
            options={[{ id: '', name: t('dryAuthorMe') }, ...authors]}
            onChoose={(id) => {
              author.value = id;
            }}
          />
        )}
      </div>
      <p class="muted">{t('dryMatches')}</p>
      <div class="actions">
        <Button busy={asked.kind === 'busy'} disabled={bench.mistakes.value.length > 0} onPress={ask}>
          {t(asked.kind === 'busy' ? 'dryRunning' : 'dryRun')}
        </Button>
      </div>
      <div role="status">
        {asked.kind === 'answer' ? <Answer answer={asked.answer} speech={speech} /> : null}
        {asked.kind === 'failed' ? (
          <Status tone="warn" title={t('dryFailed')}>
            <p>{problemText(common, asked.problem)}</p>
          </Status>
        ) : null}
      </div>
    </section>
  );
}

function Answer({ answer, speech }: { readonly answer: DryRunAnswer; readonly speech: Speech }) {
  const { t } = speech;
  const { verdict, steps, possible, mayOverride } = answer;
  const listed = (names: readonly string[]): string => new Intl.ListFormat(t.locale).format(names);
  return (
    <>
      <p>
        <VerdictBadge verdict={verdict} />
      </p>
      <p>
        {verdict === 'blocked'
          ? t('dryBlocked')
          : steps.length === 0
            ? t('dryClear')
            : t('dryNeeds', { count: steps.length })}
      </p>
      {steps.length === 0 ? null : (
        <ol class="policy-stages" aria-label={t('steps')}>
          {steps.map(({ id, who, need, stage, because, from }) => (
            <li key={id}>
              <span class="policy-stage">{t('stage', { number: stage + 1 })}</span>
              <span class="policy-step">{t('stepNeed', { count: need, who: whoText(speech, who) })}</span>
              <span>
                {from.length === 0 ? t('dryFromNone') : t('dryFrom', { names: namesText(speech, from) })}
              </span>
              {because.length === 0 ? null : (
                <span class="muted">{t('dryBecause', { names: listed(because) })}</span>
              )}
            </li>
          ))}
        </ol>
      )}
      {!possible && verdict !== 'blocked' ? <Status tone="block" title={t('dryImpossible')} /> : null}
      {mayOverride.length === 0 ? null : (
        <p class="muted">{t('dryOverride', { names: namesText(speech, mayOverride) })}</p>
      )}
    </>
  );
}
