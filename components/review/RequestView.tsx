import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Member } from '../../utils/api/entities.ts';
import { plannedTime } from '../../utils/draft/draft.ts';
import { isUnderWay } from '../../utils/sync/project.ts';
import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { Moment } from '../ui/Moment.tsx';
import { VerdictBadge } from '../ui/SeverityBadge.tsx';
import { Status } from '../ui/Status.tsx';
import { platformName, problemText, useCommonTexts } from '../ui/texts.ts';
import { formatAge, formatMoment } from '../ui/time.ts';
import type { Brought } from './AuthorBar.tsx';
import { comparedWith } from './compare.ts';
import { DecisionBar } from './DecisionBar.tsx';
import { DraftView } from './DraftView.tsx';
import type { ReviewDesk } from './desk.ts';
import { History } from './History.tsx';
import { PolicySteps } from './PolicySteps.tsx';
import type { QueueItem } from './queue.ts';
import { Remarks } from './Remarks.tsx';
import { standingOf } from './standing.ts';
import { declaredName, STATE_KEY, STATE_TONE, useReviewTexts } from './texts.ts';
import { VersionDiff } from './VersionDiff.tsx';

export function RequestView({
  desk,
  item,
  member,
  onCompose,
}: {
  readonly desk: ReviewDesk;
  readonly item: QueueItem;
  readonly member: Member;
  readonly onCompose: (item: QueueItem) => Promise<Brought>;
}) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const { request } = item.local;
  const { newest } = item;
  const now = desk.now.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the request is what it runs for
  useLayoutEffect(() => {
    // Another request: its heading is read out, and it is seen from its beginning.
    heading.current?.focus({ preventScroll: true });
    scroll.current?.scrollTo(0, 0);
    // In a window of little height the page itself scrolls.
    document.scrollingElement?.scrollTo(0, 0);
  }, [request.id]);
  const seen = desk.opened.value?.seen ?? newest.number;
  const isStale = newest.number > seen;
  const standing = standingOf(item.local, member, now);
  const before = comparedWith(request.versions);
  const { failure } = desk;
  const form = desk.form.value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what takes buttons away is what it runs for
  useLayoutEffect(() => {
    // The button that was pressed may be gone, and the focus with it: the keyboard goes on from the heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [form, request.state, newest.number, isStale]);
  return (
    <article class="request" aria-labelledby="request-title">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, whatever is in it */}
      <section class="request-scroll" ref={scroll} tabIndex={0} aria-labelledby="request-title">
        <header class="request-head">
          <h2 id="request-title" tabIndex={-1} ref={heading}>
            {t('requestTitle', {
              name: request.author.name,
              platform: platformName(common, request.platform),
            })}
          </h2>
          <p class="request-badges">
            {request.state === 'waiting' ? (
              <VerdictBadge verdict={newest.verdict} />
            ) : (
              <span class={`badge ${STATE_TONE[request.state]}`}>
                <Icon tone={STATE_TONE[request.state]} />
                {t(STATE_KEY[request.state])}
              </span>
            )}
            <span class="tag">{t('version', { number: newest.number })}</span>
          </p>
        </header>
        {isStale ? (
          <Status
            tone="warn"
            title={t('staleTitle', { name: newest.editedBy.name, number: newest.number })}
            actions={
              <Button kind="main" size="s" onPress={() => desk.look()}>
                {t('staleGoOn', { number: newest.number })}
              </Button>
            }
          >
            <p>{t('staleText')}</p>
          </Status>
        ) : null}
        {failure.value === null ? null : (
          <div role="alert">
            <Status tone="block" title={t('failureTitle')}>
              <p>{problemText(common, failure.value)}</p>
            </Status>
          </div>
        )}
        {request.recheck === undefined ? null : (
          <Status tone="warn" title={t('recheckTitle')}>
            <p>{t(request.recheck.found === 'blocked' ? 'recheckBlocked' : 'recheckMore')}</p>
          </Status>
        )}
        <Facts item={item} now={now} />
        {newest.note.trim() === '' ? null : (
          <section class="author-note" aria-label={t('noteFrom', { name: newest.editedBy.name })}>
            <p class="note-title">{t('noteFrom', { name: newest.editedBy.name })}</p>
            <p class="note-text" dir="auto">
              {newest.note}
            </p>
          </section>
        )}
        {before === null ? null : <VersionDiff before={before} after={newest} />}
        <DraftView key={`${request.id} ${newest.number}`} version={newest} author={request.author.name} />
        <Remarks
          request={request}
          now={now}
          onTakeOver={
            request.author.id === member.id && isUnderWay(request)
              ? (comment) => void desk.takeOver(comment)
              : null
          }
        />
        <PolicySteps version={newest} author={request.author.id} members={desk.members.value} />
        <History request={request} now={now} />
      </section>
      <DecisionBar
        desk={desk}
        item={item}
        member={member}
        standing={standing}
        isStale={isStale}
        onCompose={onCompose}
      />
    </article>
  );
}

function Facts({ item, now }: { readonly item: QueueItem; readonly now: number }) {
  const t = useReviewTexts();
  const locale = useLocale();
  const { request } = item.local;
  const { newest } = item;
  const { draft } = newest;
  const rows: [string, preact.ComponentChildren][] = [
    [t('factAccount'), request.account ?? t('accountUnknown')],
    [t('factSent'), <Moment key="sent" at={newest.createdAt} now={now} />],
  ];
  if (newest.editedBy.id !== request.author.id) rows.push([t('factEditedBy'), newest.editedBy.name]);
  if (draft.scheduledFor !== null) {
    const planned = plannedTime(draft);
    rows.push([t('factPlanned'), planned === null ? t('plannedUnread') : formatMoment(planned, locale)]);
  }
  if (request.state === 'waiting')
    rows.push([t('factUntil'), formatAge(request.expiresAt, now, locale, 'long')]);
  if (draft.audience !== undefined) rows.push([t('factAudience'), draft.audience]);
  if (newest.declared !== undefined && newest.declared.length > 0)
    rows.push([t('factDeclared'), newest.declared.map((name) => declaredName(t, name)).join(', ')]);
  if (newest.override !== undefined)
    rows.push([t('factOverride', { name: newest.override.member.name }), newest.override.reason]);
  if (request.published !== undefined)
    rows.push([t('factPublished'), <Moment key="out" at={request.published.at} now={now} />]);
  if (draft.replyTo !== null) rows.push([t('factReplyTo'), <span key="reply">{draft.replyTo}</span>]);
  if (draft.quotes !== null) rows.push([t('factQuotes'), <span key="quotes">{draft.quotes}</span>]);
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
