import { useRef } from 'preact/hooks';
import type { PolicyChange } from '../../utils/policy/merge.ts';
import { PublishNote } from '../team/PublishNote.tsx';
import { Button } from '../ui/Button.tsx';
import { Status } from '../ui/Status.tsx';
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
  const heading = useRef<HTMLHeadingElement>(null);
  const state = bench.publishing.value;
  const changes = bench.changes.value;
  const left = bench.leftOver.value;
  const version = bench.base.value?.version ?? 0;
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
          <PublishNote
            version={version}
            isBusy={state.kind === 'busy'}
            isReady={changes.length > 0 && bench.mistakes.value.length === 0 && state.kind !== 'conflict'}
            publish={async (note) => {
              await bench.publish(note);
              heading.current?.focus();
              return bench.publishing.value.kind === 'done';
            }}
            onRevert={() => bench.revert()}
          />
        </>
      )}
    </section>
  );
}
