import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { LIMITS } from '../../utils/api/limits.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { changeText } from './change-text.ts';
import type { RulesetChange } from './conflict.ts';
import { useRulesTexts } from './texts.ts';
import type { Conflict, Workbench } from './workbench.ts';

/** What would be published, the note that goes with it, and how it went. */
export function PublishBar({ bench }: { readonly bench: Workbench }) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const note = useSignal('');
  const heading = useRef<HTMLHeadingElement>(null);
  const changes = bench.changes.value;
  const state = bench.publishing.value;
  const version = bench.base.value?.version ?? 0;
  const wrong = bench.mistakes.value.length;
  const tooLong = note.value.length - LIMITS.note;
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
          <TextField
            label={t('publishNote')}
            hint={t('publishNoteHint')}
            error={tooLong > 0 ? t('noteTooLong', { count: tooLong }) : null}
            rows={2}
            value={note.value}
            onInput={(typed) => {
              note.value = typed;
            }}
          />
          {wrong === 0 ? null : (
            <p class="field-error" id="publish-wrong">
              {t('publishWrong', { count: wrong })}
            </p>
          )}
          <div class="actions">
            <Button
              kind="main"
              disabled={
                wrong > 0 ||
                bench.misfits.value.some(({ isFatal }) => isFatal) ||
                tooLong > 0 ||
                bench.checking.value ||
                !bench.trial.value.ok ||
                state.kind === 'conflict'
              }
              busy={state.kind === 'busy'}
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
