/** How an author's posts stand, and how they have done lately. Pure. */
import type { RequestVersion } from '../../utils/api/entities.ts';
import type { LocalRequest } from '../../utils/sync/project.ts';
import type { QueueItem } from './queue.ts';

/** Reviewers are reminded no more often. */
export const REMIND_AFTER_MS = 60 * 60_000;
const WEEK_MS = 7 * 24 * 60 * 60_000;
const SHOWN_RULES = 3;

/**
 * Until when a version is approved, epoch ms, store clock; null while it is not, or when its clearance cannot be read.
 * For showing only: what may go out is judged with the signature.
 */
export function approvedUntil({ clearance }: Pick<RequestVersion, 'clearance'>): number | null {
  const payload = clearance?.split('.')[1];
  if (payload === undefined) return null;
  try {
    const said: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    if (typeof said !== 'object' || said === null || !('exp' in said)) return null;
    return typeof said.exp === 'number' ? said.exp * 1000 : null;
  } catch {
    return null;
  }
}

/** When the author asked last, by sending the version or by saying so since. Epoch ms. */
export function lastAsked({ local: { request }, newest }: QueueItem): number {
  const said = (request.comments ?? []).filter(({ member }) => member.id === request.author.id);
  return Math.max(newest.createdAt, ...said.map(({ at }) => at));
}

export interface OwnFigures {
  /** Requests of the last seven days that somebody decided on. */
  readonly decided: number;
  /** Those of them whose first version was approved and never sent back. */
  readonly firstPass: number;
  /** The rules met most, `pack/rule`, with how many requests met each. */
  readonly rules: readonly { readonly rule: string; readonly posts: number }[];
}

/**
 * An author's own week, from the local copy.
 * @param now store clock, epoch ms
 */
export function ownFigures(requests: readonly LocalRequest[], author: string, now: number): OwnFigures {
  const own = requests
    .map(({ request }) => request)
    .filter((request) => request.author.id === author && request.createdAt > now - WEEK_MS);
  const decided = own.filter(({ versions }) => versions.some(({ decisions }) => decisions.length > 0));
  const firstPass = decided.filter(({ state, versions }) => {
    const decisions = versions[0]?.decisions ?? [];
    return (
      versions.length === 1 &&
      decisions.every(({ kind }) => kind === 'approve') &&
      (state === 'approved' || state === 'expired' || state === 'withdrawn')
    );
  });
  const met = new Map<string, number>();
  for (const { versions } of own) {
    const rules = new Set(
      versions.flatMap(({ findings }) => findings.map((one) => `${one.pack}/${one.rule}`)),
    );
    for (const rule of rules) met.set(rule, (met.get(rule) ?? 0) + 1);
  }
  const rules = [...met]
    .map(([rule, posts]) => ({ rule, posts }))
    .sort((a, b) => b.posts - a.posts || (a.rule < b.rule ? -1 : 1))
    .slice(0, SHOWN_RULES);
  return { decided: decided.length, firstPass: firstPass.length, rules };
}
