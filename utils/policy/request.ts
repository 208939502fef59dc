/**
 * How a request for approval moves. Pure: the store applies it inside its transaction, the extension may show with it
 * what a command would do, and both always agree. The moves are in transitions.ts and drawn in docs/approval.md.
 *
 * A request is approved only while every step of its newest version's plan has its approvals, given on that version's
 * fingerprint by people who are neither its author nor its last editor; or while somebody who may has overridden that
 * very version with a reason.
 */
import type { RefusalCode } from '../api/codes.ts';
import type { DecisionKind, RequestState } from '../api/entities.ts';
import type { Verdict } from '../lint/finding.ts';
import type { Plan } from './plan.ts';
import { type Actor, type DecisionState, findSeat, isComplete, type Seat } from './steps.ts';
import { isMeant } from './who.ts';

export type { Actor, DecisionState };

export interface VersionState {
  readonly number: number;
  readonly fingerprint: string;
  readonly editor: string;
  /** What it needs, by the newest rules that it was looked at with. */
  readonly plan: Plan;
  readonly decisions: readonly DecisionState[];
  readonly override: { readonly member: string; readonly reason: string } | null;
}

/** What the rules need to know of a request. `versions` is ordered by number, from 1, without a gap. */
export interface RequestProgress {
  readonly author: string;
  readonly platform: string;
  readonly state: RequestState;
  /** Epoch ms, store clock. */
  readonly expiresAt: number;
  /** Until when the newest clearance lets something out, or null: epoch ms, store clock. */
  readonly clearedUntil: number | null;
  readonly versions: readonly VersionState[];
}

interface Content {
  readonly fingerprint: string;
  readonly platform: string;
  /** What the ruleset in force says of the draft, found out by the store itself. */
  readonly verdict: Verdict;
  readonly plan: Plan;
}

export type RequestEvent =
  | ({ readonly kind: 'create'; readonly actor: Actor } & Content)
  | ({
      readonly kind: 'send-version';
      readonly actor: Actor;
      readonly number: number;
      /** Who wrote it: the author, or who suggested what the author takes over. */
      readonly editor: string;
    } & Content)
  | {
      readonly kind: 'decide';
      readonly actor: Actor;
      readonly version: number;
      readonly fingerprint: string;
      readonly decision: DecisionKind;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'override';
      readonly actor: Actor;
      readonly version: number;
      readonly fingerprint: string;
      readonly reason: string;
    }
  /** `supersede`: the author asks anew in its place. */
  | { readonly kind: 'withdraw' | 'supersede'; readonly actor: Actor }
  | { readonly kind: 'cancel'; readonly actor: Actor; readonly reason: string }
  /** Other rules are in force: the newest version has been looked at again. */
  | { readonly kind: 'recheck'; readonly verdict: Verdict; readonly plan: Plan }
  /** A clearance for one use has been used. */
  | { readonly kind: 'used' }
  | { readonly kind: 'expire' };

export type Applied =
  | { readonly ok: true; readonly request: RequestProgress; readonly seat: Seat | null }
  | { readonly ok: false; readonly code: RefusalCode };

type EventOf<K extends RequestEvent['kind']> = Extract<RequestEvent, { kind: K }>;

const HOUR_MS = 3_600_000;
/** How long an approval that ran out stays in the author's sight before its request closes. */
const AFTER_CLEARANCE_MS = 7 * 24 * HOUR_MS;

const refuse = (code: RefusalCode): Applied => ({ ok: false, code });
const accept = (request: RequestProgress, seat: Seat | null = null): Applied => ({ ok: true, request, seat });

const deadline = (plan: Plan, now: number): number => now + Math.round(plan.requestHours * HOUR_MS);

function isOpen({ state }: RequestProgress): boolean {
  return state === 'waiting' || state === 'approved' || state === 'changes-requested';
}

const closedCode = ({ state }: RequestProgress): RefusalCode =>
  state === 'expired' ? 'request_expired' : 'request_closed';

const withNewest = (request: RequestProgress, version: VersionState): RequestProgress => ({
  ...request,
  versions: [...request.versions.slice(0, -1), version],
});

/** The approvals that came with earlier versions of the very same content and still count; never those of its editor. */
export function keptDecisions(
  versions: readonly VersionState[],
  fingerprint: string,
  plan: Plan,
  barred: readonly string[],
): DecisionState[] {
  if (!plan.keepsSame) return [];
  // What was said after them, an approval does not outlive: a version that was sent back begins anew.
  if (versions.at(-1)?.decisions.some(({ kind }) => kind !== 'approve')) return [];
  const last = versions.at(-1);
  if (last === undefined || last.fingerprint !== fingerprint) return [];
  return last.decisions.filter(
    ({ member, seat }) => !barred.includes(member) && !barred.includes(seat ?? member),
  );
}

function create(event: EventOf<'create'>, now: number): Applied {
  const { actor, platform, fingerprint, verdict, plan } = event;
  if (!actor.roles.includes('author')) return refuse('wrong_role');
  if (verdict === 'blocked') return refuse('content_blocked');
  return accept({
    author: actor.member,
    platform,
    state: 'waiting',
    expiresAt: deadline(plan, now),
    clearedUntil: null,
    versions: [{ number: 1, fingerprint, editor: actor.member, plan, decisions: [], override: null }],
  });
}

function sendVersion(request: RequestProgress, event: EventOf<'send-version'>, now: number): Applied {
  const { actor, editor, number, fingerprint, plan } = event;
  if (actor.member !== request.author) return refuse('not_your_request');
  if (!actor.roles.includes('author')) return refuse('wrong_role');
  if (!isOpen(request)) return refuse(closedCode(request));
  if (number !== request.versions.length + 1) return refuse('version_changed');
  if (event.platform !== request.platform) return refuse('invalid_input');
  if (event.verdict === 'blocked') return refuse('content_blocked');
  const decisions = keptDecisions(request.versions, fingerprint, plan, [request.author, editor]);
  const version: VersionState = {
    number,
    fingerprint,
    editor,
    plan,
    decisions,
    override: null,
  };
  return accept({
    ...request,
    state: isComplete(plan, decisions) ? 'approved' : 'waiting',
    expiresAt: deadline(plan, now),
    clearedUntil: null,
    versions: [...request.versions, version],
  });
}

function stateAfter(decision: DecisionKind, plan: Plan, decisions: readonly DecisionState[]): RequestState {
  if (decision === 'request-changes') return 'changes-requested';
  if (decision === 'reject') return 'rejected';
  return isComplete(plan, decisions) ? 'approved' : 'waiting';
}

function decide(request: RequestProgress, event: EventOf<'decide'>, now: number): Applied {
  const { actor, decision, reason } = event;
  const version = request.versions.at(-1);
  if (version === undefined) return refuse('not_found');
  if (!actor.roles.includes('reviewer') && !actor.roles.includes('admin')) return refuse('wrong_role');
  const barred = [request.author, version.editor];
  const seat = findSeat(version.plan, version.decisions, actor, barred);
  if (barred.includes(actor.member))
    return refuse(actor.roles.includes('reviewer') ? 'own_request' : 'wrong_role');
  if (seat === 'wrong_role') return refuse(seat);
  if (request.state === 'withdrawn') return refuse('request_closed');
  if (request.state === 'expired') return refuse('request_expired');
  if (event.version !== version.number) return refuse('version_changed');
  if (event.fingerprint !== version.fingerprint) return refuse('fingerprint_mismatch');
  if (request.state !== 'waiting') return refuse('already_decided');
  if (version.decisions.some(({ member }) => member === actor.member)) return refuse('already_decided');
  if (typeof seat === 'string') return refuse(seat);
  if (decision !== 'approve' && (reason ?? '').trim() === '') return refuse('reason_required');
  const decisions = [...version.decisions, { member: actor.member, kind: decision, ...seat }];
  const state = stateAfter(decision, version.plan, decisions);
  const expiresAt = state === 'changes-requested' ? deadline(version.plan, now) : request.expiresAt;
  return accept({ ...withNewest(request, { ...version, decisions }), state, expiresAt }, seat);
}

function override(request: RequestProgress, event: EventOf<'override'>): Applied {
  const { actor, reason } = event;
  const version = request.versions.at(-1);
  if (version === undefined) return refuse('not_found');
  const { plan } = version;
  if (plan.override === null || !isMeant(plan.override.who, actor)) return refuse('wrong_role');
  if (!isOpen(request)) return refuse(closedCode(request));
  if (event.version !== version.number) return refuse('version_changed');
  if (event.fingerprint !== version.fingerprint) return refuse('fingerprint_mismatch');
  if (request.state === 'approved') return refuse('already_decided');
  if (reason.trim().length < plan.override.reasonLength) return refuse('reason_required');
  const overridden = { ...version, override: { member: actor.member, reason } };
  return accept({ ...withNewest(request, overridden), state: 'approved' });
}

function giveUp(request: RequestProgress, { actor }: EventOf<'withdraw' | 'supersede'>): Applied {
  if (actor.member !== request.author) return refuse('not_your_request');
  if (!isOpen(request)) return refuse(closedCode(request));
  return accept({ ...request, state: 'withdrawn' });
}

function cancel(request: RequestProgress, { actor, reason }: EventOf<'cancel'>): Applied {
  if (!actor.roles.includes('admin')) return refuse('wrong_role');
  if (!isOpen(request)) return refuse(closedCode(request));
  if (reason.trim() === '') return refuse('reason_required');
  return accept({ ...request, state: 'withdrawn' });
}

/** Approvals that were given stay, and count for the same steps of the new plan. */
function recheck(request: RequestProgress, { verdict, plan }: EventOf<'recheck'>, now: number): Applied {
  const version = request.versions.at(-1);
  if (version === undefined) return refuse('not_found');
  if (request.state !== 'waiting' && request.state !== 'approved') return refuse('request_closed');
  const blocked = verdict === 'blocked';
  // An override stood for the approvals of the rules that its member knew, unless it still may be given.
  const stands = version.override !== null && plan.override !== null;
  const next = { ...version, plan, override: stands ? version.override : null };
  const state: RequestState = blocked
    ? 'changes-requested'
    : stands || isComplete(plan, version.decisions)
      ? 'approved'
      : 'waiting';
  const reopened = state !== 'approved' && request.state === 'approved';
  return accept({
    ...withNewest(request, next),
    state,
    expiresAt: reopened || blocked ? deadline(plan, now) : request.expiresAt,
    clearedUntil: state === 'approved' ? request.clearedUntil : null,
  });
}

/**
 * Whether the author has sent this very version before: the answer was lost, and it comes again by another browser of
 * the same member. It counts as applied, and changes nothing.
 */
export function isRepeat(
  request:
    | (Pick<RequestProgress, 'author'> & {
        readonly versions: readonly Pick<VersionState, 'number' | 'fingerprint'>[];
      })
    | null,
  sent: { readonly member: string; readonly number: number; readonly fingerprint: string },
): boolean {
  if (request === null || request.author !== sent.member) return false;
  return request.versions.some(
    ({ number, fingerprint }) => number === sent.number && fingerprint === sent.fingerprint,
  );
}

/** When a request closes by itself, epoch ms; null for one that is closed. Nothing stays open for ever. */
export function closesAt({ state, expiresAt, clearedUntil }: RequestProgress): number | null {
  if (state === 'waiting' || state === 'changes-requested') return expiresAt;
  if (state === 'approved') return Math.max(expiresAt, clearedUntil ?? 0) + AFTER_CLEARANCE_MS;
  return null;
}

/** A request past its time is expired, whether or not anybody has noticed. */
export function expireIfDue(request: RequestProgress, now: number): RequestProgress {
  const due = closesAt(request);
  return due !== null && now >= due ? { ...request, state: 'expired' } : request;
}

/**
 * @param request null for `create` only
 * @param now epoch ms, store clock
 * @returns the request after it, with the seat that a decision was made from; or why nothing changed
 */
export function apply(request: RequestProgress | null, event: RequestEvent, now: number): Applied {
  if (event.kind === 'create') return request === null ? create(event, now) : refuse('id_reused');
  if (request === null) return refuse('not_found');
  const current = expireIfDue(request, now);
  switch (event.kind) {
    case 'send-version':
      return sendVersion(current, event, now);
    case 'decide':
      return decide(current, event, now);
    case 'override':
      return override(current, event);
    case 'withdraw':
    case 'supersede':
      return giveUp(current, event);
    case 'cancel':
      return cancel(current, event);
    case 'recheck':
      return recheck(current, event, now);
    case 'used':
      return current.state === 'approved' && current.versions.at(-1)?.plan.oneUse === true
        ? accept({ ...current, state: 'expired' })
        : refuse('request_closed');
    case 'expire':
      return current.state === 'expired' && request.state !== 'expired'
        ? accept(current)
        : refuse('request_closed');
  }
}
