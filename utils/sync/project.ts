/**
 * The local copy as people should see it: what the store has said, with the commands on it that the store has not
 * answered yet. Nothing optimistic is ever written over the store's rows, so a refusal needs no undoing.
 */
import type { Command } from '../api/commands.ts';
import type { ApprovalRequest, Decision, MemberRef, RequestVersion } from '../api/entities.ts';
import type { Policy } from '../policy/policy.ts';
import { isComplete } from '../policy/steps.ts';
import type { OutboxEntry, Refusal } from './db.ts';

export interface LocalRequest {
  readonly request: ApprovalRequest;
  /** Of the newest own command on it: kept here, acknowledged, or refused (see `refusal`). */
  readonly delivery: 'queued' | 'sent' | 'refused';
  readonly refusal: Refusal | null;
  /** Outbox number of the refused command, for `dismissRefusal`. */
  readonly refusedSeq: number | null;
  /** Clearances under which this browser has let it out, which the store may not know yet. */
  readonly released?: readonly string[];
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
  const { draft, fingerprint, findings, verdict, rulesetVersion, note, thumbnails, declared } = command;
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
    ...(thumbnails === undefined ? {} : { thumbnails }),
    ...(declared === undefined ? {} : { declared }),
  };
}

/** A request is open while it can still be decided or changed by its author. */
export function isOpen(request: Pick<ApprovalRequest, 'state'>): boolean {
  return request.state === 'waiting' || request.state === 'approved' || request.state === 'changes-requested';
}

/** Whether its author can still send another version of it before it is approved. */
export function isUnderWay({ state }: Pick<ApprovalRequest, 'state'>): boolean {
  return state === 'waiting' || state === 'changes-requested';
}

/**
 * By the plan of the version, where the store has made one. Which step a decision of this browser counts in is for the
 * store to say: until then it counts where it is missing, if that is one place.
 */
function isApproved(
  { plan }: RequestVersion,
  decisions: readonly Decision[],
  { policy }: Projection,
): boolean {
  const approvals = decisions.filter(({ kind }) => kind === 'approve');
  if (plan === undefined) return new Set(approvals.map(({ member }) => member.id)).size >= policy.need;
  const [only] = plan.steps;
  const made = approvals.map(({ member, kind, step, seat }) => ({
    member: member.id,
    kind,
    step: step ?? (plan.steps.length === 1 && only !== undefined ? only.id : ''),
    seat: seat ?? null,
  }));
  return isComplete(plan, made);
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
  const state =
    command.verdict === 'reject'
      ? 'rejected'
      : command.verdict === 'request-changes'
        ? 'changes-requested'
        : isApproved(newest, decisions, projection)
          ? 'approved'
          : 'waiting';
  return {
    ...request,
    state,
    updatedAt: at,
    versions: [...request.versions.slice(0, -1), { ...newest, decisions }],
  };
}

function withComment(
  request: ApprovalRequest,
  { comment: id, version, audience, text, suggestion, words }: Extract<Command, { kind: 'request.comment' }>,
  at: number,
  { member }: Projection,
): ApprovalRequest {
  const { comments = [] } = request;
  if (comments.some((one) => one.id === id)) return request;
  const said = {
    id,
    version,
    member,
    audience,
    text,
    suggestion,
    at,
    ...(words === undefined ? {} : { words }),
  };
  return { ...request, comments: [...comments, said] };
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
    case 'request.cancel':
      return isOpen(request) ? { ...request, state: 'withdrawn', updatedAt: at } : request;
    case 'request.comment':
      return withComment(request, command, at, projection);
    // Whether the policy allows it is for the store to say; nothing goes out on a hope.
    case 'request.override':
    case 'post.released':
      return request;
    case 'post.published': {
      const before = request.published?.posts ?? [];
      const posts = command.posts.filter(({ id }) => before.every((one) => one.id !== id));
      return { ...request, published: { at: request.published?.at ?? at, posts: [...before, ...posts] } };
    }
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
    if (command.kind === 'post.released') {
      const out = requests.get(command.request);
      if (out !== undefined) {
        const at = entry.createdAt + projection.clockOffset;
        const published = out.request.published ?? { at, posts: [] };
        requests.set(command.request, {
          ...out,
          request: { ...out.request, published },
          released: [...(out.released ?? []), command.clearance],
        });
      }
      continue;
    }
    if (command.kind === 'request.create' && command.supersedes !== undefined && entry.state !== 'refused') {
      const old = requests.get(command.supersedes);
      if (old !== undefined && isOpen(old.request))
        requests.set(command.supersedes, { ...old, request: { ...old.request, state: 'withdrawn' } });
    }
    const before = requests.get(command.request);
    const acts = entry.state !== 'refused' || command.kind === 'request.create';
    const after = acts
      ? apply(before?.request, command, entry.createdAt + projection.clockOffset, projection)
      : before?.request;
    if (after === undefined) continue;
    requests.set(command.request, {
      ...(before?.released === undefined ? {} : { released: before.released }),
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
