/** What composers and the badge show of the local copy. Pure. */
import type { ApprovalRequest, CommentWords, Member, RequestVersion } from '../api/entities.ts';
import type { Draft } from '../draft/draft.ts';
import type {
  ComposerRequest,
  ComposerRuleset,
  ComposerState,
  RequestComment,
  VerifiedClearance,
} from '../messages.ts';
import { findSeat } from '../policy/steps.ts';
import type { Person } from '../policy/who.ts';
import { storeNow } from './clock.ts';
import type { LocalContext } from './local.ts';
import type { LocalRequest } from './project.ts';

/** A composer needs the requests of the drafts somebody may still have open, not a year of them. */
const COMPOSER_REQUESTS = 200;

function composerRequest(local: LocalRequest): ComposerRequest | null {
  const { request, delivery, refusal } = local;
  const newest = request.versions.at(-1);
  if (newest === undefined) return null;
  return {
    id: request.id,
    platform: request.platform,
    account: request.account,
    state: request.state,
    delivery,
    refusal: refusal?.detail ?? null,
    version: newest.number,
    fingerprint: newest.fingerprint,
    decisions: newest.decisions.map(({ kind, member, reason }) => ({ kind, member, reason })),
    ...saidOf(request, newest),
    updatedAt: request.updatedAt,
  };
}

/** What was said of a version so that its author reads it. */
function saidOf(
  { comments = [] }: ApprovalRequest,
  { number, draft }: RequestVersion,
): Pick<ComposerRequest, 'comments'> {
  const said = comments.filter(
    (one) => one.version === number && one.audience === 'team' && one.text.trim() !== '',
  );
  if (said.length === 0) return {};
  return {
    comments: said.map(({ id, member, text, words }) => ({
      id,
      member,
      text,
      words: words === undefined ? quotedIn(text, draft) : markedIn(words, draft),
    })),
  };
}

/** The words that a remark was put to. */
function markedIn({ part, start, end }: CommentWords, draft: Draft): RequestComment['words'] {
  const text = draft.parts[part]?.text.slice(start, end) ?? '';
  return text === '' ? null : { part, text };
}

const QUOTED = /“([^”\n]{1,500})”|"([^"\n]{1,500})"|«([^»\n]{1,500})»|‘([^’\n]{1,500})’/gu;

/** The words of the draft that a remark quotes first, in whatever quotation marks. */
function quotedIn(text: string, draft: Draft): RequestComment['words'] {
  for (const match of text.matchAll(QUOTED)) {
    const words = match.slice(1).find((one) => one !== undefined) ?? '';
    const part = draft.parts.findIndex((one) => one.text.includes(words));
    if (part !== -1) return { part, text: words };
  }
  return null;
}

/** The requests whose clearance may let something out: approved, as far as this browser knows and has asked. */
function approved(requests: readonly LocalRequest[]): ReadonlyMap<string, ApprovalRequest> {
  const open = requests.filter(({ request }) => request.state === 'approved');
  return new Map(open.map(({ request }) => [request.id, request]));
}

export interface ComposerSource {
  readonly context: LocalContext;
  readonly ruleset: ComposerRuleset | null;
  /** With pending commands on them; those of others and of other platforms are left out. */
  readonly requests: readonly LocalRequest[];
  /** Verified ones; those whose request is not approved any more are left out, and old ones of no request shown. */
  readonly clearances: readonly VerifiedClearance[];
}

/** @param now this browser's clock, epoch ms */
export function buildComposerState(source: ComposerSource, platform: string, now: number): ComposerState {
  const { ruleset, requests, clearances } = source;
  const { connection, link, clock } = source.context;
  if (connection === null) return { kind: 'unjoined' };
  const { team, member } = connection;
  const own = requests.filter(
    ({ request }) => request.author.id === member.id && request.platform === platform,
  );
  const open = approved(own);
  const used = new Set(own.flatMap(({ released }) => released ?? []));
  const shown = own.slice(0, COMPOSER_REQUESTS);
  const storeTime = storeNow(clock, now);
  return {
    kind: 'joined',
    team,
    member: { id: member.id, name: member.name },
    mayAsk: member.roles.includes('author'),
    connection: link.state,
    ruleset,
    clockOffset: storeTime - now,
    requests: shown.map(composerRequest).filter((request) => request !== null),
    ...(source.context.ruleset === null
      ? {}
      : {
          approval: {
            policy: source.context.ruleset.policy,
            author: personOf(member),
          },
        }),
    pauses: source.context.pauses ?? [],
    heardAt: source.context.heardAt ?? null,
    answerTime: source.context.answers?.median ?? null,
    clearances: clearances.filter(
      (clearance) =>
        !(clearance.once === true && used.has(clearance.id)) &&
        clearance.platform === platform &&
        (clearance.expiresAt > storeTime || shown.some(({ request }) => request.id === clearance.request)) &&
        open.get(clearance.request)?.versions.at(-1)?.fingerprint === clearance.fingerprint,
    ),
  };
}

const personOf = ({ id, roles, groups }: Pick<Member, 'id' | 'roles' | 'groups'>): Person => ({
  member: id,
  roles,
  groups: groups ?? [],
});

/**
 * True while `request` waits for a decision that this member may make: a reviewer, neither its author nor who last
 * edited it, who has not decided on the newest version yet.
 * @param now store clock, epoch ms
 */
export function awaitsDecisionOf(
  request: ApprovalRequest,
  member: Pick<Member, 'id' | 'roles' | 'active' | 'groups' | 'standsFor'>,
  now: number,
): boolean {
  const newest = request.versions.at(-1);
  return (
    newest !== undefined &&
    request.state === 'waiting' &&
    request.expiresAt > now &&
    member.active &&
    request.author.id !== member.id &&
    newest.editedBy.id !== member.id &&
    !newest.decisions.some((decision) => decision.member.id === member.id) &&
    hasSeat(request, newest, member, now)
  );
}

/**
 * Whether one of the steps that are open now is this member's or theirs whose place they take; of requests without a
 * plan, any reviewer's.
 * @param now store clock, epoch ms
 */
export function hasSeat(
  request: ApprovalRequest,
  { plan, decisions, editedBy }: RequestVersion,
  member: Pick<Member, 'id' | 'roles' | 'groups' | 'standsFor'>,
  now: number,
): boolean {
  if (plan === undefined) return member.roles.includes('reviewer');
  const made = decisions.map((one) => ({
    member: one.member.id,
    kind: one.kind,
    step: one.step ?? null,
    seat: one.seat ?? null,
  }));
  const standsFor = (member.standsFor ?? []).filter(({ from, until }) => from <= now && now < until);
  const actor = { ...personOf(member), standsFor };
  return typeof findSeat(plan, made, actor, [request.author.id, editedBy.id]) !== 'string';
}

/** Whether a version may be approved without a look of its own: nothing in it is a matter for a person's judgement. */
export function isPlainVersion(
  { recheck }: Pick<ApprovalRequest, 'recheck'>,
  { verdict, findings }: Pick<RequestVersion, 'verdict' | 'findings'>,
): boolean {
  return (
    (verdict === 'clear' || verdict === 'warned') &&
    findings.every(({ severity }) => severity === 'note' || severity === 'warn') &&
    recheck === undefined
  );
}

/** What the toolbar badge counts. @param waiting requests with pending commands on them */
export function badgeCount(context: LocalContext, waiting: readonly LocalRequest[], now: number): number {
  const { connection, clock } = context;
  if (connection === null) return 0;
  const storeTime = storeNow(clock, now);
  return waiting.filter(({ request }) => awaitsDecisionOf(request, connection.member, storeTime)).length;
}
