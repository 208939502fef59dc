/**
 * What a person may be told of, read from the local copy: all that holds at a time. Which of it is new is for the ledger
 * to say. An event has the same id whenever and by whichever worker it is read. Pure.
 */
import type { ApprovalRequest, Member, RequestVersion, TeamPause } from '../api/entities.ts';
import type { VerifiedClearance } from '../messages.ts';
import type { Pause, PauseScope } from '../policy/pause.ts';
import type { RefusedEntry } from '../sync/db.ts';
import { awaitsDecisionOf } from '../sync/view.ts';
import type { Topic } from './settings.ts';

const HOUR = 3_600_000;
/** What happened longer ago is no news. */
const NEWS_MS = 7 * 24 * HOUR;
/** An approval runs out soon when it has this long to go... */
const SOON_MS = HOUR;
/** ...and was not given just now. */
const SETTLED_MS = HOUR / 2;

/** Where two events are of the same post, the one that stands first here is told. */
export const EVENT_KINDS = [
  'refused',
  'approved',
  'changes-requested',
  'rejected',
  'cancelled',
  'expired',
  'recheck',
  'expiring',
  'late',
  'reminded',
  'waiting',
  'comment',
  'paused',
  'lifted',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** A version that an event is about, and its request. */
export interface Subject {
  readonly request: ApprovalRequest;
  readonly version: RequestVersion;
}

export interface NoticeEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly topic: Topic;
  /** Null for a pause. */
  readonly subject: Subject | null;
  /** Who did it; null for nobody or unknown. */
  readonly by: string | null;
  /** What was said: a reason, a comment, a refusal. */
  readonly said: string | null;
  /** Until when it counts, epoch ms, store clock. */
  readonly until: number | null;
  readonly scope: PauseScope | null;
}

/** As much of the local copy as events are read from; requests with pending commands on them. */
export interface NoticeCopy {
  readonly member: Member;
  /** All that wait for anybody. */
  readonly waiting: readonly ApprovalRequest[];
  /** The member's own, in any state. */
  readonly own: readonly ApprovalRequest[];
  readonly clearances: readonly VerifiedClearance[];
  readonly pauses: readonly (Pause & Partial<Pick<TeamPause, 'placedBy'>>)[];
  /** Decisions of this browser that the store did not take, with the requests that they are on where they are here. */
  readonly refused: readonly {
    readonly entry: Pick<RefusedEntry, 'id' | 'refusal'>;
    readonly request: ApprovalRequest | null;
  }[];
}

export interface NoticeState {
  /** By id. */
  readonly events: ReadonlyMap<string, NoticeEvent>;
  /** When time alone will bring the next, epoch ms, store clock; null for never. */
  readonly next: number | null;
}

const NOTHING = { by: null, said: null, until: null, scope: null } as const;

/** Names a version; once more, when new rules have made it another matter. */
function aboutOf({ id, recheck }: ApprovalRequest, { number }: RequestVersion): string {
  return recheck === undefined ? `${id}:${number}` : `${id}:${number}:${recheck.ruleset}`;
}

function waitingEvents(request: ApprovalRequest, version: RequestVersion): NoticeEvent[] {
  const about = aboutOf(request, version);
  const subject = { request, version };
  const base = { ...NOTHING, topic: 'waiting', subject, by: request.author.name } as const;
  const events: NoticeEvent[] = [{ ...base, kind: 'waiting', id: `waiting:${about}` }];
  const reminders = request.late?.reminders ?? 0;
  if (reminders > 0) events.push({ ...base, kind: 'late', id: `late:${about}:${reminders}` });
  for (const { id, version: of, member, text } of request.comments ?? [])
    if (member.id === request.author.id && of === version.number)
      events.push({ ...base, kind: 'reminded', id: `reminded:${request.id}:${id}`, said: text });
  return events;
}

interface Outcome extends Pick<NoticeEvent, 'kind' | 'by' | 'said'> {
  /** Epoch ms, store clock. */
  readonly at: number;
}

/** How an own request stands, where somebody else has made it stand so. */
function outcomeOf(request: ApprovalRequest, version: RequestVersion): Outcome | null {
  const { state, recheck, closed, updatedAt } = request;
  const last = version.decisions.at(-1);
  const decided = { by: last?.member.name ?? null, said: last?.reason ?? null, at: last?.at ?? updatedAt };
  switch (state) {
    case 'approved':
      if (request.published !== undefined) return null;
      if (recheck?.found === 'blocked') return { kind: 'recheck', by: null, said: null, at: recheck.at };
      return { ...decided, kind: 'approved', said: null };
    case 'changes-requested':
    case 'rejected':
      return { ...decided, kind: state };
    case 'expired':
      return { kind: 'expired', by: null, said: null, at: updatedAt };
    case 'withdrawn':
      if (closed?.how !== 'cancelled' || closed.by?.id === request.author.id) return null;
      return { kind: 'cancelled', by: closed.by?.name ?? null, said: closed.reason, at: updatedAt };
    case 'waiting':
      return recheck === undefined ? null : { kind: 'recheck', by: null, said: null, at: recheck.at };
  }
}

/** From when on an approval is one that runs out soon. */
function expiresSoonFrom({ decisions, createdAt }: RequestVersion, expiresAt: number): number {
  return Math.max(expiresAt - SOON_MS, (decisions.at(-1)?.at ?? createdAt) + SETTLED_MS);
}

/** Pauses in force, and those that were and are not any more. */
function pauseEvents(
  { pauses, member }: NoticeCopy,
  known: ReadonlySet<string>,
  now: number,
): { readonly events: readonly NoticeEvent[]; readonly ends: readonly number[] } {
  const base = { ...NOTHING, topic: 'pauses', subject: null } as const;
  const held = pauses.filter(({ until }) => until === null || until > now);
  const set = held
    .filter(({ placedBy }) => placedBy?.id !== member.id)
    .map(({ id, scope, reason, until, placedBy }): NoticeEvent => {
      const by = placedBy?.name ?? null;
      return { ...base, kind: 'paused', id: `paused:${id}`, by, said: reason, scope, until };
    });
  const ids = new Set(held.map(({ id }) => `paused:${id}`));
  const lifted = [...known]
    .filter((id) => id.startsWith('paused:') && !ids.has(id))
    .map((id): NoticeEvent => ({ ...base, kind: 'lifted', id: id.replace('paused:', 'lifted:') }));
  return { events: [...set, ...lifted], ends: held.flatMap(({ until }) => until ?? []) };
}

function refusedEvent({ entry, request }: NoticeCopy['refused'][number]): NoticeEvent {
  const version = request?.versions.at(-1);
  return {
    ...NOTHING,
    kind: 'refused',
    id: `refused:${entry.id}`,
    topic: 'waiting',
    subject: request === null || version === undefined ? null : { request, version },
    said: entry.refusal.detail,
  };
}

/**
 * All that holds now, old or new.
 * @param now store clock, epoch ms
 * @param known ids that were read before: of a pause that is gone, nothing else is left
 */
export function noticeState(copy: NoticeCopy, known: ReadonlySet<string>, now: number): NoticeState {
  const { member } = copy;
  const events: NoticeEvent[] = [];
  const later: number[] = [];

  for (const request of copy.waiting) {
    const version = request.versions.at(-1);
    if (version !== undefined && awaitsDecisionOf(request, member, now))
      events.push(...waitingEvents(request, version));
  }

  const clearances = new Map(copy.clearances.map((one) => [one.request, one]));
  for (const request of copy.own) {
    const version = request.versions.at(-1);
    if (version === undefined) continue;
    const about = aboutOf(request, version);
    const base = { ...NOTHING, topic: 'own', subject: { request, version } } as const;
    const until = request.state === 'approved' ? (clearances.get(request.id)?.expiresAt ?? null) : null;
    const outcome = outcomeOf(request, version);
    if (outcome !== null && outcome.at > now - NEWS_MS && (until === null || until > now)) {
      const { kind, by, said } = outcome;
      events.push({ ...base, kind, id: `${kind}:${about}`, by, said, until });
    }
    if (until !== null && until > now && request.published === undefined) {
      const from = expiresSoonFrom(version, until);
      if (from <= now) events.push({ ...base, kind: 'expiring', id: `expiring:${about}`, until });
      else if (from < until) later.push(from);
    }
    for (const { id, member: by, audience, text, at } of request.comments ?? [])
      if (by.id !== member.id && audience === 'team' && at > now - NEWS_MS)
        events.push({ ...base, kind: 'comment', id: `comment:${request.id}:${id}`, by: by.name, said: text });
  }

  const paused = pauseEvents(copy, known, now);
  later.push(...paused.ends);
  events.push(...paused.events, ...copy.refused.map(refusedEvent));

  return {
    events: new Map(events.map((event) => [event.id, event])),
    next: later.length === 0 ? null : Math.min(...later),
  };
}
