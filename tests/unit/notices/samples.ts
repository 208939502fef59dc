/** Requests, members and events for the tests of notices. */
import { randomUUID } from 'node:crypto';
import type { ApprovalRequest, Decision, Member } from '../../../utils/api/entities.ts';
import type { NoticeCopy } from '../../../utils/notices/events.ts';
import { memberOf, NOW, requestOf } from '../sync/support.ts';

export const OLA = memberOf('Ola');
export const KARI = memberOf('Kari', ['reviewer']);

export function copyOf(member: Member, parts: Partial<NoticeCopy> = {}): NoticeCopy {
  return { member, waiting: [], own: [], clearances: [], pauses: [], refused: [], ...parts };
}

/** A request of Ola’s that needs nothing but a reviewer’s yes. */
export function plainRequest(text: string, changes: Partial<ApprovalRequest> = {}): ApprovalRequest {
  const request = requestOf(OLA, text, changes);
  return { ...request, versions: request.versions.map((one) => ({ ...one, verdict: 'clear' as const })) };
}

/** The request after Kari has decided on it. */
export function decidedBy(
  request: ApprovalRequest,
  kind: Decision['kind'],
  at: number = NOW,
  reason: string | null = null,
): ApprovalRequest {
  const decision: Decision = { id: randomUUID(), member: { id: KARI.id, name: KARI.name }, kind, reason, at };
  const state = kind === 'approve' ? 'approved' : kind === 'reject' ? 'rejected' : 'changes-requested';
  return {
    ...request,
    state,
    updatedAt: at,
    versions: request.versions.map((one) => ({ ...one, decisions: [...one.decisions, decision] })),
  };
}

/** The request with another version after its own. */
export function withVersion(request: ApprovalRequest, text: string): ApprovalRequest {
  const newest = request.versions.at(-1);
  const next = requestOf(OLA, text).versions[0];
  if (newest === undefined || next === undefined) throw new Error('a request has a version');
  return {
    ...request,
    state: 'waiting',
    versions: [...request.versions, { ...next, verdict: 'clear', number: newest.number + 1 }],
  };
}
