import { useEffect, useRef } from 'preact/hooks';
import type { Finding, Suggestion } from '../../utils/lint/finding.ts';
import { areWords, fixWords, isInsertion } from '../../utils/overlay/fix-words.ts';
import type { CardModel, OverlayActions } from '../../utils/overlay/model.ts';
import { SEVERITY_WORD } from '../../utils/overlay/words.ts';
import { useBeside, useFocus, useGuarded } from './hooks.ts';
import { Icon } from './Icon.tsx';
import { Press } from './Press.tsx';

/** One finding: what, why, from where, and what mends it. */
export function Card({ card, actions }: { readonly card: CardModel; readonly actions: OverlayActions }) {
  const { texts, guard } = actions;
  const { finding, outcome } = card;
  const ref = useRef<HTMLDivElement>(null);
  // What has no words to stand under stands where the panel does, and leaves the pill free.
  const how = card.isWhole ? ({ align: 'end', gap: 44 } as const) : ({ align: 'start', gap: 6 } as const);
  useBeside(ref, card.place, { ...how, hides: false });
  useGuarded(ref, guard);
  useFocus(ref, card.focus);

  const severity = texts(SEVERITY_WORD[finding.severity]);
  const copied = finding.suggestions.every(isInsertion) ? 'cardCopiedInsert' : 'cardCopied';
  return (
    <div
      ref={ref}
      class="box"
      role="dialog"
      aria-label={
        finding.text === ''
          ? texts('cardTitleWhole', { severity })
          : texts('cardTitle', { severity, text: finding.text })
      }
      aria-describedby="what"
      tabIndex={-1}
      onPointerEnter={(event) => event.isTrusted && actions.onHoverCard(true)}
      onPointerLeave={(event) => event.isTrusted && actions.onHoverCard(false)}
    >
      <header>
        <Icon tone={finding.severity} />
        <strong>{severity}</strong>
        <span class="muted">{texts('cardPosition', { index: card.index, total: card.total })}</span>
        <span class="space" />
        {card.total > 1 ? (
          <>
            <Press
              actions={actions}
              kind="small"
              keepFocus
              label={texts('cardPrevious')}
              onPress={() => actions.onMoveCard(-1)}
            >
              ‹
            </Press>
            <Press
              actions={actions}
              kind="small"
              keepFocus
              label={texts('cardNext')}
              onPress={() => actions.onMoveCard(1)}
            >
              ›
            </Press>
          </>
        ) : null}
        <Press
          actions={actions}
          kind="small"
          keepFocus
          label={texts('cardClose')}
          onPress={() => actions.onCloseCard()}
        >
          ×
        </Press>
      </header>
      <p id="what" lang={finding.locale}>
        {finding.message}
      </p>
      {finding.why === null ? null : (
        <p class="muted" lang={finding.locale}>
          {finding.why.text}{' '}
          <Source source={finding.why.source} section={finding.why.section} actions={actions} />
        </p>
      )}
      {finding.suggestions.length === 0 ? null : (
        <div class="row">
          {finding.suggestions.map((suggestion, index) => (
            <Fix
              key={`${suggestion.start} ${suggestion.end} ${suggestion.text}`}
              card={card}
              suggestion={suggestion}
              first={index === 0}
              actions={actions}
            />
          ))}
        </div>
      )}
      <Helps card={card} actions={actions} />
      <p class="muted" role="status">
        {card.help.kind === 'busy' ? '…' : null}
        {card.help.kind === 'failed' || card.help.kind === 'leaving' ? card.help.detail : null}
        {card.help.kind === 'asked' ? texts('cardAskedWords') : null}
        {outcome.kind === 'busy' ? texts('cardFixing') : null}
        {outcome.kind === 'failed' ? texts(outcome.restored ? 'cardFailed' : 'cardFailedDirty') : null}
        {outcome.kind === 'copied' ? texts(copied) : null}
        {card.unsafe ? texts('panelUnsafe') : null}
      </p>
    </div>
  );
}

/** What helps where no suggestion does: how the pack's makers would write it, and asking to have the words accepted. */
function Helps({ card, actions }: { readonly card: CardModel; readonly actions: OverlayActions }) {
  const { texts } = actions;
  const { finding, help, leaveFor } = card;
  return (
    <>
      {help.kind === 'leaving' && leaveFor !== null ? (
        <Leave finding={finding} length={leaveFor} isBusy={help.isBusy} actions={actions} />
      ) : null}
      {help.kind === 'examples' ? (
        <section>
          <p class="muted">{texts('cardExamples')}</p>
          <ul class="examples">
            {help.good.map((good) => (
              <li key={good}>{good}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <div class="row">
        {help.kind === 'examples' ? null : (
          <Press actions={actions} kind="link" keepFocus onPress={() => actions.onBetterWay(finding)}>
            {texts('cardBetter')}
          </Press>
        )}
        {leaveFor === null || help.kind === 'leaving' || help.kind === 'asked' ? null : (
          <Press actions={actions} kind="link" keepFocus onPress={() => actions.onLeave(finding, null)}>
            {texts('cardLeave')}
          </Press>
        )}
        {!areWords(finding.text) || help.kind === 'asked' ? null : (
          <Press actions={actions} kind="link" keepFocus onPress={() => actions.onAskWords(finding)}>
            {texts('cardAskWords', { text: finding.text })}
          </Press>
        )}
      </div>
    </>
  );
}

/** Why the words stay, where the policy lets the author leave them. */
function Leave({
  finding,
  length,
  isBusy,
  actions,
}: {
  readonly finding: Finding;
  readonly length: number;
  readonly isBusy: boolean;
  readonly actions: OverlayActions;
}) {
  const { texts } = actions;
  const reason = useRef<HTMLTextAreaElement>(null);
  useEffect(() => reason.current?.focus({ preventScroll: true }), []);
  return (
    <section>
      <label>
        <span>{texts('cardReason', { text: finding.text })}</span>
        <textarea ref={reason} rows={2} maxLength={2000} readOnly={isBusy} />
      </label>
      <p class="muted">{texts('cardLeaveHint', { count: length })}</p>
      <Press
        actions={actions}
        kind="plain"
        keepFocus
        disabled={isBusy}
        onPress={() => actions.onLeave(finding, reason.current?.value.trim() ?? '')}
      >
        {texts('cardLeaveNow')}
      </Press>
    </section>
  );
}

function Fix({
  card,
  suggestion,
  first,
  actions,
}: {
  readonly card: CardModel;
  readonly suggestion: Suggestion;
  readonly first: boolean;
  readonly actions: OverlayActions;
}) {
  const { texts } = actions;
  const { finding, outcome } = card;
  const copies = (outcome.kind === 'failed' || outcome.kind === 'copied') && suggestion.text !== '';
  if (copies) {
    return (
      <Press actions={actions} kind="main" keepFocus first={first} onPress={() => actions.onCopy(suggestion)}>
        {texts('cardCopy', { text: suggestion.text })}
      </Press>
    );
  }
  return (
    <Press
      actions={actions}
      kind={first ? 'main' : 'plain'}
      keepFocus
      first={first}
      disabled={outcome.kind === 'busy'}
      onPress={() => actions.onFix(finding, suggestion)}
    >
      {fixWords(finding, suggestion, texts)}
    </Press>
  );
}

function Source({
  source,
  section,
  actions,
}: {
  readonly source: string | null;
  readonly section: string | null;
  readonly actions: OverlayActions;
}) {
  const { texts } = actions;
  const name = section === null ? texts('cardSource') : texts('cardSourceSection', { section });
  // Rules are data from the team: any other scheme stays text.
  if (source === null || !source.startsWith('https://')) return section === null ? null : <span>{name}</span>;
  return (
    <a href={source} target="_blank" rel="noreferrer noopener external">
      {name}
    </a>
  );
}
