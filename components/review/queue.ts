/** Who has to look at what, and in which order. Pure. */

import type { Member, RequestVersion } from '../../utils/api/entities.ts';
import { plannedTime } from '../../utils/draft/draft.ts';
import { firstWords } from '../../utils/draft/first-words.ts';
import type { Severity } from '../../utils/lint/finding.ts';
import type { LocalRequest } from '../../utils/sync/project.ts';
import { awaitsDecisionOf } from '../../utils/sync/view.ts';
import { gravest } from '../findings/segments.ts';

export type Reviewer = Pick<Member, 'id' | 'roles' | 'active' | 'groups' | 'standsFor'>;

export interface QueueItem {
  readonly local: LocalRequest;
  readonly newest: RequestVersion;
  readonly severity: Severity | null;
  /** When it is too late: the planned time or the request's end, whichever comes first. Epoch ms, store clock. */
  readonly due: number;
  /** One line of what it says. */
  readonly firstWords: string;
}

export interface Queue {
  /** Waits for a decision of this member, soonest due first. */
  readonly mine: readonly QueueItem[];
  /** The member's own requests that are not closed, newest change first. */
  readonly own: readonly QueueItem[];
  /** Waits for somebody else, soonest due first. */
  readonly others: readonly QueueItem[];
  /** Decided, withdrawn or run out, newest change first. */
  readonly decided: readonly QueueItem[];
}

export function itemOf(local: LocalRequest): QueueItem | null {
  const newest = local.request.versions.at(-1);
  if (newest === undefined) return null;
  return {
    local,
    newest,
    severity: gravest(newest.findings),
    due: Math.min(plannedTime(newest.draft) ?? Number.POSITIVE_INFINITY, local.request.expiresAt),
    firstWords: firstWords(newest),
  };
}

const bySoonest = (a: QueueItem, b: QueueItem): number =>
  a.due - b.due || a.local.request.createdAt - b.local.request.createdAt || byId(a, b);
const byNewest = (a: QueueItem, b: QueueItem): number =>
  b.local.request.updatedAt - a.local.request.updatedAt || byId(a, b);
const byId = (a: QueueItem, b: QueueItem): number => (a.local.request.id < b.local.request.id ? -1 : 1);

/**
 * Every request is in exactly one of the groups.
 * @param now store clock, epoch ms
 */
export function buildQueue(requests: readonly LocalRequest[], member: Reviewer, now: number): Queue {
  const mine: QueueItem[] = [];
  const own: QueueItem[] = [];
  const others: QueueItem[] = [];
  const decided: QueueItem[] = [];
  for (const local of requests) {
    const item = itemOf(local);
    if (item === null) continue;
    const { request } = local;
    const isOpen =
      (request.state === 'waiting' && request.expiresAt > now) || request.state === 'changes-requested';
    // Approved and not out yet: its author has something to do still.
    const isReady = request.state === 'approved' && request.published === undefined;
    if (awaitsDecisionOf(request, member, now)) mine.push(item);
    else if (request.author.id === member.id && (isOpen || isReady || local.delivery === 'refused'))
      own.push(item);
    else if (request.state === 'waiting' && isOpen) others.push(item);
    else decided.push(item);
  }
  return {
    mine: mine.sort(bySoonest),
    own: own.sort(byNewest),
    others: others.sort(bySoonest),
    decided: decided.sort(byNewest),
  };
}

/** The order in which j and k walk. */
export function walk(queue: Queue): QueueItem[] {
  return [...queue.mine, ...queue.own, ...queue.others, ...queue.decided];
}

/**
 * Where the reviewer goes after deciding on `id`: the next that waits on them, else the one before, else nowhere.
 * @param mine the queue before the decision
 */
export function nextAfter(mine: readonly QueueItem[], id: string): string | null {
  const index = mine.findIndex((item) => item.local.request.id === id);
  const rest = mine.filter((item) => item.local.request.id !== id);
  return (rest[index] ?? rest.at(-1))?.local.request.id ?? null;
}
