import { useSignal } from '@preact/signals';
import type { Member } from '../../utils/api/entities.ts';
import type { DryRunAnswer } from '../../utils/api/routes.ts';
import { ADAPTERS } from '../../utils/platforms/registry.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { VerdictBadge } from '../ui/SeverityBadge.tsx';
import { Status } from '../ui/Status.tsx';
import { platformName, problemText, useCommonTexts } from '../ui/texts.ts';
import type { PolicyBench } from './bench.ts';
import { usePolicyTexts } from './texts.ts';
import { namesText, type Speech, whoText } from './words.ts';

/** “What would this post need, and from whom?” */
export function DryRunForm({ bench, self }: { readonly bench: PolicyBench; readonly self: Member }) {
  const t = usePolicyTexts();
  const common = useCommonTexts();
  const text = useSignal('');
  const platform = useSignal<string>('x');
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
      draft: {
        platform: platform.value,
        account: account.value.trim() === '' ? null : account.value.trim(),
        parts: [{ text: text.value, media: [] }],
        replyTo: null,
        quotes: null,
        scheduledFor: Number.isNaN(at) ? null : new Date(at).toISOString(),
      },
      ...(said.length === 0 ? {} : { declared: said }),
      ...(author.value === '' ? {} : { author: author.value }),
    });
  };
  return (
    <section class="card" aria-labelledby="dry-run-title">
      <h2 id="dry-run-title">{t('dryTitle')}</h2>
      <p class="muted">{t('dryText')}</p>
      <Field label={t('dryPost')}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            dir="auto"
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <div class="policy-fields">
        <Field label={t('dryPlatform')}>
          {(control) => (
            <select
              {...control}
              value={platform.value}
              onChange={(event) => {
                platform.value = event.currentTarget.value;
              }}
            >
              {ADAPTERS.filter(({ id }) => id !== 'site').map(({ id }) => (
                <option key={id} value={id}>
                  {platformName(common, id)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('dryAccount')} hint={t('dryAccountHint')}>
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              value={account.value}
              onInput={(event) => {
                account.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
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
        <Field label={t('dryDeclared')} hint={t('dryDeclaredHint')}>
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              value={declared.value}
              onInput={(event) => {
                declared.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        {authors.length === 0 ? null : (
          <Field label={t('dryAuthor')}>
            {(control) => (
              <select
                {...control}
                value={author.value}
                onChange={(event) => {
                  author.value = event.currentTarget.value;
                }}
              >
                <option value="">{t('dryAuthorMe')}</option>
                {authors.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
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
