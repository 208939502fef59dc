import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import type { ReviewDesk } from './desk.ts';
import { DECIDED_KEY, useReviewTexts } from './texts.ts';

/** How the decision made last fares: kept here, taken by the store, or refused and why. */
export function OutcomeBar({ desk, isOffline }: { readonly desk: ReviewDesk; readonly isOffline: boolean }) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const made = desk.made.value;
  const delivery = desk.delivery.value;
  if (made === null || delivery === null) return null;
  const how = delivery.kind === 'refused' ? t('tagRefused') : t(DECIDED_KEY[made.decision]);
  const about =
    made.count === 1
      ? t('outcomeOf', { name: made.author, words: made.firstWords })
      : t('outcomeMany', { count: made.count });
  const tone = delivery.kind === 'sent' ? 'clear' : delivery.kind === 'refused' ? 'block' : 'wait';
  return (
    <div class={`outcome ${tone}`}>
      <Icon tone={tone} />
      <p class="outcome-text">
        <span class="outcome-what">
          {how}: {about}
        </span>
        <span class="outcome-how">
          {delivery.kind === 'held' ? t('outcomeHeld') : null}
          {delivery.kind === 'sent' ? t('outcomeSent') : null}
          {delivery.kind === 'queued' ? t(isOffline ? 'outcomeKept' : 'outcomeQueued') : null}
          {delivery.kind === 'refused' ? `${t('outcomeRefused')} ${problemText(common, delivery)}` : null}
        </span>
      </p>
      <span class="outcome-actions">
        {delivery.kind === 'held' ? (
          <Button size="s" shortcut="u" onPress={() => void desk.undo()}>
            {t('undo')}
          </Button>
        ) : null}
        {delivery.kind === 'refused' ? (
          <Button size="s" onPress={() => desk.open(made.request)}>
            {t('outcomeLook')}
          </Button>
        ) : null}
        <Button
          kind="quiet"
          size="s"
          label={common('dismiss')}
          onPress={() => (delivery.kind === 'refused' ? void desk.dismiss(delivery.seq) : desk.forget())}
        >
          <Glyph name="close" />
        </Button>
      </span>
    </div>
  );
}

/** What a screen reader is told of it. */
export function useOutcomeSaid(desk: ReviewDesk, isOffline: boolean): string {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const made = desk.made.value;
  const delivery = desk.delivery.value;
  if (made === null || delivery === null) return '';
  const what = t(DECIDED_KEY[made.decision]);
  const next = made.moved ? t('saidNext') : t('saidNone');
  switch (delivery.kind) {
    case 'held':
      return `${what}. ${t('outcomeHeld')} ${next}`;
    case 'sent':
      return `${what}. ${t('outcomeSent')} ${next}`;
    case 'queued':
      return `${what}. ${t(isOffline ? 'outcomeKept' : 'outcomeQueued')} ${next}`;
    case 'refused':
      return `${t('outcomeRefused')} ${problemText(common, delivery)}`;
  }
}
