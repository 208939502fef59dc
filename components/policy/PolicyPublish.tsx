import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { LIMITS } from '../../utils/api/limits.ts';
import type { PolicyChange } from '../../utils/policy/merge.ts';
import { Button } from '../ui/Button.tsx';
import { Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import type { PolicyBench } from './bench.ts';
import { usePolicyTexts } from './texts.ts';
import { changeText } from './words.ts';

function ChangeList({ changes }: { readonly changes: readonly PolicyChange[] }) {
  const t = usePolicyTexts();
  return (
    <ul>
      {changes.map((change) => {
        const text = changeText(t, change);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}

/** What would be published, the note that goes with it, and how it went. */
export function PolicyPublish({ bench }: { readonly bench: PolicyBench }) {
  const t = usePolicyTexts();
  const common = useCommonTexts();
  const note = useSignal('');
  const heading = useRef<HTMLHeadingElement>(null);
  const state = bench.publishing.value;
  const changes = bench.changes.value;
  const left = bench.leftOver.value;
  const version = bench.base.value?.version ?? 0;
  const tooLong = note.value.length - LIMITS.note;
  return (
    <section class="card" aria-labelledby="policy-publish-title">
      <h2 id="policy-publish-title" ref={heading} tabIndex={-1}>
        {t('publishTitle')}
      </h2>
      <div role="status">
        {state.kind === 'done' ? (
          <Status tone="clear" title={t('published', { version: String(state.version) })}>
            <p>{t('publishedText')}</p>
          </Status>
        ) : null}
      </div>
      <div role="alert">
        {state.kind === 'refused' ? (
          <Status tone="block" title={t('refused')}>
            <p>{problemText(common, state.problem)}</p>
            {state.details.length === 0 ? null : (
              <ul>
                {state.details.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </Status>
        ) : null}
        {state.kind === 'conflict' ? (
          <Status
            tone="warn"
            title={t('conflict', { version: String(state.theirs.version) })}
            actions={
              <Button
                kind="main"
                size="s"
                onPress={() => {
                  bench.takeTheirs();
                  heading.current?.focus();
                }}
              >
                {t('conflictTake', { version: String(state.theirs.version) })}
              </Button>
            }
          >
            {state.theirs.note.trim() === '' ? null : <blockquote dir="auto">{state.theirs.note}</blockquote>}
            {state.changes.length === 0 ? (
              <p>{t('conflictRules')}</p>
            ) : (
              <ChangeList changes={state.changes} />
            )}
            <p>{t('conflictText')}</p>
          </Status>
        ) : null}
      </div>
      {left === null ? null : (
        <Status tone="warn" title={t(left.isImpossible ? 'conflictImpossible' : 'both')}>
          <ChangeList changes={left.both} />
          <details>
            <summary>{t('theirs')}</summary>
            <pre class="their-text">{left.theirs}</pre>
          </details>
        </Status>
      )}
      {changes.length === 0 && bench.mistakes.value.length === 0 ? (
        <p class="muted">{t('publishNothing', { version: String(version) })}</p>
      ) : (
        <>
          <p class="section-title">{t('publishChanges', { count: changes.length })}</p>
          <ChangeList changes={changes} />
          <TextField
            label={t('note')}
            hint={t('noteHint')}
            error={tooLong > 0 ? t('noteTooLong', { count: tooLong }) : null}
            rows={2}
            value={note.value}
            onInput={(typed) => {
              note.value = typed;
            }}
          />
          <div class="actions">
            <Button
              kind="main"
              busy={state.kind === 'busy'}
              disabled={
                changes.length === 0 ||
                bench.mistakes.value.length > 0 ||
                tooLong > 0 ||
                state.kind === 'conflict'
              }
              onPress={() =>
                void bench.publish(note.value.trim()).then(() => {
                  if (bench.publishing.value.kind === 'done') note.value = '';
                  heading.current?.focus();
                })
              }
            >
              {state.kind === 'busy' ? t('publishing') : t('publish', { version: String(version + 1) })}
            </Button>
            <Button kind="quiet" onPress={() => bench.revert()}>
              {t('revert')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
