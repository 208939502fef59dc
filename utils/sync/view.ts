/** What composers and the badge show of the local copy. Pure. */
import type { ApprovalRequest, Member } from '../api/entities.ts';
import type { ComposerRequest, ComposerRuleset, ComposerState, VerifiedClearance } from '../messages.ts';
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
    updatedAt: request.updatedAt,
  };
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
    clearances: clearances.filter(
      (clearance) =>
        clearance.platform === platform &&
        (clearance.expiresAt > storeTime || shown.some(({ request }) => request.id === clearance.request)) &&
        open.get(clearance.request)?.versions.at(-1)?.fingerprint === clearance.fingerprint,
    ),
  };
}

/**
 * True while `request` waits for a decision that this member may make: a reviewer, neither its author nor who last
 * edited it, who has not decided on the newest version yet.
 * @param now store clock, epoch ms
 */
export function awaitsDecisionOf(
  request: ApprovalRequest,
  member: Pick<Member, 'id' | 'roles' | 'active'>,
  now: number,
): boolean {
  const newest = request.versions.at(-1);
  return (
    newest !== undefined &&
    request.state === 'waiting' &&
    request.expiresAt > now &&
    member.active &&
    member.roles.includes('reviewer') &&
    request.author.id !== member.id &&
    newest.editedBy.id !== member.id &&
    !newest.decisions.some((decision) => decision.member.id === member.id)
  );
}

/** What the toolbar badge counts. @param waiting requests with pending commands on them */
export function badgeCount(context: LocalContext, waiting: readonly LocalRequest[], now: number): number {
  const { connection, clock } = context;
  if (connection === null) return 0;
  const storeTime = storeNow(clock, now);
  return waiting.filter(({ request }) => awaitsDecisionOf(request, connection.member, storeTime)).length;
}
