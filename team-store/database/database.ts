/** The database as the store uses it: every transaction is one team's, as a role that row security binds. */
import { sql } from 'kysely';
import pg from 'pg';
import { codeOf, Refusal } from '../errors.ts';
import { PreparingClient } from './prepared.ts';
import { inSavepoint, inTransaction, post, type Tx } from './transaction.ts';

export { inSavepoint, post, type Tx };

/** Tables whose team is asked for before it is known; see the role `signoff_lookup`. */
export type LookupTx = Tx;

export interface Database {
  /** One transaction in which only the team's rows exist. */
  inTeam<T>(team: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same, reading one unchanging state of the database and writing nothing. */
  readTeam<T>(team: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** May only find out which team something belongs to. */
  lookup<T>(work: (tx: LookupTx) => Promise<T>): Promise<T>;
  /** @throws Refusal `unavailable` */
  ping(): Promise<void>;
  /** Names of the migrations that the database has. @throws Refusal `unavailable` */
  migrations(): Promise<string[]>;
  /** Of this server, now; `waiting` are callers without one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/** 2^53 ms and 2^53 commands are enough: counters and times come as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
};

/** Away, full, or in each other's way: the same transaction may work a moment later. */
const TRY_AGAIN = new Set([
  // serialization_failure, deadlock_detected, query_canceled (by the time limit)
  '40001',
  '40P01',
  '57014',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections, disk_full, out_of_memory, read-only
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '53200',
  '25006',
]);

/** True when the database is away or cannot take more: the same command may work later. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null && (TRY_AGAIN.has(code) || code.startsWith('08'))) return true;
  // The driver's own errors have no code: https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error/i.test(
      error.message,
    )
  );
}

export interface DatabaseOptions {
  /** Of a user that may act as the store's roles; it need not own anything. */
  readonly url: string;
  readonly onError: (error: unknown) => void;
  readonly connections?: number;
}

/**
 * Every connection acts as the server's role from its first statement on, whoever it signed in as: what is asked outside
 * of a team's transaction sees no row and may change no table. A connection that cannot is not used.
 */
async function actAsServer(client: pg.ClientBase): Promise<void> {
  await client.query('set role signoff_app');
}

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: options.url,
    max: options.connections ?? 12,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    pipeline: true,
    application_name: 'signoff',
    types,
    onConnect: actAsServer,
  });
  pool.on('error', options.onError);
  // The pool listens to idle connections alone: one that is cut between two statements of a transaction would end the
  // process. The transaction itself fails with its next statement.
  pool.on('connect', (client) => void client.on('error', options.onError));

  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      options.onError(error);
      throw new Refusal('unavailable', { cause: error });
    }
  };

  const transaction = <T>(
    begin: string,
    role: string,
    team: string,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> =>
    guard(() => {
      const enter = "select set_config('role', $1, true), set_config('app.team', $2, true)";
      return inTransaction(pool, begin, { sql: enter, parameters: [role, team] }, work);
    });

  return {
    inTeam: (team, work) => transaction('begin', 'signoff_app', team, work),
    readTeam: (team, work) =>
      transaction('start transaction isolation level repeatable read read only', 'signoff_app', team, work),
    lookup: (work) => transaction('start transaction read only', 'signoff_lookup', '', work),
    ping: () =>
      guard(async () => {
        await pool.query('select 1');
      }),
    migrations: () =>
      guard(async () => {
        const { rows } = await pool.query<{ name: string }>('select name from signoff_migrations.done');
        return rows.map(({ name }) => name);
      }),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

/** Runs `work` as the role that may take out what is no longer kept, inside the team's own transaction. */
export async function asPurger<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('role', 'signoff_purge', true)`.execute(tx);
  const result = await work();
  await sql`select set_config('role', 'signoff_app', true)`.execute(tx);
  return result;
}
