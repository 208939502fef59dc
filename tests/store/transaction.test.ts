/** Statements that nobody waits for: their order, and what becomes of the transaction when one of them fails. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  inSavepoint,
  openDatabase,
  post,
  type Tx,
} from '../../team-store/database/database.ts';
import { PreparingClient } from '../../team-store/database/prepared.ts';
import { inTransaction } from '../../team-store/database/transaction.ts';
import { freshDatabase } from './helpers.ts';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let admin: pg.Client;
const team = randomUUID();
const DOUBLE = /duplicate key/;

beforeAll(async () => {
  fresh = await freshDatabase();
  // One connection: what one transaction leaves behind would meet the next.
  db = openDatabase({ url: fresh.owner, onError: () => undefined, connections: 1 });
  admin = new pg.Client({ connectionString: fresh.admin });
  await admin.connect();
  await admin.query('create table signoff.scratch (n int primary key)');
  await admin.query('grant select, insert on signoff.scratch to signoff_app');
});
afterAll(async () => {
  await db.close();
  await admin.end();
  await fresh.drop();
});
beforeEach(async () => {
  await admin.query('truncate signoff.scratch');
});

const put = (tx: Tx, n: number): void => post(tx, sql`insert into signoff.scratch (n) values (${n})`);
const read = async (tx: Tx): Promise<number[]> => {
  const { rows } = await sql<{ n: number }>`select n from signoff.scratch order by n`.execute(tx);
  return rows.map(({ n }) => n);
};
const kept = () => db.inTeam(team, read);

describe('what is posted', () => {
  it('is carried out before what is sent after it, and is there after the commit', async () => {
    const seen = await db.inTeam(team, async (tx) => {
      put(tx, 1);
      put(tx, 2);
      return read(tx);
    });
    expect(seen).toEqual([1, 2]);
    expect(await kept()).toEqual([1, 2]);
  });

  it('undoes the transaction when it fails, with its own error', async () => {
    const lost = db.inTeam(team, async (tx) => {
      put(tx, 1);
      put(tx, 1);
      put(tx, 2);
      return 'done';
    });
    await expect(lost).rejects.toThrow(DOUBLE);
    expect(await kept()).toEqual([]);
  });

  it('tells its own error, not that of the statement which could not follow it', async () => {
    const lost = db.inTeam(team, async (tx) => {
      put(tx, 1);
      put(tx, 1);
      return read(tx);
    });
    await expect(lost).rejects.toThrow(DOUBLE);
    expect(await kept()).toEqual([]);
  });

  it('is undone when the work fails for another reason', async () => {
    const lost = db.inTeam(team, async (tx) => {
      put(tx, 1);
      throw new Error('of the work itself');
    });
    await expect(lost).rejects.toThrow('of the work itself');
    expect(await kept()).toEqual([]);
  });
});

describe('a savepoint', () => {
  it('is undone by a statement that was posted in it, and the rest stands', async () => {
    const seen = await db.inTeam(team, async (tx) => {
      put(tx, 1);
      const inner = inSavepoint(tx, async () => {
        put(tx, 2);
        put(tx, 1);
        return 'done';
      });
      await expect(inner).rejects.toThrow(DOUBLE);
      put(tx, 3);
      return read(tx);
    });
    expect(seen).toEqual([1, 3]);
    expect(await kept()).toEqual([1, 3]);
  });

  it('is undone by work that fails, with the work’s error', async () => {
    const seen = await db.inTeam(team, async (tx) => {
      const inner = inSavepoint(tx, async () => {
        put(tx, 2);
        throw new Error('of the work itself');
      });
      await expect(inner).rejects.toThrow('of the work itself');
      return read(tx);
    });
    expect(seen).toEqual([]);
  });

  it('does not hide what had failed before it', async () => {
    const lost = db.inTeam(team, async (tx) => {
      put(tx, 1);
      put(tx, 1);
      await inSavepoint(tx, () => read(tx)).catch(() => undefined);
    });
    await expect(lost).rejects.toThrow(DOUBLE);
    expect(await kept()).toEqual([]);
  });
});

describe('a transaction', () => {
  it('takes nothing after its end', async () => {
    let late: Tx | undefined;
    await db.inTeam(team, async (tx) => {
      late = tx;
    });
    if (late === undefined) throw new Error('there was a transaction');
    await expect(read(late)).rejects.toThrow('the transaction is over');
    put(late, 1);
    expect(await kept()).toEqual([]);
  });

  it('that could not begin is told as one that failed', async () => {
    const pool = new pg.Pool({
      Client: PreparingClient,
      connectionString: fresh.owner,
      pipeline: true,
      max: 1,
    });
    const enter = { sql: "select set_config('role', 'signoff_app', true)", parameters: [] };
    await expect(inTransaction(pool, 'begin nonsense', enter, async () => 'done')).rejects.toThrow(/syntax/);
    await expect(inTransaction(pool, 'begin', enter, async () => 'done')).resolves.toBe('done');
    await pool.end();
  });

  it('whose connection is cut fails, and the next one has another', async () => {
    const cut = db.inTeam(team, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      put(tx, 1);
      await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      return read(tx);
    });
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' });
    expect(await kept()).toEqual([]);
  });
});
