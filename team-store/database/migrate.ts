/**
 * Forward-only migrations: numbered SQL files, each in one transaction, once, whoever of several starting servers comes
 * first. A file that was changed after it ran is refused: the database would not be what the files say.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { codeOf, StartError } from '../errors.ts';

/** Any number that no other program in the database uses: "signoff" as a base-36 number. */
const LOCK = 61_835_411_799n;
const FOLDER = new URL('../migrations/', import.meta.url);

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Of this program, in their order. */
export async function migrationNames(): Promise<string[]> {
  const files = await readdir(fileURLToPath(FOLDER));
  return files.filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
}

async function readMigrations(): Promise<Migration[]> {
  const names = await migrationNames();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function checkRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname in ('signoff_app', 'signoff_lookup', 'signoff_purge')
      and (rolsuper or rolbypassrls or pg_has_role(rolname, current_user, 'member'))`,
  );
  const bad = rows[0];
  if (bad !== undefined)
    throw new StartError(
      'database_rights',
      `The database role ${bad.rolname} may do more than it should (superuser, BYPASSRLS or member of the owner), so teams would not be kept apart; take that right away.`,
    );
}

function explain(error: unknown): unknown {
  if (error instanceof StartError) return error;
  const message = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case '42501':
      return new StartError(
        'database_rights',
        `The database user may not set up the store (${message}); it needs CREATE on the database and CREATEROLE.`,
        error,
      );
    case '53100':
      return new StartError(
        'disk_full',
        'The disk of the database is full; free some space and start again.',
        error,
      );
    case '28P01':
    case '28000':
      return new StartError(
        'database_unreachable',
        'The database refused the user or password in DATABASE_URL.',
        error,
      );
    case '3D000':
      return new StartError(
        'database_unreachable',
        'The database named in DATABASE_URL does not exist; create it first.',
        error,
      );
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return new StartError(
        'database_unreachable',
        'The database in DATABASE_URL cannot be reached; is it running?',
        error,
      );
    default:
      return new StartError('migration_failed', `The database could not be set up: ${message}`, error);
  }
}

/**
 * Brings the database to this program's schema.
 * @returns the names of the migrations that ran now
 * @throws StartError `database_unreachable`, `database_rights`, `migration_changed`, `migration_failed`, `disk_full`
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection that is cut between two queries would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [LOCK.toString()]);
    await client.query('create schema if not exists signoff_migrations');
    await client.query(
      'create table if not exists signoff_migrations.done (name text primary key, checksum text not null, at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from signoff_migrations.done',
    );
    const done = new Map(rows.map((row) => [row.name, row.checksum]));
    const files = await readMigrations();
    for (const name of done.keys())
      if (!files.some((file) => file.name === name))
        throw new StartError(
          'migration_changed',
          `The database was set up by a newer Signoff (${name}); start that version or a later one.`,
        );
    const ran: string[] = [];
    for (const { name, sql, checksum } of files) {
      const known = done.get(name);
      if (known === checksum) continue;
      if (known !== undefined)
        throw new StartError(
          'migration_changed',
          `The database was set up with another version of the migration ${name}; start the Signoff version that made it, or choose a new data folder with --data (with DATABASE_URL: a new database).`,
        );
      await client.query('begin');
      await client.query(sql);
      await client.query('insert into signoff_migrations.done (name, checksum) values ($1, $2)', [
        name,
        checksum,
      ]);
      await client.query('commit');
      ran.push(name);
    }
    await checkRoles(client);
    return ran;
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
