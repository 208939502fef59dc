import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { LIMITS } from '../../utils/api/limits.ts';
import type { RulesRemote } from '../rules/remote.ts';
import { messageOf } from '../rules/rows.ts';
import { useRulesTexts } from '../rules/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { useLocale } from '../ui/locale.ts';
import { Moment } from '../ui/Moment.tsx';
import { Empty, Loading, Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import type { AskDesk, AskRow } from './asks.ts';
import './asks.css';

/** An answer does not wait to be delivered, as other things do: it is given again by hand. */
const UNREACHED: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'unavailable']);

/** What authors ask to have accepted: into the edit with it, or back with a reason. */
export function WordAsks({
  desk,
  remote,
  version,
}: {
  readonly desk: AskDesk;
  readonly remote: Pick<RulesRemote, 'asks'>;
  /** The one in use. */
  readonly version: number;
}) {
  const t = useRulesTexts();
  const id = useId();
  const common = useCommonTexts();
  useEffect(() => void remote.asks.refresh(), [remote]);
  const state = remote.asks.state.value;
  const rows = desk.rows.value;
  const failure = desk.failure.value;
  const told = desk.told.value;
  return (
    <section class="card word-asks" aria-labelledby={id}>
      <h2 id={id}>{t('asksTitle')}</h2>
      <p class="muted">{t('asksText')}</p>
      <div role="status">{told === null || told === 0 ? null : <p>{t('asksTold', { count: told })}</p>}</div>
      {failure === null ? null : (
        <div role="alert">
          <Status tone="warn" title={t('asksNotTold')}>
            <p>{UNREACHED.has(failure.code) ? t('asksNotReached') : problemText(common, failure)}</p>
          </Status>
        </div>
      )}
      {state.kind === 'failed' ? (
        <LoadFailed
          title={t('asksFailed')}
          problem={state.problem}
          onAgain={() => void remote.asks.refresh()}
        />
      ) : state.kind !== 'ready' ? (
        <Loading label={common('loading')} />
      ) : rows.length === 0 ? (
        <Empty title={t('asksNone')} />
      ) : (
        <ul class="ask-list">
          {rows.map((row) => (
            <Row key={row.id} row={row} desk={desk} version={version} />
          ))}
        </ul>
      )}
    </section>
  );
}

const STATE_TEXT = {
  open: null,
  edited: 'askEdited',
  passing: 'askPassing',
  unnamed: 'askUnnamed',
  gone: 'askGone',
} as const;

function Row({
  row,
  desk,
  version,
}: {
  readonly row: AskRow;
  readonly desk: AskDesk;
  readonly version: number;
}) {
  const t = useRulesTexts();
  const locale = useLocale();
  const isDeclining = useSignal(false);
  const { words, name, rule, state, asks } = row;
  const busy = desk.busy.value.has(row.id);
  const text = STATE_TEXT[state];
  const labelled = (key: 'askAccept' | 'askTakeBack' | 'askTell' | 'askDecline'): string =>
    `${t(key)}: ${words}`;
  return (
    <li>
      <p class="ask-words">
        <strong dir="auto">{t('askQuoted', { words })}</strong>
        {state === 'edited' ? <span class="tag edited">{t('askInEdit')}</span> : null}
      </p>
      <p>
        {rule === null ? null : <span dir="auto">{messageOf(rule, locale)}</span>}{' '}
        <code class="muted">{name}</code>
      </p>
      <ul class="askers">
        {asks.map(({ ask, member, note, at }) => (
          <li key={ask}>
            {member.name}, <Moment at={at} now={Date.now()} />
            {note.trim() === '' ? null : <blockquote dir="auto">{note}</blockquote>}
          </li>
        ))}
      </ul>
      {text === null ? null : <p class="muted">{t(text, { version: String(version) })}</p>}
      <div class="actions">
        {state === 'open' ? (
          <Button
            size="s"
            kind="main"
            label={labelled('askAccept')}
            busy={busy}
            onPress={() => desk.accept(row)}
          >
            {t('askAccept')}
          </Button>
        ) : null}
        {state === 'edited' ? (
          <Button size="s" label={labelled('askTakeBack')} busy={busy} onPress={() => desk.takeBack(row)}>
            {t('askTakeBack')}
          </Button>
        ) : null}
        {state === 'passing' ? (
          <Button
            size="s"
            kind="main"
            label={labelled('askTell')}
            busy={busy}
            onPress={() => void desk.tell(row)}
          >
            {t('askTell')}
          </Button>
        ) : null}
        {state === 'edited' || state === 'passing' ? null : (
          <Button
            size="s"
            label={labelled('askDecline')}
            busy={busy}
            onPress={() => {
              isDeclining.value = true;
            }}
          >
            {t('askDecline')}
          </Button>
        )}
      </div>
      {isDeclining.value ? (
        <Decline
          row={row}
          onClose={() => {
            isDeclining.value = false;
          }}
          onDecline={(reason) => {
            isDeclining.value = false;
            void desk.decline(row, reason);
          }}
        />
      ) : null}
    </li>
  );
}

/** Why not: whoever asked reads it. */
function Decline({
  row: { words, asks },
  onClose,
  onDecline,
}: {
  readonly row: AskRow;
  readonly onClose: () => void;
  readonly onDecline: (reason: string) => void;
}) {
  const t = useRulesTexts();
  const reason = useSignal('');
  const wanted = reason.value.trim();
  const names = [...new Set(asks.map(({ member }) => member.name))].join(', ');
  return (
    <Dialog title={t('askDeclineQuestion', { words })} onClose={onClose}>
      <TextField
        label={t('askReason')}
        hint={t('askReasonHint', { names })}
        rows={3}
        maxLength={LIMITS.reason}
        required
        value={reason.value}
        onInput={(typed) => {
          reason.value = typed;
        }}
      />
      <div class="actions">
        <Button kind="main" disabled={wanted === ''} onPress={() => onDecline(wanted)}>
          {t('askDeclineSend')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  );
}
