/**
 * What a team no longer keeps goes: the request with all its versions, and their texts beside the log. The log's entries
 * stay, and a tombstone says which of them have lost their content, so that an export without it can still be verified.
 */
import { sql } from 'kysely';
import { PURGE } from '../../utils/log/record.ts';
import { asPurger, type Tx } from '../database/database.ts';
import { type Change, inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { listTeams } from '../team/members.ts';
import { retentionDays } from './holds.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 50;

interface Due {
  readonly id: string;
  readonly author: string;
}

/** In this order: what refers to another table's rows goes before them. */
const PURGED = [
  'publications',
  'releases',
  'clearances',
  'decisions',
  'overrides',
  'comments',
  'request_plans',
  'request_versions',
] as const;

/** Requests that are decided or given up, of which nothing has happened since `before`, and that no hold keeps. */
async function dueRequests(tx: Tx, team: string, before: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select r.id, r.author from signoff.requests r
      where r.team = ${team} and r.state <> 'waiting' and r.updated_at < ${before}
        and not exists (select from signoff.clearances c
          where c.team = ${team} and c.request = r.id and c.expires_at >= ${before})
        and not exists (select from signoff.releases o
          where o.team = ${team} and o.request = r.id and o.at >= ${before})
        and not exists (select from signoff.legal_holds h
          where h.team = ${team} and h.lifted_at is null and (h.request is null or h.request = r.id))
      order by r.updated_at, r.id limit ${AT_ONCE}`.execute(tx);
  return rows;
}

async function purgeOne(tx: Tx, change: Change, { id, author }: Due, days: number): Promise<void> {
  const { team, now, version } = change;
  const entries = await asPurger(tx, async () => {
    const gone = await tx
      .deleteFrom('log_contents')
      .where('team', '=', team)
      .where('request', '=', id)
      .returning('seq')
      .execute();
    for (const table of PURGED)
      await tx.deleteFrom(table).where('team', '=', team).where('request', '=', id).execute();
    await tx.deleteFrom('requests').where('team', '=', team).where('id', '=', id).execute();
    return gone.map(({ seq }) => seq).sort((a, b) => a - b);
  });
  await tx
    .insertInto('purged_requests')
    .values({ team, id, author, purged_at: now, version })
    .onConflict((conflict) => conflict.columns(['team', 'id']).doNothing())
    .execute();
  change.record({ kind: PURGE, member: null, outcome: 'applied', request: id, entries, days });
}

/** Purges what is past the term of its team. @returns how many requests */
export async function purgeDue(core: Core): Promise<number> {
  let purged = 0;
  for (const team of await listTeams(core)) {
    const look = async (tx: Tx): Promise<{ days: number; due: Due[] } | null> => {
      const days = await retentionDays(tx, team);
      return days === null ? null : { days, due: await dueRequests(tx, team, core.now() - days * DAY_MS) };
    };
    for (;;) {
      const found = await core.db.readTeam(team, look);
      if (found === null || found.due.length === 0) break;
      const gone = await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), async (change) => {
          // Holds are placed inside a change, too: none can come between this look and the commit.
          const now = await look(tx);
          for (const one of now?.due ?? []) await purgeOne(tx, change, one, now?.days ?? 0);
          return now?.due.length ?? 0;
        }),
      );
      purged += gone;
      if (gone === 0) break;
    }
  }
  return purged;
}
