/** Requests as they are stored, handed out, and judged. */
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type {
  ApprovalRequest,
  Comment,
  Decision,
  MemberRef,
  RequestVersion,
} from '../../utils/api/entities.ts';
import type { Plan } from '../../utils/policy/plan.ts';
import { keptDecisions, type RequestProgress, type VersionState } from '../../utils/policy/request.ts';
import type { Tx } from '../database/database.ts';
import { loadComments, loadOverrides } from './discussion.ts';
import { loadPlans, plainPlan, planKey } from './plans.ts';
import { policyOf } from './policy.ts';
import { loadPublished } from './publications.ts';

async function plainPlanInForce(tx: Tx, team: string): Promise<Plan> {
  const { ruleset } = await tx
    .selectFrom('teams')
    .select('ruleset')
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  return plainPlan(await policyOf(tx, team, ruleset));
}

/** What the state machine needs of a request, or null. Read it only inside a change: the team's writers wait there. */
export async function loadProgress(tx: Tx, team: string, id: string): Promise<RequestProgress | null> {
  const request = await tx
    .selectFrom('requests as r')
    .select(['r.author', 'r.platform', 'r.state', 'r.expires_at'])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('request_versions as v')
          .select(['v.number', 'v.fingerprint', 'v.editor'])
          .whereRef('v.team', '=', 'r.team')
          .whereRef('v.request', '=', 'r.id')
          .orderBy('v.number'),
      ).as('versions'),
      jsonArrayFrom(
        eb
          .selectFrom('decisions as d')
          .select(['d.number', 'd.member', 'd.kind', 'd.step', 'd.seat'])
          .whereRef('d.team', '=', 'r.team')
          .whereRef('d.request', '=', 'r.id')
          .orderBy('d.at')
          .orderBy('d.id'),
      ).as('decisions'),
      jsonArrayFrom(
        eb
          .selectFrom('overrides as o')
          .select(['o.number', 'o.member', 'o.reason'])
          .whereRef('o.team', '=', 'r.team')
          .whereRef('o.request', '=', 'r.id')
          .orderBy('o.at'),
      ).as('overrides'),
      jsonArrayFrom(
        eb
          .selectFrom('request_plans as p')
          .select(['p.number', 'p.plan'])
          .whereRef('p.team', '=', 'r.team')
          .whereRef('p.request', '=', 'r.id')
          .orderBy('p.ruleset'),
      ).as('plans'),
      eb
        .selectFrom('clearances as c')
        .select(({ fn }) => fn.max('c.expires_at').as('until'))
        .whereRef('c.team', '=', 'r.team')
        .whereRef('c.request', '=', 'r.id')
        .where('c.revoked_at', 'is', null)
        .as('cleared_until'),
    ])
    .where('r.team', '=', team)
    .where('r.id', '=', id)
    .executeTakeFirst();
  if (request === undefined) return null;
  const { versions, decisions, overrides } = request;
  const plans = new Map(request.plans.map(({ number, plan }) => [number, plan]));
  const plain = plans.size === versions.length ? null : await plainPlanInForce(tx, team);
  const progress: VersionState[] = [];
  for (const { number, fingerprint, editor } of versions) {
    const plan = plans.get(number) ?? plain;
    if (plan === null) throw new Error('every version has a plan');
    const own = decisions
      .filter((decision) => decision.number === number)
      .map(({ member, kind, step, seat }) => ({ member, kind, step, seat }));
    const kept = keptDecisions(progress, fingerprint, plan, [request.author, editor]);
    const override = overrides.findLast((one) => one.number === number);
    progress.push({
      number,
      fingerprint,
      editor,
      plan,
      decisions: [...kept, ...own],
      override: override === undefined ? null : { member: override.member, reason: override.reason },
    });
  }
  return {
    author: request.author,
    platform: request.platform,
    state: request.state,
    expiresAt: request.expires_at,
    clearedUntil: request.cleared_until,
    versions: progress,
  };
}

/** Characters of drafts and findings that a request holds in all its versions. */
export async function requestSizes(
  tx: Tx,
  team: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('request_versions')
    .select([
      'request',
      sql<number>`sum(length(draft::text) + length(findings::text) + coalesce(length(thumbnails::text), 0))`.as(
        'size',
      ),
    ])
    .where('team', '=', team)
    .where('request', 'in', ids)
    .groupBy('request')
    .execute();
  return new Map(rows.map(({ request, size }) => [request, Number(size)]));
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  return Map.groupBy(rows, key);
}

async function loadNames(tx: Tx, team: string, ids: readonly string[]): Promise<Map<string, MemberRef>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('members')
    .select(['id', 'name'])
    .where('team', '=', team)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function commentsFor(
  viewer: Viewer,
  author: string,
  comments: readonly Comment[] | undefined,
): { comments?: Comment[] } {
  const seen = (comments ?? []).filter(
    ({ audience }) => audience === 'team' || (viewer.seesAll && viewer.id !== author),
  );
  return seen.length === 0 ? {} : { comments: seen };
}

/** Who is handed the requests: remarks for reviewers go to them, and never to the request's author. */
export interface Viewer {
  readonly id: string;
  /** More than an author. */
  readonly seesAll: boolean;
}

/** Requests whole, in the order of `ids`; those that are not there are left out. */
export async function loadRequests(
  tx: Tx,
  team: string,
  ids: readonly string[],
  viewer: Viewer,
): Promise<ApprovalRequest[]> {
  if (ids.length === 0) return [];
  const requests = await tx
    .selectFrom('requests as r')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'r.team').onRef('m.id', '=', 'r.author'))
    .selectAll('r')
    .select('m.name as author_name')
    .where('r.team', '=', team)
    .where('r.id', 'in', ids)
    .execute();
  const versionRows = await tx
    .selectFrom('request_versions as v')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'v.team').onRef('m.id', '=', 'v.editor'))
    .leftJoin('clearances as c', (join) =>
      join
        .onRef('c.team', '=', 'v.team')
        .onRef('c.request', '=', 'v.request')
        .onRef('c.number', '=', 'v.number')
        .on('c.revoked_at', 'is', null),
    )
    .select([
      'v.request',
      'v.number',
      'v.draft',
      'v.fingerprint',
      'v.findings',
      'v.verdict',
      'v.ruleset',
      'v.note',
    ])
    .select(['v.created_at', 'v.thumbnails', 'v.editor', 'm.name as editor_name', 'c.jws as clearance'])
    .where('v.team', '=', team)
    .where('v.request', 'in', ids)
    .orderBy('v.number')
    .execute();
  const decisionRows = await tx
    .selectFrom('decisions as d')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'd.team').onRef('m.id', '=', 'd.member'))
    .select([
      'd.request',
      'd.number',
      'd.id',
      'd.member',
      'd.kind',
      'd.reason',
      'd.at',
      'd.step',
      'd.seat',
      'm.name',
    ])
    .where('d.team', '=', team)
    .where('d.request', 'in', ids)
    .orderBy('d.at')
    .orderBy('d.id')
    .execute();
  const plans = await loadPlans(tx, team, ids);
  const overrides = await loadOverrides(tx, team, ids);
  const comments = await loadComments(tx, team, ids);
  const published = await loadPublished(tx, team, ids);
  const closers = await loadNames(
    tx,
    team,
    requests.flatMap(({ closed }) => closed?.by ?? []),
  );
  const decisions = groupBy(decisionRows, ({ request, number }) => `${request} ${number}`);
  const versions = groupBy(versionRows, ({ request }) => request);
  const whole = requests.map((row): ApprovalRequest => {
    const { id, author, author_name, platform, account, state } = row;
    return {
      id,
      author: { id: author, name: author_name },
      platform,
      account,
      state,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      expiresAt: row.expires_at,
      versions: (versions.get(id) ?? []).map(
        (version): RequestVersion => ({
          number: version.number,
          draft: version.draft,
          fingerprint: version.fingerprint,
          findings: version.findings,
          verdict: version.verdict,
          rulesetVersion: version.ruleset,
          note: version.note,
          editedBy: { id: version.editor, name: version.editor_name },
          createdAt: version.created_at,
          decisions: (decisions.get(`${id} ${version.number}`) ?? []).map(
            (decision): Decision => ({
              id: decision.id,
              member: { id: decision.member, name: decision.name },
              kind: decision.kind,
              reason: decision.reason,
              at: decision.at,
              ...(decision.step === null ? {} : { step: decision.step }),
              ...(decision.seat === null || decision.seat === decision.member ? {} : { seat: decision.seat }),
            }),
          ),
          clearance: version.clearance,
          ...plans.get(planKey(id, version.number)),
          ...(version.thumbnails === null ? {} : { thumbnails: version.thumbnails }),
          ...overrides.get(planKey(id, version.number)),
        }),
      ),
      ...commentsFor(viewer, author, comments.get(id)),
      ...published.get(id),
      ...(row.recheck === null ? {} : { recheck: row.recheck }),
      ...(row.closed === null
        ? {}
        : {
            closed: {
              ...row.closed,
              by: row.closed.by === null ? null : (closers.get(row.closed.by) ?? null),
            },
          }),
      ...(row.reminders === 0 && row.escalated_at === null
        ? {}
        : { late: { reminders: row.reminders, escalatedAt: row.escalated_at } }),
    };
  });
  const byId = new Map(whole.map((request) => [request.id, request]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
