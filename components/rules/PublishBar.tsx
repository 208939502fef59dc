import { useRef } from 'preact/hooks';
import { PublishNote } from '../team/PublishNote.tsx';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { changeText } from './change-text.ts';
import type { RulesetChange } from './conflict.ts';
import { useRulesTexts } from './texts.ts';
import type { Conflict, Workbench } from './workbench.ts';

/** What would be published, the note that goes with it, and how it went. */
export function PublishBar({ bench }: { readonly bench: Workbench }) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const changes = bench.changes.value;
  const state = bench.publishing.value;
  const version = bench.base.value?.version ?? 0;
  const wrong = bench.mistakes.value.length;
  return (
    <section class="card publish" aria-labelledby="publish-title">
      <h2 id="publish-title" ref={heading} tabIndex={-1}>
        {t('publishTitle')}
      </h2>
      <div role="status">
        {state.kind === 'done' ? (
          <Status tone="clear" title={t('published', { version: String(state.version) })}>
            <p>{t('publishedText')}</p>
          </Status>
        ) : null}
      </div>
      {state.kind === 'refused' ? (
        <div role="alert">
          <Status tone="block" title={t('publishRefused')}>
            <p>{problemText(common, state.problem)}</p>
            {state.elsewhere.length === 0 ? null : (
              <ul>
                {state.elsewhere.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </Status>
        </div>
      ) : null}
      {state.kind === 'conflict' ? (
        <ConflictView
          conflict={state.conflict}
          onTake={() => {
            bench.takeTheirs();
            heading.current?.focus();
          }}
        />
      ) : null}
      {bench.both.value.length === 0 ? null : (
        <Status tone="warn" title={t('bothTitle')}>
          <p>{t('bothText')}</p>
          {bench.both.value.map(({ file, yaml }) => (
            <details key={file}>
              <summary>{t('theirText', { file })}</summary>
              <pre class="their-text">{yaml}</pre>
            </details>
          ))}
        </Status>
      )}
      {changes.length === 0 ? (
        <p class="muted">{t('nothingToPublish', { version: String(version) })}</p>
      ) : (
        <>
          <p class="section-title">{t('changesTitle', { count: changes.length })}</p>
          <Changes changes={changes} />
          <PublishNote
            version={version}
            isBusy={state.kind === 'busy'}
            isReady={
              wrong === 0 &&
              !bench.misfits.value.some(({ isFatal }) => isFatal) &&
              !bench.checking.value &&
              bench.trial.value.ok &&
              state.kind !== 'conflict'
            }
            publish={async (note) => {
              await bench.publish(note);
              heading.current?.focus();
              return bench.publishing.value.kind === 'done';
            }}
            onRevert={() => bench.revert()}
          >
            {wrong === 0 ? null : (
              <p class="field-error" id="publish-wrong">
                {t('publishWrong', { count: wrong })}
              </p>
            )}
          </PublishNote>
        </>
      )}
    </section>
  );
}

function ConflictView({ conflict, onTake }: { readonly conflict: Conflict; readonly onTake: () => void }) {
  const t = useOptionsTexts();
  const { by, theirs, changes } = conflict;
  const version = String(theirs.version);
  return (
    <div role="alert">
      <Status
        tone="warn"
        title={by === null ? t('conflictTitle', { version }) : t('conflictTitleBy', { name: by, version })}
        actions={
          <Button kind="main" size="s" onPress={onTake}>
            {t('conflictTake', { version })}
          </Button>
        }
      >
        {theirs.note.trim() === '' ? null : <blockquote dir="auto">{theirs.note}</blockquote>}
        <Changes changes={changes} />
        <p>{t('conflictText')}</p>
      </Status>
    </div>
  );
}

export function Changes({ changes }: { readonly changes: readonly RulesetChange[] }) {
  const options = useOptionsTexts();
  const t = useRulesTexts();
  const common = useCommonTexts();
  return (
    <ul class="changes">
      {changes.map((change) => {
        const text = changeText(options, t, common, change);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}
