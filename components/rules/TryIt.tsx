import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { draftOf } from '../../utils/draft/draft.ts';
import { FindingList } from '../findings/FindingList.tsx';
import { MarkedText, numberFindings } from '../findings/MarkedText.tsx';
import { useOptionsTexts } from '../team/texts.ts';
import { PlatformField } from '../ui/PlatformField.tsx';
import { VerdictBadge } from '../ui/SeverityBadge.tsx';
import { Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { Trial } from './workbench.ts';

/** A post to try the rules on; checked on every keystroke, as in a composer, and kept nowhere. */
export function TryIt({ trial, isEdited }: { readonly trial: Trial; readonly isEdited: boolean }) {
  const t = useOptionsTexts();
  const text = useSignal('');
  const platform = useSignal('x');
  const current = useSignal<number | null>(null);
  const result = useMemo(() => {
    if (!trial.ok || text.value.trim() === '') return null;
    return trial.linter.lint(draftOf(text.value, platform.value));
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
      <TextField
        label={t('tryPost')}
        rows={4}
        placeholder={t('tryPlaceholder')}
        value={text.value}
        onInput={(typed) => {
          text.value = typed;
          current.value = null;
        }}
      />
      <PlatformField
        label={t('tryPlatform')}
        value={platform.value}
        onChoose={(id) => {
          platform.value = id;
        }}
      />
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
