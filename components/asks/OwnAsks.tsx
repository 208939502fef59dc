import { useEffect, useId } from 'preact/hooks';
import type { OwnWordAsks } from '../../utils/api/routes.ts';
import type { RulesRemote } from '../rules/remote.ts';
import { useRulesTexts } from '../rules/texts.ts';
import { Moment } from '../ui/Moment.tsx';
import './asks.css';

const STATE_CLASS = { accepted: 'tag accepted', declined: 'tag alert', closed: 'tag' } as const;
const STATE_KEY = { accepted: 'ownAccepted', declined: 'ownDeclined', closed: 'ownClosed' } as const;

/** What the member asked to have accepted, and what became of it. Nothing for who has asked for nothing. */
export function OwnAsks({ remote }: { readonly remote: Pick<RulesRemote, 'ownAsks'> }) {
  const t = useRulesTexts();
  const id = useId();
  useEffect(() => void remote.ownAsks.want(), [remote]);
  const state = remote.ownAsks.state.value;
  if (state.kind === 'failed') return <p class="muted">{t('ownFailed')}</p>;
  if (state.kind !== 'ready' || state.value.length === 0) return null;
  return (
    <section class="card own-asks" aria-labelledby={id}>
      <h2 id={id}>{t('ownTitle')}</h2>
      <ul class="ask-list">
        {state.value.map((one) => (
          <Own key={one.ask} own={one} />
        ))}
      </ul>
    </section>
  );
}

function Own({ own: { words, pack, rule, at, answer } }: { readonly own: OwnWordAsks['asks'][number] }) {
  const t = useRulesTexts();
  return (
    <li>
      <p class="ask-words">
        <strong dir="auto">{t('askQuoted', { words })}</strong>
        <span class={answer === null ? 'tag' : STATE_CLASS[answer.kind]}>
          {t(answer === null ? 'ownWaiting' : STATE_KEY[answer.kind])}
        </span>
      </p>
      <p class="muted">
        <code>
          {pack}/{rule}
        </code>
        , <Moment at={answer?.at ?? at} now={Date.now()} />
        {answer === null ? null : `, ${answer.by.name}`}
      </p>
      {answer === null || answer.reason === '' ? null : <blockquote dir="auto">{answer.reason}</blockquote>}
    </li>
  );
}
