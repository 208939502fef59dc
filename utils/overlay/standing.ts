/** How a draft stands, in the words of the pill and the panel. Pure. */
import type { Decision, Halt, HoldReason, Knowledge } from '../gate/decide.ts';
import type { Params } from '../i18n/translator.ts';
import type { Finding, LintResult } from '../lint/finding.ts';
import type { ComposerRequest } from '../messages.ts';
import { isMeant } from '../policy/who.ts';
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
  | { readonly kind: 'withdraw'; readonly request: string }
  /** Out without approval, for a reason; the request is null where it has to be made first. */
  | {
      readonly kind: 'override';
      readonly request: string | null;
      readonly number: number;
      readonly reasonLength: number;
    };

/** Whether the step sends the post to the team. */
export const isAsking = ({ kind }: NextStep): boolean => kind === 'request' || kind === 'send-version';

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

/** What has a text for the pill and one for the panel, of the same name. */
type Name = {
  [K in ComposerText]: K extends `pill${infer N}` ? (`next${N}` extends ComposerText ? N : never) : never;
}[ComposerText];

const TROUBLE: Record<Exclude<HoldReason, RequestReason>, readonly [Tone, Name]> = {
  starting: ['trouble', 'Starting'],
  orphaned: ['trouble', 'Orphaned'],
  broken: ['trouble', 'Broken'],
  'no-ruleset': ['trouble', 'NoRuleset'],
  revoked: ['trouble', 'Revoked'],
  'unknown-media': ['review', 'UnknownMedia'],
  'unknown-account': ['review', 'UnknownAccount'],
  blocked: ['block', 'Blocked'],
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

type Said = Pick<Standing, 'tone' | 'status' | 'next' | 'steps'>;

const phrase = (key: ComposerText, params: Params): Phrase => ({ key, params });

const say = (tone: Tone, name: Name, params: Params = {}, steps: readonly NextStep[] = []): Said => ({
  tone,
  status: phrase(`pill${name}`, params),
  next: phrase(`next${name}`, params),
  steps,
});

/** How the draft stands; null while this browser belongs to no team: then nothing is shown. */
export function standingOf({ knowledge, decision, lint, clock }: Situation): Standing | null {
  if (knowledge.kind === 'unjoined') return null;
  const joined = knowledge.kind === 'joined' ? knowledge : null;
  const offline = joined?.connection === 'offline';
  const findings = lint?.findings ?? [];
  const plain = { offline, request: null };

  if (decision.kind === 'open') {
    if (decision.release !== null) {
      const { release } = decision;
      const request = joined?.requests.find((one) => one.id === release.request) ?? null;
      const steps: NextStep[] = request === null ? [] : [{ kind: 'withdraw', request: request.id }];
      return { offline, request, ...say('clear', 'Approved', { time: clock(release.expiresAt) }, steps) };
    }
    if (findings.length === 0) return { ...plain, ...say('clear', 'Clear') };
    // What the rules want reviewed is open to a member whom the policy trusts: a warning all the same.
    const tone = lint?.verdict === 'warned' || lint?.verdict === 'needs-approval' ? 'warn' : 'note';
    return { ...plain, ...say(tone, 'Warned', { count: findings.length }) };
  }

  const { reason, request, halt } = decision;
  if (halt !== undefined) return { ...plain, ...ofHalt(halt, clock) };
  if (isRequestReason(reason)) {
    const earlier = (joined?.requests ?? []).find(
      (one) => one.state === 'changes-requested' && one.delivery === 'sent' && one.id !== request?.id,
    );
    const said = ofRequest(reason, request, earlier ?? null, clock, offline);
    const steps = said.steps.filter((step) => joined?.mayAsk || step.kind === 'withdraw');
    const next = steps.length < said.steps.length ? phrase('nextNotAuthor', {}) : said.next;
    const override = joined === null ? [] : overrideOf(joined, reason, request);
    return { offline, request, ...said, next, steps: [...steps, ...override] };
  }
  const count = findings.filter((finding) => finding.severity === 'block').length;
  return { ...plain, ...say(...TROUBLE[reason], { count }) };
}

/** Where the policy lets this author publish without approval: what needs one, or waits for it. */
function overrideOf(
  { approval, mayAsk }: Extract<Knowledge, { kind: 'joined' }>,
  reason: HoldReason,
  request: ComposerRequest | null,
): NextStep[] {
  const overrides = approval?.policy.overrides;
  if (approval === undefined || overrides === undefined) return [];
  if (!mayAsk || !isMeant(overrides.who, approval.author)) return [];
  const { reasonLength } = overrides;
  if (reason === 'needs-approval') return [{ kind: 'override', request: null, number: 1, reasonLength }];
  if (reason !== 'waiting' || request?.delivery !== 'sent') return [];
  return [{ kind: 'override', request: request.id, number: request.version, reasonLength }];
}

const isRequestReason = (reason: HoldReason): reason is RequestReason => !(reason in TROUBLE);

/** What holds every draft that it covers, and what the author can do about it: wait, or ask an admin. */
function ofHalt(halt: Halt, clock: (at: number) => string): Said {
  if (halt.kind === 'silent')
    return halt.heardAt === null
      ? say('trouble', 'NeverHeard')
      : say('trouble', 'Silent', { time: clock(halt.heardAt) });
  const { reason, until } = halt;
  return until === null
    ? say('block', 'Paused', { reason })
    : say('block', 'PausedUntil', { reason, time: clock(until) });
}

function ofRequest(
  reason: RequestReason,
  request: ComposerRequest | null,
  earlier: ComposerRequest | null,
  clock: (at: number) => string,
  offline: boolean,
): Said {
  const ask: NextStep = { kind: 'request' };
  if (request === null || reason === 'needs-approval') {
    const steps: NextStep[] = [ask];
    if (earlier !== null)
      steps.push({ kind: 'send-version', request: earlier.id, number: earlier.version + 1, other: true });
    return say('review', 'NeedsApproval', {}, steps);
  }
  const number = request.version + 1;
  const version: NextStep = { kind: 'send-version', request: request.id, number, other: false };
  const withdraw: NextStep = { kind: 'withdraw', request: request.id };
  switch (reason) {
    case 'waiting': {
      if (request.delivery === 'queued') return say('wait', offline ? 'Queued' : 'Sending', {}, [withdraw]);
      const count = request.decisions.filter((decision) => decision.kind === 'approve').length;
      const said = say('wait', 'Waiting', { time: clock(request.updatedAt) }, [withdraw]);
      return count === 0 ? said : { ...said, next: phrase('nextWaitingSome', { count }) };
    }
    case 'changed-since-approval':
      return say('review', 'Changed', { number }, [version, ask, withdraw]);
    case 'approval-expired':
      return say('review', 'Expired', {}, [ask]);
    case 'approval-unproven':
      return say('wait', 'Unproven', {}, [ask, withdraw]);
    case 'changes-requested':
      return say('review', 'ChangesRequested', { number }, [version, ask, withdraw]);
    case 'rejected':
      return say('block', 'Rejected', {}, [ask]);
    case 'refused':
      return say('trouble', 'Refused', {}, [ask]);
  }
}

const RANK: Record<Finding['severity'], number> = { block: 0, review: 1, warn: 2, note: 3 };

/**
 * Names a finding across two readings of the same draft. A rule that misses two things has two findings at one place:
 * they are counted.
 * @param all the findings of the reading that it is one of
 */
export function findingKey(finding: Finding, all: readonly Finding[]): string {
  const name = placeKey(finding);
  const before = all.slice(0, Math.max(0, all.indexOf(finding))).filter((one) => placeKey(one) === name);
  return before.length === 0 ? name : `${name} ${before.length + 1}`;
}

const placeKey = ({ part, start, end, pack, rule }: Finding): string =>
  `${part}:${start}:${end}:${pack}/${rule}`;

/** Whether nothing in the text is what was found: something is missing, or it is about the post as a whole. */
export const isWhole = ({ start, end }: Finding): boolean => start === end;

/** The gravest finding over the offset, the shortest of those; what a pointer at that place means. */
export function gravest(findings: readonly Finding[]): Finding | null {
  return (
    [...findings].sort(
      (a, b) => RANK[a.severity] - RANK[b.severity] || a.end - a.start - (b.end - b.start),
    )[0] ?? null
  );
}
