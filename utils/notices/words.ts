/** What a notice says, and what can be done in it. Pure. */
import { plannedTime } from '../draft/draft.ts';
import { firstWords } from '../draft/first-words.ts';
import { SEVERITIES, type Severity } from '../lint/finding.ts';
import type { PauseScope } from '../policy/pause.ts';
import type { EventKind, NoticeEvent, Subject } from './events.ts';
import { isSeenAtAGlance } from './glance.ts';
import type { Behind, Notice, NoticeAction, Offer } from './ledger.ts';
import { TOPICS, type Topic } from './settings.ts';
import { type NoticeTexts, platformIn } from './texts.ts';

export interface NoticeText extends Behind {
  readonly title: string;
  readonly message: string;
}

export interface Wording {
  readonly texts: NoticeTexts;
  /** The words of posts may be shown, and what people have said of them. */
  readonly words: boolean;
  /** Epoch ms, store clock. */
  readonly now: number;
  /** Store clock minus this browser's, ms. */
  readonly clockOffset: number;
}

const DAY_MS = 24 * 3_600_000;

const TITLES = {
  waiting: 'noticeWaiting',
  late: 'noticeLate',
  reminded: 'noticeReminded',
  approved: 'noticeApproved',
  'changes-requested': 'noticeChangesRequested',
  rejected: 'noticeRejected',
  cancelled: 'noticeCancelled',
  expired: 'noticeExpired',
  recheck: 'noticeRecheck',
  expiring: 'noticeExpiring',
  comment: 'noticeComment',
  paused: 'noticePaused',
  lifted: 'noticeLifted',
  refused: 'noticeRefused',
} as const satisfies Record<EventKind, Parameters<NoticeTexts['t']>[0]>;

const SEVERITY_KEY = {
  note: 'severityNote',
  warn: 'severityWarn',
  review: 'severityReview',
  block: 'severityBlock',
} as const satisfies Record<Severity, Parameters<NoticeTexts['common']>[0]>;

/** A time as a person at this computer reads it: of the days around by its weekday, else by its date. */
function timeIn({ texts, now, clockOffset }: Wording, at: number): string {
  const isNear = Math.abs(at - now) < 6 * DAY_MS;
  return new Intl.DateTimeFormat(texts.t.locale, {
    ...(isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at - clockOffset);
}

function scopeIn({ texts }: Wording, scope: PauseScope): string {
  const { t } = texts;
  switch (scope.kind) {
    case 'team':
      return t('scopeTeam');
    case 'platform':
      return platformIn(texts, scope.platform);
    case 'account':
      return t('scopeAccount', { account: scope.account, platform: platformIn(texts, scope.platform) });
    case 'topic':
      return t('scopeTopic', {
        words: new Intl.ListFormat(t.locale, { type: 'disjunction' }).format(scope.words),
      });
  }
}

/** Where it is to go out, by when it is too late, and the gravest that was found in it. */
function factsOf(wording: Wording, { kind, until }: NoticeEvent, { request, version }: Subject): string {
  const { texts } = wording;
  const { t, common } = texts;
  const facts = [platformIn(texts, request.platform), request.account ?? ''];
  if (kind === 'waiting' || kind === 'late' || kind === 'reminded') {
    const due = Math.min(plannedTime(version.draft) ?? Number.POSITIVE_INFINITY, request.expiresAt);
    const severity = SEVERITIES.findLast((one) =>
      version.findings.some((finding) => finding.severity === one),
    );
    facts.push(t('noticeDue', { time: timeIn(wording, due) }));
    if (severity !== undefined) facts.push(common(SEVERITY_KEY[severity]));
  } else if (until !== null) facts.push(t('noticeUntil', { time: timeIn(wording, until) }));
  return facts.filter((fact) => fact !== '').join(' · ');
}

function actionsFor({ kind, subject }: NoticeEvent, offer: Offer | null): readonly NoticeAction[] {
  if (subject === null) return [];
  if (offer !== null) return ['approve', 'open'];
  return kind === 'approved' || kind === 'expiring' ? ['compose'] : ['open'];
}

function sayOne(event: NoticeEvent, wording: Wording): NoticeText {
  const { kind, subject, by, said, scope } = event;
  const { t } = wording.texts;
  const name = by ?? t('noticeSomebody');
  const place = scope === null ? '' : scopeIn(wording, scope);
  const title =
    kind === 'cancelled' && by === null
      ? t('noticeCancelledByNobody')
      : t(TITLES[kind], { name, scope: place });
  const isOffered = kind === 'waiting' && wording.words && subject !== null && isSeenAtAGlance(subject);
  const lines: string[] = [];
  if (subject !== null) {
    lines.push(factsOf(wording, event, subject));
    const words = isOffered ? (subject.version.draft.parts[0]?.text ?? '') : firstWords(subject.version);
    if (wording.words && words !== '') lines.push(t('noticeWords', { words }));
  }
  // What the store says of a refusal is not what a person has written.
  if (said !== null && said.trim() !== '' && (wording.words || kind === 'refused')) lines.push(said.trim());
  const offer = isOffered
    ? {
        request: subject.request.id,
        version: subject.version.number,
        fingerprint: subject.version.fingerprint,
      }
    : null;
  const request = subject?.request.id ?? null;
  return { title, message: lines.join('\n'), actions: actionsFor(event, offer), request, offer };
}

const SEVERAL = {
  waiting: 'noticeSeveralWaiting',
  own: 'noticeSeveralOwn',
  pauses: 'noticeSeveralPauses',
} as const satisfies Record<Topic, Parameters<NoticeTexts['t']>[0]>;

function saySeveral(events: readonly NoticeEvent[], { texts }: Wording): NoticeText {
  const { t } = texts;
  const counts = TOPICS.map((topic) => [topic, events.filter((one) => one.topic === topic).length] as const);
  const [title = '', ...more] = counts
    .filter(([, count]) => count > 0)
    .map(([topic, count]) => t(SEVERAL[topic], { count }));
  return {
    title,
    message: [...more, t('noticeSeveralLook')].join('\n'),
    actions: ['open'],
    request: null,
    offer: null,
  };
}

/** The words of a notice, of one thing or of several. */
export function wordsOf({ id, events }: Pick<Notice, 'id' | 'events'>, wording: Wording): NoticeText {
  const [first] = events;
  return first !== undefined && first.id === id ? sayOne(first, wording) : saySeveral(events, wording);
}
