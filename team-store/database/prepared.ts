/**
 * Statements that the store sends again and again are prepared once a connection, so that PostgreSQL neither reads nor
 * plans them anew: https://www.postgresql.org/docs/current/sql-prepare.html
 */
import process from 'node:process';
import pg from 'pg';

/** Lists of any length make any number of statements; what comes after these is sent as it is. */
const MOST = 300;

/**
 * A statement that hands out whatever columns there are may not be prepared: while a newer server adds one, the older
 * ones would be told that its result has changed.
 */
const ALL_COLUMNS = /(?:^|[\s.(])\*/;

const names = new Map<string, string>();

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST || ALL_COLUMNS.test(text)) return null;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Prepares what is sent with parameters; everything else goes as it is. What is sent in one turn goes in one packet: a call
 * of the system for each would cost more than the statement.
 */
export class PreparingClient extends pg.Client {
  #gathers = false;

  #gather(): void {
    if (this.#gathers) return;
    const { stream } = this.connection;
    this.#gathers = true;
    stream.cork();
    process.nextTick(() => {
      this.#gathers = false;
      stream.uncork();
    });
  }

  // The driver's own many forms of this method all come through here.
  override query(...args: never[]): never;
  override query(...args: unknown[]): unknown {
    this.#gather();
    const query: (...args: unknown[]) => unknown = super.query;
    const [text, values, ...rest] = args;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : null;
    return name === null ? query.apply(this, args) : query.call(this, { name, text, values }, ...rest);
  }
}
