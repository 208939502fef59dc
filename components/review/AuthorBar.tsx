import { useSignal } from '@preact/signals';
import { isOpen } from '../../utils/sync/project.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { formatMoment } from '../ui/time.ts';
import type { ReviewDesk } from './desk.ts';
import { approvedUntil, lastAsked, REMIND_AFTER_MS } from './own.ts';
import type { QueueItem } from './queue.ts';
import { type MessageKey, useReviewTexts } from './texts.ts';

/** What became of putting the approved text where it is to go out. */
export type Brought = 'opened' | 'restored' | 'copied' | 'failed';

const BROUGHT: Record<Brought, MessageKey> = {
  opened: 'broughtOpened',
  restored: 'broughtRestored',
  copied: 'broughtCopied',
  failed: 'broughtFailed',
};

/** What an author can do about an own request: bring the approved text to its composer, remind, withdraw. */
export function AuthorBar({
  desk,
  item,
  onCompose,
}: {
  readonly desk: ReviewDesk;
  readonly item: QueueItem;
  readonly onCompose: (item: QueueItem) => Promise<Brought>;
}) {
  const t = useReviewTexts();
  const locale = useLocale();
  const brought = useSignal<Brought | null>(null);
  const { request } = item.local;
  const now = desk.now.value;
  const until = approvedUntil(item.newest);
  const isApproved = request.state === 'approved' && (until === null || until > now);
  const canRemind = request.state === 'waiting' && now - lastAsked(item) >= REMIND_AFTER_MS;
  return (
    <div class="author-bar">
      {isApproved && request.published === undefined ? (
        <>
          <p>
            {until === null ? t('approvedOpen') : t('approvedUntil', { time: formatMoment(until, locale) })}
          </p>
          <Button
            kind="main"
            onPress={() => {
              void onCompose(item).then((what) => {
                brought.value = what;
              });
            }}
          >
            {t('openComposer')}
          </Button>
        </>
      ) : null}
      <p role="status">{brought.value === null ? null : t(BROUGHT[brought.value])}</p>
      <div class="more-bar">
        {canRemind ? (
          <Button
            size="s"
            busy={desk.deciding.value}
            onPress={() =>
              void desk.remark({
                text: t('remindText'),
                audience: 'team',
                words: null,
                suggestion: null,
              })
            }
          >
            {t('remind')}
          </Button>
        ) : null}
        {isOpen(request) ? (
          <Button size="s" kind="danger" busy={desk.deciding.value} onPress={() => void desk.end(null)}>
            {t('withdraw')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
