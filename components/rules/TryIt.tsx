import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Draft } from '../../utils/draft/draft.ts';
import { FindingList } from '../findings/FindingList.tsx';
import { MarkedText, numberFindings } from '../findings/MarkedText.tsx';
import { useOptionsTexts } from '../team/texts.ts';
import { Field } from '../ui/Field.tsx';
import { VerdictBadge } from '../ui/SeverityBadge.tsx';
import { Status } from '../ui/Status.tsx';
import { platformName, useCommonTexts } from '../ui/texts.ts';
import type { Trial } from './workbench.ts';

const PLATFORMS = ['x', 'linkedin', 'facebook', 'bluesky', 'mastodon'] as const;

/** A post to try the rules on; checked on every keystroke, as in a composer, and kept nowhere. */
export function TryIt({ trial, isEdited }: { readonly trial: Trial; readonly isEdited: boolean }) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const text = useSignal('');
  const platform = useSignal<string>('x');
  const current = useSignal<number | null>(null);
  const result = useMemo(() => {
    if (!trial.ok || text.value.trim() === '') return null;
    const draft: Draft = {
      platform: platform.value,
      account: null,
      parts: [{ text: text.value, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    };
    return trial.linter.lint(draft);
  }, [trial, text.value, platform.value]);
  const numbered = numberFindings(result?.findings ?? []);
  return (
    <section class="card try-it" aria-labelledby="try-title">
      <h2 id="try-title">{t('tryTitle')}</h2>
      <p class="muted">{t(isEdited ? 'tryEdited' : 'tryRunning')}</p>
      {trial.ok ? null : (
        <Status tone="block" title={t('tryBroken')}>
          <p>{trial.message}</p>
        </Status>
      )}
      <Field label={t('tryPost')}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            dir="auto"
            placeholder={t('tryPlaceholder')}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              current.value = null;
            }}
          />
        )}
      </Field>
      <Field label={t('tryPlatform')}>
        {(control) => (
          <select
            {...control}
            value={platform.value}
            onChange={(event) => {
              platform.value = event.currentTarget.value;
            }}
          >
            {PLATFORMS.map((id) => (
              <option key={id} value={id}>
                {platformName(common, id)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div aria-live="polite" class="try-result">
        {result === null ? null : (
          <>
            <p>
              <VerdictBadge verdict={result.verdict} />{' '}
              <span class="muted">{t('tryFindings', { count: numbered.length })}</span>
            </p>
            {numbered.length === 0 ? null : (
              <>
                <div class="draft">
                  <MarkedText
                    text={text.value}
                    findings={numbered}
                    current={current.value}
                    onOpen={(number) => {
                      current.value = current.value === number ? null : number;
                    }}
                  />
                </div>
                <FindingList
                  findings={numbered}
                  current={current.value}
                  onOpen={(number) => {
                    current.value = number;
                  }}
                />
              </>
            )}
          </>
        )}
      </div>
    </section>
  );
}
