/** Requests as they are stored, handed out, and judged. */
import { sql } from 'kysely';
import type { ApprovalRequest, Decision, RequestVersion } from '../../utils/api/entities.ts';
import type { RequestProgress } from '../../utils/policy/request.ts';
import type { Tx } from '../database/database.ts';

/** What the state machine needs of a request, or null. Read it only inside a change: the team's writers wait there. */
export async function loadProgress(tx: Tx, team: string, id: string): Promise<RequestProgress | null> {
  const request = await tx
    .selectFrom('requests')
    .select(['author', 'platform', 'state', 'expires_at'])
    .where('team', '=', team)
    .where('id', '=', id)
    .executeTakeFirst();
  if (request === undefined) return null;
  const versions = await tx
    .selectFrom('request_versions')
    .select(['number', 'fingerprint', 'editor'])
    .where('team', '=', team)
    .where('request', '=', id)
    .orderBy('number')
    .execute();
  const decisions = await tx
    .selectFrom('decisions')
    .select(['number', 'member', 'kind'])
    .where('team', '=', team)
    .where('request', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return {
    author: request.author,
    platform: request.platform,
    state: request.state,
    expiresAt: request.expires_at,
    versions: versions.map(({ number, fingerprint, editor }) => ({
      number,
      fingerprint,
      editor,
      decisions: decisions
        .filter((decision) => decision.number === number)
        .map(({ member, kind }) => ({ member, kind })),
    })),
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
    .select(['request', sql<number>`sum(length(draft::text) + length(findings::text))`.as('size')])
    .where('team', '=', team)
    .where('request', 'in', ids)
    .groupBy('request')
    .execute();
  return new Map(rows.map(({ request, size }) => [request, Number(size)]));
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  return Map.groupBy(rows, key);
}

/** Requests whole, in the order of `ids`; those that are not there are left out. */
export async function loadRequests(tx: Tx, team: string, ids: readonly string[]): Promise<ApprovalRequest[]> {
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
        .onRef('c.number', '=', 'v.number'),
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
    .select(['v.created_at', 'v.editor', 'm.name as editor_name', 'c.jws as clearance'])
    .where('v.team', '=', team)
    .where('v.request', 'in', ids)
    .orderBy('v.number')
    .execute();
  const decisionRows = await tx
    .selectFrom('decisions as d')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'd.team').onRef('m.id', '=', 'd.member'))
    .select(['d.request', 'd.number', 'd.id', 'd.member', 'd.kind', 'd.reason', 'd.at', 'm.name'])
    .where('d.team', '=', team)
    .where('d.request', 'in', ids)
    .orderBy('d.at')
    .orderBy('d.id')
    .execute();
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
            }),
          ),
          clearance: version.clearance,
        }),
      ),
    };
  });
  const byId = new Map(whole.map((request) => [request.id, request]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
