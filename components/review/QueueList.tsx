import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { SeverityBadge } from '../ui/SeverityBadge.tsx';
import { Empty } from '../ui/Status.tsx';
import { platformName, useCommonTexts } from '../ui/texts.ts';
import type { ReviewDesk } from './desk.ts';
import type { QueueItem } from './queue.ts';
import { STATE_KEY, STATE_TONE, useReviewTexts } from './texts.ts';

/** So many of a group are drawn at first; a year of decided requests is not. */
const MINE_SHOWN = 100;
const OTHERS_SHOWN = 20;

export function QueueList({ desk }: { readonly desk: ReviewDesk }) {
  const t = useReviewTexts();
  const { mine, own, others, decided } = desk.queue.value;
  return (
    <div class="queue">
      <Group desk={desk} title={t('groupMine')} items={mine} shown={MINE_SHOWN} />
      {mine.length > 0 ? null : (
        <Empty title={t('emptyTitle')}>
          <p>{own.length + others.length + decided.length === 0 ? t('emptyNothingYet') : t('emptyText')}</p>
        </Empty>
      )}
      <Group desk={desk} title={t('groupOwn')} items={own} shown={OTHERS_SHOWN} />
      <Group desk={desk} title={t('groupOthers')} items={others} shown={OTHERS_SHOWN} />
      <Group desk={desk} title={t('groupDecided')} items={decided} shown={10} />
    </div>
  );
}

function Group({
  desk,
  title,
  items,
  shown,
}: {
  readonly desk: ReviewDesk;
  readonly title: string;
  readonly items: readonly QueueItem[];
  readonly shown: number;
}) {
  const t = useReviewTexts();
  const limit = useSignal(shown);
  if (items.length === 0) return null;
  const left = items.length - limit.value;
  return (
    <section class="queue-group" aria-label={title}>
      <h2 class="group-title">
        {title} <span class="count">{items.length}</span>
      </h2>
      <ul class="queue-items">
        {items.slice(0, limit.value).map((item) => (
          <Row key={item.local.request.id} desk={desk} item={item} />
        ))}
      </ul>
      {left <= 0 ? null : (
        <Button
          kind="quiet"
          size="s"
          onPress={() => {
            limit.value += 100;
          }}
        >
          {t('showMore', { count: Math.min(left, 100) })}
        </Button>
      )}
    </section>
  );
}

function Row({ desk, item }: { readonly desk: ReviewDesk; readonly item: QueueItem }) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const { local, newest, severity, firstWords } = item;
  const { request } = local;
  const isOpen = desk.opened.value?.id === request.id;
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const state = local.delivery === 'refused' ? 'refused' : local.delivery === 'queued' ? 'queued' : null;
  return (
    <li>
      <button
        ref={ref}
        type="button"
        class="queue-item"
        data-request={request.id}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => desk.open(request.id)}
      >
        <span class="item-head">
          <strong class="item-author">{request.author.name}</strong>
          <span class="item-where">
            {platformName(common, request.platform)}
            {request.account === null ? '' : ` · ${request.account}`}
          </span>
          <span class="item-age">
            <Moment at={newest.createdAt} now={desk.now.value} />
          </span>
        </span>
        <span class="item-words" dir="auto">
          {firstWords === '' ? <em>{t('noText')}</em> : firstWords}
        </span>
        <span class="item-foot">
          {request.state === 'waiting' && severity !== null ? <SeverityBadge severity={severity} /> : null}
          {request.state === 'waiting' ? null : (
            <span class={`badge ${STATE_TONE[request.state]}`}>
              <Icon tone={STATE_TONE[request.state]} />
              {t(STATE_KEY[request.state])}
            </span>
          )}
          {newest.number > 1 ? <span class="tag">{t('version', { number: newest.number })}</span> : null}
          {state === 'queued' ? <span class="tag">{t('tagQueued')}</span> : null}
          {state === 'refused' ? <span class="tag alert">{t('tagRefused')}</span> : null}
        </span>
      </button>
    </li>
  );
}
