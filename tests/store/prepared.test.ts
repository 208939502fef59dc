/** Statements that come again are prepared; what hands out whatever columns there are is not. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Tx } from '../../team-store/database/database.ts';
import { freshDatabase } from './helpers.ts';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
const team = randomUUID();

beforeAll(async () => {
  fresh = await freshDatabase();
  // One connection: what it has prepared is asked of the same one.
  db = openDatabase({ url: fresh.owner, onError: () => undefined, connections: 1 });
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

async function preparedFor(table: string): Promise<string[]> {
  return db.inTeam(team, async (tx) => {
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements where statement like ${`%"${table}"%`}`.execute(tx);
    return rows.map(({ statement }) => statement);
  });
}

const namesOf = (tx: Tx, name: string) =>
  tx.selectFrom('members').select('id').where('team', '=', team).where('name', '=', name).execute();
const all = (tx: Tx) => tx.selectFrom('webhooks').selectAll().where('team', '=', team).execute();

describe('a statement of the store', () => {
  it('is prepared once a connection, whatever its values', async () => {
    for (const name of ['Kari', 'Ola']) await db.inTeam(team, (tx) => namesOf(tx, name));
    const prepared = await preparedFor('members');
    expect(prepared).toEqual([expect.stringMatching(/where "team" = \$1 and "name" = \$2$/)]);
  });

  it('of all columns is not, so that a newer server may add one meanwhile', async () => {
    expect(await db.inTeam(team, all)).toEqual([]);
    const admin = new pg.Client({ connectionString: fresh.admin });
    await admin.connect();
    await admin.query('alter table signoff.webhooks add column newer text');
    await admin.query('alter table signoff.members add column newer text');
    await admin.end();
    expect(await db.inTeam(team, all)).toEqual([]);
    expect(await db.inTeam(team, (tx) => namesOf(tx, 'Kari'))).toEqual([]);
    expect(await preparedFor('webhooks')).toEqual([]);
  });
});
