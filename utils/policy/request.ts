/**
 * How a request for approval moves. Pure: the store applies it inside its transaction, the extension may show with it
 * what a command would do, and both always agree.
 *
 *                     send-version (from waiting, changes-requested, approved)
 *                   ┌──────────────────────────────┐
 *   create ──► waiting ── approve × need ──► approved
 *                │  ├──── request-changes ──► changes-requested
 *                │  ├──── reject ───────────► rejected
 *                │  └──── time ─────────────► expired
 *                └─ withdraw (also from approved, changes-requested) ─► withdrawn
 */
import type { RefusalCode } from '../api/codes.ts';
import type { DecisionKind, RequestState } from '../api/entities.ts';
import type { Role } from '../api/ids.ts';
import type { Verdict } from '../lint/finding.ts';
import type { Policy } from './policy.ts';

export interface Actor {
  readonly member: string;
  readonly roles: readonly Role[];
}

export interface DecisionState {
  readonly member: string;
  readonly kind: DecisionKind;
}

export interface VersionState {
  readonly number: number;
  readonly fingerprint: string;
  readonly editor: string;
  readonly decisions: readonly DecisionState[];
}

/** What the rules need to know of a request. `versions` is ordered by number, from 1, without a gap. */
export interface RequestProgress {
  readonly author: string;
  readonly platform: string;
  readonly state: RequestState;
  /** Epoch ms, store clock. */
  readonly expiresAt: number;
  readonly versions: readonly VersionState[];
}

interface Content {
  readonly fingerprint: string;
  readonly platform: string;
  /** What the ruleset in force says of the draft, found out by the store itself. */
  readonly verdict: Verdict;
}

export type RequestEvent =
  | ({ readonly kind: 'create'; readonly actor: Actor } & Content)
  | ({ readonly kind: 'send-version'; readonly actor: Actor; readonly number: number } & Content)
  | {
      readonly kind: 'decide';
      readonly actor: Actor;
      readonly version: number;
      readonly fingerprint: string;
      readonly decision: DecisionKind;
      readonly reason: string | null;
    }
  | { readonly kind: 'withdraw'; readonly actor: Actor }
  | { readonly kind: 'expire' };

export type Applied =
  | { readonly ok: true; readonly request: RequestProgress }
  | { readonly ok: false; readonly code: RefusalCode };

const HOUR_MS = 3_600_000;

const refuse = (code: RefusalCode): Applied => ({ ok: false, code });

function create(event: Extract<RequestEvent, { kind: 'create' }>, policy: Policy, now: number): Applied {
  const { actor, platform, fingerprint, verdict } = event;
  if (!actor.roles.includes('author')) return refuse('wrong_role');
  if (verdict === 'blocked') return refuse('content_blocked');
  const version: VersionState = { number: 1, fingerprint, editor: actor.member, decisions: [] };
  const expiresAt = now + Math.round(policy.requestHours * HOUR_MS);
  return {
    ok: true,
    request: { author: actor.member, platform, state: 'waiting', expiresAt, versions: [version] },
  };
}

function sendVersion(
  request: RequestProgress,
  event: Extract<RequestEvent, { kind: 'send-version' }>,
  policy: Policy,
  now: number,
): Applied {
  const { actor, number, fingerprint } = event;
  if (actor.member !== request.author) return refuse('not_your_request');
  if (!actor.roles.includes('author')) return refuse('wrong_role');
  if (request.state === 'expired') return refuse('request_expired');
  if (request.state === 'withdrawn' || request.state === 'rejected') return refuse('request_closed');
  if (number !== request.versions.length + 1) return refuse('version_changed');
  if (event.platform !== request.platform) return refuse('invalid_input');
  if (event.verdict === 'blocked') return refuse('content_blocked');
  const version: VersionState = { number, fingerprint, editor: actor.member, decisions: [] };
  const expiresAt = now + Math.round(policy.requestHours * HOUR_MS);
  return {
    ok: true,
    request: { ...request, state: 'waiting', expiresAt, versions: [...request.versions, version] },
  };
}

function stateAfter(
  decision: DecisionKind,
  decisions: readonly DecisionState[],
  policy: Policy,
): RequestState {
  if (decision === 'request-changes') return 'changes-requested';
  if (decision === 'reject') return 'rejected';
  const approvers = new Set(decisions.filter(({ kind }) => kind === 'approve').map(({ member }) => member));
  return approvers.size >= policy.need ? 'approved' : 'waiting';
}

function decide(
  request: RequestProgress,
  event: Extract<RequestEvent, { kind: 'decide' }>,
  policy: Policy,
): Applied {
  const { actor, decision, reason } = event;
  const version = request.versions.at(-1);
  if (!actor.roles.includes('reviewer')) return refuse('wrong_role');
  if (version === undefined) return refuse('not_found');
  if (actor.member === request.author || actor.member === version.editor) return refuse('own_request');
  if (request.state === 'withdrawn') return refuse('request_closed');
  if (request.state === 'expired') return refuse('request_expired');
  if (event.version !== version.number) return refuse('version_changed');
  if (event.fingerprint !== version.fingerprint) return refuse('fingerprint_mismatch');
  if (request.state !== 'waiting') return refuse('already_decided');
  if (version.decisions.some(({ member }) => member === actor.member)) return refuse('already_decided');
  if (decision !== 'approve' && (reason ?? '').trim() === '') return refuse('reason_required');
  const decisions = [...version.decisions, { member: actor.member, kind: decision }];
  const versions = [...request.versions.slice(0, -1), { ...version, decisions }];
  return { ok: true, request: { ...request, state: stateAfter(decision, decisions, policy), versions } };
}

function withdraw(request: RequestProgress, actor: Actor): Applied {
  if (actor.member !== request.author) return refuse('not_your_request');
  if (request.state === 'expired') return refuse('request_expired');
  if (request.state === 'withdrawn' || request.state === 'rejected') return refuse('request_closed');
  return { ok: true, request: { ...request, state: 'withdrawn' } };
}

/**
 * Whether the author has sent this very version before: the answer was lost, and it comes again by another browser of
 * the same member. It counts as applied, and changes nothing.
 */
export function isRepeat(
  request: RequestProgress | null,
  sent: { readonly member: string; readonly number: number; readonly fingerprint: string },
): boolean {
  if (request === null || request.author !== sent.member) return false;
  return request.versions.some(
    ({ number, fingerprint, editor }) =>
      number === sent.number && fingerprint === sent.fingerprint && editor === sent.member,
  );
}

/** A waiting request past its time is expired, whether or not anybody has noticed. */
export function expireIfDue(request: RequestProgress, now: number): RequestProgress {
  return request.state === 'waiting' && now >= request.expiresAt ? { ...request, state: 'expired' } : request;
}

/**
 * @param request null for `create` only
 * @param policy what the team demands now; an approval counts towards `need` on the newest version and no other
 * @param now epoch ms, store clock
 */
export function apply(
  request: RequestProgress | null,
  event: RequestEvent,
  policy: Policy,
  now: number,
): Applied {
  if (event.kind === 'create') return request === null ? create(event, policy, now) : refuse('id_reused');
  if (request === null) return refuse('not_found');
  const current = expireIfDue(request, now);
  switch (event.kind) {
    case 'send-version':
      return sendVersion(current, event, policy, now);
    case 'decide':
      return decide(current, event, policy);
    case 'withdraw':
      return withdraw(current, event.actor);
    case 'expire':
      return current.state === 'expired' && request.state === 'waiting'
        ? { ok: true, request: current }
        : refuse('request_closed');
  }
}
