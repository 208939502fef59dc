import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { SeverityBadge } from '../ui/SeverityBadge.tsx';
import { Empty } from '../ui/Status.tsx';
import { platformName, useCommonTexts } from '../ui/texts.ts';
import { formatMoment } from '../ui/time.ts';
import type { ReviewDesk } from './desk.ts';
import { type Due, groupByDue, isNarrow, isPlain, NO_FILTER } from './filter.ts';
import { OwnWeek } from './OwnWeek.tsx';
import { approvedUntil } from './own.ts';
import { QueueBar } from './QueueBar.tsx';
import type { QueueItem } from './queue.ts';
import { STATE_KEY, STATE_TONE, useReviewTexts } from './texts.ts';

/** So many of a group are drawn at first; a year of decided requests is not. */
const MINE_SHOWN = 100;
const OTHERS_SHOWN = 20;

export function QueueList({ desk }: { readonly desk: ReviewDesk }) {
  const t = useReviewTexts();
  const { mine, own, others, decided } = desk.shown.value;
  const { view } = desk.filter.value;
  const total = desk.queue.value;
  const isAll = mine.length + own.length + others.length + decided.length === 0;
  const isNarrowed = isNarrow(desk.filter.value);
  const showsMine = view === 'all' || view === 'mine';
  return (
    <div class="queue">
      <QueueBar desk={desk} />
      {groupByDue(mine, desk.now.value).map(({ due, items }) => (
        <Group
          key={due}
          desk={desk}
          title={t('groupMineDue', { due: t(DUE_KEY[due]) })}
          items={items}
          shown={MINE_SHOWN}
        />
      ))}
      {isNarrowed && isAll ? (
        <Empty title={t('filterNothing')}>
          <Button
            size="s"
            onPress={() => {
              desk.filter.value = { ...NO_FILTER, view };
            }}
          >
            {t('filterClear')}
          </Button>
        </Empty>
      ) : mine.length > 0 || !showsMine ? null : isNarrowed ? null : (
        <Empty title={t('emptyTitle')}>
          <p>
            {total.own.length + total.others.length + total.decided.length === 0
              ? t('emptyNothingYet')
              : t('emptyText')}
          </p>
        </Empty>
      )}
      {!isNarrowed && isAll && !showsMine ? <Empty title={t('emptyView')} /> : null}
      {own.length === 0 ? null : <OwnWeek figures={desk.figures.value} />}
      <Group desk={desk} title={t('groupOwn')} items={own} shown={OTHERS_SHOWN} />
      <Group desk={desk} title={t('groupOthers')} items={others} shown={OTHERS_SHOWN} />
      <Group desk={desk} title={t('groupDecided')} items={decided} shown={10} />
    </div>
  );
}

const DUE_KEY = {
  soon: 'dueSoon',
  today: 'dueToday',
  tomorrow: 'dueTomorrow',
  later: 'dueLater',
} as const satisfies Record<Due, string>;

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
  const picked = desk.picked.value;
  const isMine = desk.queue.value.mine.includes(item);
  return (
    <li class={picked === null ? undefined : 'picking'}>
      {picked === null || !isMine ? null : (
        <input
          type="checkbox"
          class="pick"
          aria-label={t('pick', { name: request.author.name, words: firstWords })}
          disabled={!isPlain(item)}
          checked={picked.has(request.id)}
          onChange={() => {
            const next = new Set(picked);
            if (!next.delete(request.id)) next.add(request.id);
            desk.picked.value = next;
          }}
        />
      )}
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
          {request.state === 'approved' ? <ApprovedTag item={item} /> : null}
          {request.published === undefined ? null : <span class="tag">{t('tagPublished')}</span>}
          {(request.comments?.length ?? 0) === 0 ? null : (
            <span class="tag">{t('remarks', { count: request.comments?.length ?? 0 })}</span>
          )}
          {newest.number > 1 ? <span class="tag">{t('version', { number: newest.number })}</span> : null}
          {state === 'queued' ? <span class="tag">{t('tagQueued')}</span> : null}
          {state === 'refused' ? <span class="tag alert">{t('tagRefused')}</span> : null}
        </span>
      </button>
    </li>
  );
}

function ApprovedTag({ item }: { readonly item: QueueItem }) {
  const t = useReviewTexts();
  const until = approvedUntil(item.newest);
  return until === null ? null : (
    <span class="tag">{t('approvedUntil', { time: formatMoment(until, t.locale) })}</span>
  );
}
