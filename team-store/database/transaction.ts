/**
 * One transaction on one connection of the pool. Every wait for the database costs more than most statements do, so those
 * whose answer nobody needs are sent without waiting: the driver's pipeline keeps their order, and one that fails makes
 * all that come after it fail, the commit too (https://node-postgres.com/features/pipelining,
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING).
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.ts';

/** Builds and runs statements within one transaction; worth nothing after its end. */
export type Tx = Kysely<Tables>;

type Sent = Pick<CompiledQuery, 'sql' | 'parameters'>;
interface Compilable {
  compile(): Sent;
}

const plain = (sql: string): Sent => ({ sql, parameters: [] });

const COUNTS: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

class Session implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  #over = false;
  #posted: Promise<pg.QueryResult>[] = [];

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  send({ sql, parameters }: Sent): Promise<pg.QueryResult> {
    if (this.#over) return Promise.reject(new Error('the transaction is over'));
    return parameters.length === 0 ? this.#client.query(sql) : this.#client.query(sql, [...parameters]);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.send(query);
    return COUNTS.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows };
  }

  // biome-ignore lint/correctness/useYield: the store reads nothing that is too long for one answer
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('statements are not streamed');
  }

  post(sent: Sent): void {
    const answer = this.send(sent);
    // Whoever needs to know asks `failure`.
    answer.catch(() => undefined);
    this.#posted.push(answer);
  }

  /** Waits for the answers to all that was posted. @returns the first that is an error */
  async failure(): Promise<{ readonly error: unknown } | null> {
    const answers = await Promise.allSettled(this.#posted);
    const failed = answers.find((one) => one.status === 'rejected');
    return failed === undefined ? null : { error: failed.reason };
  }

  /** What `work` posts is a matter of its own. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#posted;
    this.#posted = [];
    try {
      return await work();
    } finally {
      this.#posted = before;
    }
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** @returns what became of it: `COMMIT` or `ROLLBACK` */
  async end(how: 'commit' | 'rollback'): Promise<string> {
    const answer = this.send(plain(how));
    this.#over = true;
    return (await answer).command;
  }
}

const sessions = new WeakMap<Tx, Session>();

function sessionOf(tx: Tx): Session {
  const session = sessions.get(tx);
  if (session === undefined) throw new Error('not a transaction');
  return session;
}

/** Transactions and savepoints are this file's, not the query builder's: it would wait for each of them. */
const notHere = async (): Promise<never> => {
  throw new Error('transactions are not nested; there are savepoints');
};

function transactionOn(session: Session): Tx {
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => session,
    beginTransaction: notHere,
    commitTransaction: notHere,
    rollbackTransaction: notHere,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
  const tx = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }).withSchema('signoff');
  sessions.set(tx, session);
  return tx;
}

/**
 * Sends a statement at once and does not wait for its answer; those that are sent after it are carried out after it. When
 * it fails, so does the savepoint or transaction that it is in, with its error.
 */
export function post(tx: Tx, query: Compilable | RawBuilder<unknown>): void {
  sessionOf(tx).post('isRawBuilder' in query ? query.compile(tx) : query.compile());
}

/**
 * @param begin how it begins, such as `start transaction read only`
 * @param enter what is sent first
 * @throws what `work` throws, or the error of the statement that was the cause; nothing is written then
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  enter: Sent,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const session = new Session(client);
  let broken = false;
  try {
    session.post(plain(begin));
    session.post(enter);
    const result = await work(transactionOn(session));
    const outcome = await session.end('commit');
    const failed = await session.failure();
    if (failed !== null) throw failed.error;
    if (outcome !== 'COMMIT') throw new Error('the transaction was undone');
    return result;
  } catch (error) {
    const cause = await session.failure();
    // A commit that failed is an end as well.
    if (!session.isOver)
      await session.end('rollback').catch(() => {
        broken = true;
      });
    throw cause === null ? error : cause.error;
  } finally {
    client.release(broken);
  }
}

/** Runs `work` in a savepoint; when it throws, only what it did is undone and the error comes on. */
export function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const session = sessionOf(tx);
  return session.apart(async () => {
    session.post(plain('savepoint command'));
    try {
      const result = await work();
      session.post(plain('release savepoint command'));
      const failed = await session.failure();
      if (failed !== null) throw failed.error;
      return result;
    } catch (error) {
      const cause = await session.failure();
      await session.send(plain('rollback to savepoint command'));
      throw cause === null ? error : cause.error;
    }
  });
}
