/** How a draft stands, in the words of the pill and the panel. Pure. */
import type { Decision, HoldReason, Knowledge } from '../gate/decide.ts';
import type { Params } from '../i18n/translator.ts';
import type { Finding, LintResult } from '../lint/finding.ts';
import type { ComposerRequest } from '../messages.ts';
import type { ComposerText } from './texts.ts';

/** What the author may do about it, the most likely first. */
export type NextStep =
  | { readonly kind: 'request' }
  | {
      readonly kind: 'send-version';
      readonly request: string;
      readonly number: number;
      readonly other: boolean;
    }
  | { readonly kind: 'withdraw'; readonly request: string };

/** A tone has a shape, a word and a colour. */
export type Tone = 'clear' | 'note' | 'warn' | 'review' | 'block' | 'wait' | 'trouble';

export interface Phrase {
  readonly key: ComposerText;
  readonly params: Params;
}

export interface Standing {
  readonly tone: Tone;
  readonly status: Phrase;
  /** What it means for the post and what to do next. */
  readonly next: Phrase;
  /** The store cannot be reached; said beside everything else. */
  readonly offline: boolean;
  readonly request: ComposerRequest | null;
  readonly steps: readonly NextStep[];
}

export interface Situation {
  readonly knowledge: Knowledge;
  readonly decision: Decision;
  readonly lint: LintResult | null;
  /** Formats an epoch-ms instant of the store's clock for the author. */
  readonly clock: (at: number) => string;
}

const TROUBLE: Record<Exclude<HoldReason, RequestReason>, readonly [Tone, ComposerText, ComposerText]> = {
  starting: ['trouble', 'pillStarting', 'nextStarting'],
  orphaned: ['trouble', 'pillOrphaned', 'nextOrphaned'],
  broken: ['trouble', 'pillBroken', 'nextBroken'],
  'no-ruleset': ['trouble', 'pillNoRuleset', 'nextNoRuleset'],
  revoked: ['trouble', 'pillRevoked', 'nextRevoked'],
  'unknown-media': ['review', 'pillUnknownMedia', 'nextUnknownMedia'],
  blocked: ['block', 'pillBlocked', 'nextBlocked'],
};

type RequestReason =
  | 'needs-approval'
  | 'refused'
  | 'waiting'
  | 'changed-since-approval'
  | 'approval-expired'
  | 'approval-unproven'
  | 'changes-requested'
  | 'rejected';

const phrase = (key: ComposerText, params: Params = {}): Phrase => ({ key, params });

/** How the draft stands; null while this browser belongs to no team: then nothing is shown. */
export function standingOf({ knowledge, decision, lint, clock }: Situation): Standing | null {
  if (knowledge.kind === 'unjoined') return null;
  const joined = knowledge.kind === 'joined' ? knowledge : null;
  const offline = joined?.connection === 'offline';
  const findings = lint?.findings ?? [];
  const plain = { offline, request: null, steps: [] };

  if (decision.kind === 'open') {
    if (decision.release !== null) {
      const { release } = decision;
      const request = joined?.requests.find((one) => one.id === release.request) ?? null;
      return {
        ...plain,
        tone: 'clear',
        status: phrase('pillApproved', { time: clock(release.expiresAt) }),
        next: phrase('nextApproved'),
        request,
        steps: request === null ? [] : [{ kind: 'withdraw', request: request.id }],
      };
    }
    if (findings.length === 0)
      return { ...plain, tone: 'clear', status: phrase('pillClear'), next: phrase('nextClear') };
    return {
      ...plain,
      tone: lint?.verdict === 'warned' ? 'warn' : 'note',
      status: phrase('pillWarned', { count: findings.length }),
      next: phrase('nextWarned'),
    };
  }

  const { reason } = decision;
  if (isRequestReason(reason)) {
    const earlier = (joined?.requests ?? []).find(
      (one) =>
        one.state === 'changes-requested' && one.delivery === 'sent' && one.id !== decision.request?.id,
    );
    return {
      ...plain,
      ...ofRequest(reason, decision.request, earlier ?? null, clock),
      request: decision.request,
    };
  }
  const [tone, status, next] = TROUBLE[reason];
  const count = findings.filter((finding) => finding.severity === 'block').length;
  return { ...plain, tone, status: phrase(status, { count }), next: phrase(next) };
}

const isRequestReason = (reason: HoldReason): reason is RequestReason => !(reason in TROUBLE);

function ofRequest(
  reason: RequestReason,
  request: ComposerRequest | null,
  earlier: ComposerRequest | null,
  clock: (at: number) => string,
): Pick<Standing, 'tone' | 'status' | 'next' | 'steps'> {
  const ask: NextStep = { kind: 'request' };
  if (request === null || reason === 'needs-approval') {
    const steps: NextStep[] = [ask];
    if (earlier !== null)
      steps.push({ kind: 'send-version', request: earlier.id, number: earlier.version + 1, other: true });
    return { tone: 'review', status: phrase('pillNeedsApproval'), next: phrase('nextNeedsApproval'), steps };
  }
  const number = request.version + 1;
  const version: NextStep = { kind: 'send-version', request: request.id, number, other: false };
  const withdraw: NextStep = { kind: 'withdraw', request: request.id };
  switch (reason) {
    case 'waiting': {
      if (request.delivery === 'queued')
        return { tone: 'wait', status: phrase('pillQueued'), next: phrase('nextQueued'), steps: [withdraw] };
      const count = request.decisions.filter((decision) => decision.kind === 'approve').length;
      return {
        tone: 'wait',
        status: phrase('pillWaiting', { time: clock(request.updatedAt) }),
        next: count === 0 ? phrase('nextWaiting') : phrase('nextWaitingSome', { count }),
        steps: [withdraw],
      };
    }
    case 'changed-since-approval':
      return {
        tone: 'review',
        status: phrase('pillChanged'),
        next: phrase('nextChanged', { number }),
        steps: [version, ask, withdraw],
      };
    case 'approval-expired':
      return { tone: 'review', status: phrase('pillExpired'), next: phrase('nextExpired'), steps: [ask] };
    case 'approval-unproven':
      return {
        tone: 'wait',
        status: phrase('pillUnproven'),
        next: phrase('nextUnproven'),
        steps: [ask, withdraw],
      };
    case 'changes-requested':
      return {
        tone: 'review',
        status: phrase('pillChangesRequested'),
        next: phrase('nextChangesRequested', { number }),
        steps: [version, ask, withdraw],
      };
    case 'rejected':
      return { tone: 'block', status: phrase('pillRejected'), next: phrase('nextRejected'), steps: [ask] };
    case 'refused':
      return { tone: 'trouble', status: phrase('pillRefused'), next: phrase('nextRefused'), steps: [ask] };
  }
}

const RANK: Record<Finding['severity'], number> = { block: 0, review: 1, warn: 2, note: 3 };

/** Names a finding across two readings of the same draft; two hits of one rule at one place have one name. */
export const findingKey = (finding: Finding): string =>
  `${finding.part}:${finding.start}:${finding.end}:${finding.pack}/${finding.rule}`;

/** The gravest finding over the offset, the shortest of those; what a pointer at that place means. */
export function gravest(findings: readonly Finding[]): Finding | null {
  return (
    [...findings].sort(
      (a, b) => RANK[a.severity] - RANK[b.severity] || a.end - a.start - (b.end - b.start),
    )[0] ?? null
  );
}
