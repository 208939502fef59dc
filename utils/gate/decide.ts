/**
 * The gate's decision: may what the composer holds now go out? Pure, so that it can be tested whole.
 *
 *                           ┌───────────── unjoined ─────────────────────────────► open
 *                           │ empty draft ───────────────────────────────────────► open
 *   what is known ──────────┤ starting · orphaned · broken ──────────────────────► held
 *                           │ joined, no ruleset ────────────────────────────────► held
 *                           └ joined ─► verdict of the draft as it is now
 *                                        │ paused ───────────────────────────────► held: halt paused
 *                                        │ not heard from the store too long ────► held: halt silent
 *                                        │ blocked ──────────────────────────────► held: blocked
 *                                        │ the policy wants nobody asked ────────► open
 *                                        └ needs approval
 *                                            │ signed out by the store ──────────► held: revoked
 *                                            │ media whose bytes are not known ──► held: unknown-media
 *                                            │ account that cannot be seen ──────► held: unknown-account
 *                                            │ clearance for this fingerprint,
 *                                            │ platform and account, in time ────► open, and it is recorded
 *                                            └ none: the author's request says why
 *                                                  none · withdrawn · expired ───► held: needs-approval
 *                                                  not accepted by the store ────► held: refused
 *                                                  waits for a decision ─────────► held: waiting
 *                                                  its approval has run out ─────► held: approval-expired
 *                                                  approved, proof not here yet ─► held: approval-unproven
 *                                                  changes requested · rejected ─► held: the same
 *                                                  was about other content ──────► held: changed-since-approval
 */
import { hasUnknownMedia } from '../draft/canonical.ts';
import { type Draft, isEmptyDraft } from '../draft/draft.ts';
import { type Fingerprint, fingerprintOf } from '../draft/fingerprint.ts';
import { type LintResult, VERDICTS } from '../lint/finding.ts';
import type { ComposerRequest, ComposerState, VerifiedClearance } from '../messages.ts';
import { pauseOn } from '../policy/pause.ts';
import { foundIn, planFor } from '../policy/plan.ts';

/** What this content script knows: the background's last word, or why there is none to go by. */
export type Knowledge =
  /** The background has not answered yet. */
  | { readonly kind: 'starting' }
  /** The extension was updated or removed under this page: nothing can be asked or recorded any more. */
  | { readonly kind: 'orphaned' }
  /** The rules could not be made ready, so no verdict can be had. */
  | { readonly kind: 'broken' }
  | ComposerState;

type Joined = Extract<ComposerState, { kind: 'joined' }>;

export type HoldReason =
  | 'starting'
  | 'orphaned'
  | 'broken'
  | 'no-ruleset'
  | 'blocked'
  | 'revoked'
  | 'unknown-media'
  | 'unknown-account'
  | 'needs-approval'
  | 'refused'
  | 'waiting'
  | 'changed-since-approval'
  | 'approval-expired'
  | 'approval-unproven'
  | 'changes-requested'
  | 'rejected';

export interface Open {
  readonly kind: 'open';
  /** The clearance that opened the gate; null when none was needed. */
  readonly release: VerifiedClearance | null;
}

export interface Held {
  readonly kind: 'held';
  readonly reason: HoldReason;
  /** The author's own request that explains the reason, where there is one. */
  readonly request: ComposerRequest | null;
  /** What holds every draft that it covers, approved or not; said beside the reason. */
  readonly halt?: Halt;
}

/** `silent`: this browser has not heard from the store for longer than the team lets it go by what it knows. */
export type Halt =
  | { readonly kind: 'paused'; readonly reason: string; readonly until: number | null }
  | { readonly kind: 'silent'; readonly heardAt: number | null };

export type Decision = Open | Held;

export interface Question {
  readonly knowledge: Knowledge;
  /** The whole draft, read from the page at this moment. */
  readonly draft: Draft;
  /** The linter's answer for exactly this draft; null when there is no linter. */
  readonly lint: LintResult | null;
  /** Id of the request that this composer's content was last sent with or last equal to, or null. */
  readonly linked: string | null;
  /** This browser's clock, epoch ms. */
  readonly now: number;
}

const OPEN: Open = { kind: 'open', release: null };
const held = (reason: HoldReason, request: ComposerRequest | null = null): Held => ({
  kind: 'held',
  reason,
  request,
});

/** Whether the draft may go out now. Throws nothing: a question that cannot be answered is held as `broken`. */
export function decide(question: Question): Decision {
  try {
    const { knowledge } = question;
    if (knowledge.kind === 'unjoined') return OPEN;
    if (isEmptyDraft(question.draft)) return OPEN;
    if (knowledge.kind !== 'joined') return held(knowledge.kind);
    return decideJoined(knowledge, question);
  } catch {
    return held('broken');
  }
}

/** What holds the draft whatever it says. @param storeTime epoch ms, store clock */
function haltOn({ pauses, heardAt, approval }: Joined, draft: Draft, storeTime: number): Halt | null {
  const pause = pauseOn(pauses ?? [], draft, storeTime);
  if (pause !== null) return { kind: 'paused', reason: pause.reason, until: pause.until };
  const minutes = approval?.policy.offlineMinutes;
  if (minutes === undefined) return null;
  const heard = heardAt ?? null;
  return heard === null || storeTime - heard > minutes * 60_000 ? { kind: 'silent', heardAt: heard } : null;
}

/** Whether the team's policy wants somebody asked; without one, what the rules say. */
function needsApproval({ approval }: Joined, draft: Draft, lint: LintResult, storeTime: number): boolean {
  if (approval === undefined) return lint.verdict === 'needs-approval';
  const { policy, author } = approval;
  return planFor(policy, draft, foundIn(lint), author, storeTime).plan.steps.length > 0;
}

function decideJoined(state: Joined, { draft, lint, linked, now }: Question): Decision {
  if (state.ruleset === null) return held('no-ruleset');
  if (lint === null) return held('broken');
  if (!(VERDICTS as readonly string[]).includes(lint.verdict)) return held('broken');
  const halt = haltOn(state, draft, now + state.clockOffset);
  // Neither goes away by anything that the author can do here.
  if (halt !== null) return { ...held(halt.kind === 'paused' ? 'blocked' : 'no-ruleset'), halt };
  if (lint.verdict === 'blocked') return held('blocked');
  if (!needsApproval(state, draft, lint, now + state.clockOffset)) return OPEN;
  if (state.connection === 'revoked') return held('revoked');
  if (hasUnknownMedia(draft)) return held('unknown-media');
  // All accounts that cannot be seen look alike: an approval for one would count for every other.
  if (draft.account === null) return held('unknown-account');

  // Nothing was ever asked here: there is nothing that the content could be the same as, and a digest of it costs.
  if (state.requests.length === 0 && state.clearances.length === 0) return held('needs-approval');
  const fingerprint = fingerprintOf(draft);
  const storeTime = now + state.clockOffset;
  const release = state.clearances.find((clearance) =>
    counts(clearance, state, draft, fingerprint, storeTime),
  );
  if (release !== undefined) return { kind: 'open', release };
  return explain(state, draft, fingerprint, linked, storeTime);
}

/** An approval counts for the same content, platform and account, in time, while its request still stands approved. */
function counts(
  clearance: VerifiedClearance,
  state: Joined,
  draft: Draft,
  fingerprint: Fingerprint,
  storeTime: number,
): boolean {
  return (
    clearance.fingerprint === fingerprint &&
    clearance.platform === draft.platform &&
    clearance.account === draft.account &&
    clearance.expiresAt > storeTime &&
    state.requests.every((request) => request.id !== clearance.request || request.state === 'approved')
  );
}

/** The request a held draft belongs to: the newest with the same content, else the one its composer is linked to. */
export function requestFor(
  requests: readonly ComposerRequest[],
  draft: Draft,
  fingerprint: Fingerprint,
  linked: string | null,
): ComposerRequest | null {
  const mine = requests
    .filter((request) => request.platform === draft.platform && request.account === draft.account)
    .sort((a, b) => b.updatedAt - a.updatedAt);
  return (
    mine.find((request) => request.fingerprint === fingerprint && isOpen(request)) ??
    mine.find((request) => request.id === linked) ??
    mine.find((request) => request.fingerprint === fingerprint) ??
    null
  );
}

const isOpen = (request: ComposerRequest): boolean =>
  request.state === 'waiting' || request.state === 'approved' || request.state === 'changes-requested';

function explain(
  state: Joined,
  draft: Draft,
  fingerprint: Fingerprint,
  linked: string | null,
  storeTime: number,
): Held {
  const request = requestFor(state.requests, draft, fingerprint, linked);
  if (request === null) return held('needs-approval');
  const same = request.fingerprint === fingerprint;
  if (request.delivery === 'refused') return held(same ? 'refused' : 'needs-approval', request);
  switch (request.state) {
    case 'waiting':
      return held(same ? 'waiting' : 'changed-since-approval', request);
    case 'approved': {
      if (!same) return held('changed-since-approval', request);
      const expired = state.clearances.some(
        (clearance) => clearance.request === request.id && clearance.expiresAt <= storeTime,
      );
      return held(expired ? 'approval-expired' : 'approval-unproven', request);
    }
    case 'changes-requested':
      return held('changes-requested', request);
    case 'rejected':
      return held(same ? 'rejected' : 'needs-approval', request);
    default:
      return held('needs-approval', request);
  }
}
