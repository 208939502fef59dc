/** What is new since a cursor, page by page, in the order of the team's history. Nothing is skipped, nothing is early. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { ApprovalRequest, Change as Changed, Member } from '../../utils/api/entities.ts';
import type { PullResponse, pullQuery } from '../../utils/api/routes.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { loadAnswerTime } from './answer-time.ts';
import type { Core } from './core.ts';
import { asDevice, type Device, noteRunning } from './devices.ts';
import { loadPauses } from './pauses.ts';
import { loadPeople, withSeats } from './people.ts';
import { loadRequests, requestSizes } from './requests.ts';

/** Characters of drafts in one page; a page always has at least one change. */
const PAGE_CHARACTERS = 4_000_000;
/** After every key of a version: the page went to the end of the history. */
const END = '~';

interface Position {
  readonly version: number;
  readonly key: string;
}

/**
 * `after` carries the member's view beside the key: when a member comes to see other rows (a role was given or taken),
 * older positions say nothing about those rows, and the browser fetches all anew.
 * @throws Refusal `cursor_too_old`
 */
function readPosition(cursor: number, after: string, view: number, newest: number): Position {
  if (cursor === 0 && after === '') return { version: 0, key: '' };
  const match = /^(\d+)\.(.*)$/.exec(after);
  if (match === null || Number(match[1]) !== view || cursor > newest) throw new Refusal('cursor_too_old');
  return { version: cursor, key: match[2] ?? '' };
}

function seesAll({ member }: Device): boolean {
  return member.roles.some((role) => role !== 'author');
}

type Row = {
  readonly version: number;
  readonly entity: 'member' | 'request' | 'ruleset' | 'pause';
  readonly id: string;
};

const keyOf = ({ entity, id }: Row): string => `${entity}:${id}`;

/** The next rows after a position, ordered by version and then `entity:id` in byte order. */
async function nextRows(tx: Tx, device: Device, from: Position, limit: number): Promise<Row[]> {
  const { team, member } = device;
  const { version, key } = from;
  const all = seesAll(device);
  const own = all ? sql`true` : sql`id = ${member.id}`;
  const written = all ? sql`true` : sql`author = ${member.id}`;
  const { rows } = await sql<Row>`
    select version, entity, id from (
      (select version, 'member' as entity, id::text as id from signoff.members
        where team = ${team} and ${own} and version >= ${version}
          and (version > ${version} or ('member:' || id::text) collate "C" > ${key})
        order by version, id limit ${limit})
      union all
      (select version, 'request', id::text from signoff.requests
        where team = ${team} and ${written} and version >= ${version}
          and (version > ${version} or ('request:' || id::text) collate "C" > ${key})
        order by version, id limit ${limit})
      union all
      (select version, 'request', id::text from signoff.purged_requests
        where team = ${team} and ${written} and version >= ${version}
          and (version > ${version} or ('request:' || id::text) collate "C" > ${key})
        order by version, id limit ${limit})
      union all
      (select version, 'ruleset', 'ruleset' from signoff.rulesets
        where team = ${team} and version >= ${version}
          and (version > ${version} or 'ruleset:ruleset' collate "C" > ${key})
        order by number desc limit 1)
      union all
      (select version, 'pause', id::text from signoff.pauses
        where team = ${team} and version >= ${version}
          and (version > ${version} or ('pause:' || id::text) collate "C" > ${key})
        order by version, id limit ${limit})
    ) as changes
    order by version, (entity || ':' || id) collate "C" limit ${limit}`.execute(tx);
  return rows;
}

/** How many of the rows fit into one page. */
async function fitting(tx: Tx, team: string, rows: readonly Row[]): Promise<number> {
  const ids = rows.filter(({ entity }) => entity === 'request').map(({ id }) => id);
  const sizes = await requestSizes(tx, team, ids);
  let total = 0;
  for (const [at, { id }] of rows.entries()) {
    total += sizes.get(id) ?? 0;
    if (total > PAGE_CHARACTERS && at > 0) return at;
  }
  return rows.length;
}

/** Members of no group are sent as they always were. */
function withGroups(member: Member, groups: readonly string[]): Member {
  return groups.length === 0 ? member : { ...member, groups: [...groups] };
}

async function loadMembers(tx: Tx, team: string, ids: readonly string[]): Promise<Map<string, Member>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'roles', 'active'])
    .where('team', '=', team)
    .where('id', 'in', ids)
    .execute();
  const people = await loadPeople(tx, team, ids);
  return new Map(rows.map((row) => [row.id, withGroups(row, people.get(row.id)?.groups ?? [])]));
}

async function load(tx: Tx, device: Device, rows: readonly Row[]): Promise<Changed[]> {
  const { team } = device;
  const viewer = { id: device.member.id, seesAll: seesAll(device) };
  const idsOf = (entity: Row['entity']): string[] =>
    rows.filter((row) => row.entity === entity).map(({ id }) => id);
  const members = await loadMembers(tx, team, idsOf('member'));
  const requests = new Map<string, ApprovalRequest>(
    (await loadRequests(tx, team, idsOf('request'), viewer)).map((request) => [request.id, request]),
  );
  const newest =
    idsOf('ruleset').length === 0
      ? null
      : await tx.selectFrom('teams').select('ruleset').where('team', '=', team).executeTakeFirstOrThrow();
  const pauses = await loadPauses(tx, team, idsOf('pause'));
  const dataOf = {
    pause: (id: string) => pauses.get(id) ?? null,
    member: (id: string) => members.get(id) ?? null,
    request: (id: string) => requests.get(id) ?? null,
    ruleset: () => (newest === null ? null : { version: newest.ruleset }),
  };
  // Each entity has its own data: TypeScript cannot follow that through the key.
  return rows.map(
    ({ entity, id, version }) => ({ entity, id, version, data: dataOf[entity](id) }) as Changed,
  );
}

/** @throws Refusal `unauthorized`, `token_revoked`, `cursor_too_old`, `unavailable` */
export function pull(
  core: Core,
  token: string | null,
  query: z.infer<typeof pullQuery>,
): Promise<PullResponse> {
  return asDevice(core, token, 'read', async (tx, device) => {
    const { team, member, view } = device;
    const { version: newest } = await tx
      .selectFrom('teams')
      .select('version')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    noteRunning(core, device, query.ruleset);
    const from = readPosition(query.cursor, query.after, view, newest);
    const found = await nextRows(tx, device, from, query.limit + 1);
    const rows = found.slice(0, await fitting(tx, team, found.slice(0, query.limit)));
    const last = rows.at(-1);
    const more = rows.length < found.length;
    const to =
      more && last !== undefined
        ? { version: last.version, key: keyOf(last) }
        : { version: newest, key: END };
    const answers = more ? null : await loadAnswerTime(tx, team, core.now());
    return {
      changes: await load(tx, device, rows),
      cursor: to.version,
      after: `${view}.${to.key}`,
      more,
      member: await withSeats(tx, team, member, core.now()),
      now: core.now(),
      ...(answers === null ? {} : { answers }),
    };
  });
}
