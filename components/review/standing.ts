/** What this member may do with a request, and if nothing, why. Pure. */
import type { Decision, DecisionKind, RequestState } from '../../utils/api/entities.ts';
import type { OutboxEntry } from '../../utils/sync/db.ts';
import type { LocalRequest } from '../../utils/sync/project.ts';
import { hasSeat } from '../../utils/sync/view.ts';
import type { Reviewer } from './queue.ts';

export type Standing =
  /** `mayApprove` is false when the rules do not allow the content: no approval lifts that. */
  | { readonly kind: 'may-decide'; readonly mayApprove: boolean }
  | { readonly kind: 'own' }
  | { readonly kind: 'edited' }
  | { readonly kind: 'no-reviewer' }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'expired' }
  | { readonly kind: 'closed'; readonly state: Exclude<RequestState, 'waiting'> };

/** @param now store clock, epoch ms */
export function standingOf({ request }: LocalRequest, member: Reviewer, now: number): Standing {
  const newest = request.versions.at(-1);
  const decision = newest?.decisions.findLast((one) => one.member.id === member.id);
  if (decision !== undefined) return { kind: 'decided', decision };
  if (request.state !== 'waiting') return { kind: 'closed', state: request.state };
  if (request.expiresAt <= now) return { kind: 'expired' };
  if (request.author.id === member.id) return { kind: 'own' };
  if (newest?.editedBy.id === member.id) return { kind: 'edited' };
  if (!member.active || newest === undefined || !hasSeat(request, newest, member, now))
    return { kind: 'no-reviewer' };
  return { kind: 'may-decide', mayApprove: newest.verdict !== 'blocked' };
}

/** How a decision of this browser fares on its way to the store. */
export type Delivery =
  /** Can still be taken back. */
  | { readonly kind: 'held' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly seq: number; readonly code: string; readonly detail: string };

/** @param outbox what is not sent or was refused; what the store has taken is not in it any more */
export function deliveryOf(
  outbox: readonly OutboxEntry[],
  request: string,
  decision: DecisionKind,
): Delivery {
  const entry = outbox.findLast(
    ({ command }) =>
      command.kind === 'request.decide' && command.request === request && command.verdict === decision,
  );
  if (entry?.state === 'refused') return { kind: 'refused', seq: entry.seq, ...entry.refusal };
  if (entry?.state === 'pending' && entry.heldUntil !== undefined) return { kind: 'held' };
  return { kind: entry?.state === 'pending' ? 'queued' : 'sent' };
}
