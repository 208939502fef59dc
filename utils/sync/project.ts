/**
 * The local copy as people should see it: what the store has said, with the commands on it that the store has not
 * answered yet. Nothing optimistic is ever written over the store's rows, so a refusal needs no undoing.
 */
import type { Command } from '../api/commands.ts';
import type { ApprovalRequest, Decision, MemberRef, RequestVersion } from '../api/entities.ts';
import type { Policy } from '../policy/policy.ts';
import type { OutboxEntry, Refusal } from './db.ts';

export interface LocalRequest {
  readonly request: ApprovalRequest;
  /** Of the newest own command on it: kept here, acknowledged, or refused (see `refusal`). */
  readonly delivery: 'queued' | 'sent' | 'refused';
  readonly refusal: Refusal | null;
  /** Outbox number of the refused command, for `dismissRefusal`. */
  readonly refusedSeq: number | null;
}

export interface Projection {
  readonly member: MemberRef;
  readonly policy: Pick<Policy, 'need' | 'requestHours'>;
  /** Store clock minus this browser's, ms: turns an entry's `createdAt` into store time. */
  readonly clockOffset: number;
}

type Submitted = Extract<Command, { kind: 'request.create' | 'request.send-version' }>;
type Decided = Extract<Command, { kind: 'request.decide' }>;

const HOUR = 3_600_000;

function versionOf(command: Submitted, number: number, at: number, member: MemberRef): RequestVersion {
  const { draft, fingerprint, findings, verdict, rulesetVersion, note } = command;
  return {
    number,
    draft,
    fingerprint,
    findings,
    verdict,
    rulesetVersion,
    note,
    editedBy: member,
    createdAt: at,
    decisions: [],
    clearance: null,
  };
}

/** A request is open while it can still be decided or changed by its author. */
export function isOpen(request: Pick<ApprovalRequest, 'state'>): boolean {
  return request.state === 'waiting' || request.state === 'approved' || request.state === 'changes-requested';
}

function withDecision(
  request: ApprovalRequest,
  command: Decided,
  at: number,
  projection: Projection,
): ApprovalRequest {
  const newest = request.versions.at(-1);
  if (newest === undefined || request.state !== 'waiting' || newest.number !== command.version)
    return request;
  if (newest.decisions.some((one) => one.id === command.decision)) return request;
  const { member } = projection;
  const decision: Decision = {
    id: command.decision,
    member,
    kind: command.verdict,
    reason: command.reason,
    at,
  };
  const decisions = [...newest.decisions, decision];
  const approvals = new Set(decisions.filter((one) => one.kind === 'approve').map((one) => one.member.id));
  const state =
    command.verdict === 'reject'
      ? 'rejected'
      : command.verdict === 'request-changes'
        ? 'changes-requested'
        : approvals.size >= projection.policy.need
          ? 'approved'
          : 'waiting';
  return {
    ...request,
    state,
    updatedAt: at,
    versions: [...request.versions.slice(0, -1), { ...newest, decisions }],
  };
}

/** `command` on `request`, as the store would most likely do it; what it has already done changes nothing. */
function apply(
  request: ApprovalRequest | undefined,
  command: Command,
  at: number,
  projection: Projection,
): ApprovalRequest | undefined {
  if (command.kind === 'request.create') {
    if (request !== undefined) return request;
    return {
      id: command.request,
      author: projection.member,
      platform: command.draft.platform,
      account: command.draft.account,
      state: 'waiting',
      createdAt: at,
      updatedAt: at,
      expiresAt: at + projection.policy.requestHours * HOUR,
      versions: [versionOf(command, 1, at, projection.member)],
    };
  }
  if (request === undefined) return undefined;
  switch (command.kind) {
    case 'request.send-version': {
      if (request.versions.some((version) => version.number >= command.number)) return request;
      return {
        ...request,
        state: 'waiting',
        updatedAt: at,
        expiresAt: at + projection.policy.requestHours * HOUR,
        versions: [...request.versions, versionOf(command, command.number, at, projection.member)],
      };
    }
    case 'request.withdraw':
      return isOpen(request) ? { ...request, state: 'withdrawn', updatedAt: at } : request;
    case 'request.decide':
      return withDecision(request, command, at, projection);
    case 'post.released':
      return request;
  }
}

/**
 * @param rows requests as the store sent them
 * @param entries the outbox in order, refused ones included
 * @returns all requests with pending commands on them, newest change first. A refused `request.create` is there too,
 * so that its author can see what became of it.
 */
export function project(
  rows: Iterable<ApprovalRequest>,
  entries: readonly OutboxEntry[],
  projection: Projection,
): LocalRequest[] {
  const requests = new Map<string, LocalRequest>();
  for (const request of rows) {
    requests.set(request.id, { request, delivery: 'sent', refusal: null, refusedSeq: null });
  }
  for (const entry of entries) {
    const { command } = entry;
    // What went out is on the record, not on the request.
    if (command.kind === 'post.released') continue;
    const before = requests.get(command.request);
    const acts = entry.state !== 'refused' || command.kind === 'request.create';
    const after = acts
      ? apply(before?.request, command, entry.createdAt + projection.clockOffset, projection)
      : before?.request;
    if (after === undefined) continue;
    requests.set(command.request, {
      request: after,
      delivery: entry.state === 'pending' ? 'queued' : entry.state === 'refused' ? 'refused' : 'sent',
      refusal: entry.state === 'refused' ? entry.refusal : null,
      refusedSeq: entry.state === 'refused' ? entry.seq : null,
    });
  }
  return [...requests.values()].sort(
    (a, b) => b.request.updatedAt - a.request.updatedAt || (a.request.id < b.request.id ? -1 : 1),
  );
}
