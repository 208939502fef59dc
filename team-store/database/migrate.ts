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

export interface Migration {
  readonly name: string;
  /** SHA-256 of the file, hex. */
  readonly checksum: string;
}

interface MigrationFile extends Migration {
  readonly sql: string;
}

export interface MigrateOptions {
  /** Only these; all of this program's when it is left out. */
  readonly only?: ReadonlySet<string>;
  /** The database user that the server works as, when it is not the one that migrates. */
  readonly serverUser?: string | null;
}

/** Of this program, in their order. */
export async function migrationNames(): Promise<string[]> {
  const files = await readdir(fileURLToPath(FOLDER));
  return files.filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
}

/** Of this program, in their order, with what they do. */
export async function readMigrations(): Promise<MigrationFile[]> {
  const names = await migrationNames();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

const SERVER_ROLES = ['signoff_app', 'signoff_lookup', 'signoff_purge'] as const;

/** Lets the server's user act as the store's roles, without their rights being its own. */
async function grantRoles(client: pg.Client, user: string): Promise<void> {
  const { rows } = await client.query<{ role: string; new_enough: boolean }>(
    `select r.rolname as role, current_setting('server_version_num')::int >= 160000 as new_enough from pg_roles r
      where r.rolname = any($1) and not exists (
        select from pg_auth_members m join pg_roles u on u.oid = m.member where m.roleid = r.oid and u.rolname = $2)`,
    [SERVER_ROLES, user],
  );
  for (const { role, new_enough } of rows)
    await client.query(
      `grant ${role} to ${client.escapeIdentifier(user)}${new_enough ? ' with inherit false, set true' : ''}`,
    );
}

async function checkServerUser(client: pg.Client, user: string): Promise<void> {
  const { rows } = await client.query<{ bad: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or pg_has_role(oid, current_user, 'member') as bad
      from pg_roles where rolname = $1`,
    [user],
  );
  if (rows[0]?.bad === true)
    throw new StartError(
      'database_rights',
      `The database user ${user} may do more than the server needs (superuser, BYPASSRLS, CREATEROLE or member of the owner); give DATABASE_URL a user without these rights.`,
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

/**
 * What the database said, as one sentence for people.
 * @param done what could not be done to the database: "set up", "read", …
 */
export function explainDatabase(error: unknown, done: string): unknown {
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
      return new StartError('migration_failed', `The database could not be ${done}: ${message}`, error);
  }
}

/** The migrations that a database has, none when it never was a store's. */
export async function migrationsOf(client: pg.Client): Promise<Migration[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('signoff_migrations.done') is not null as there`,
  );
  if (rows[0]?.there !== true) return [];
  const done = await client.query<Migration>(
    'select name, checksum from signoff_migrations.done order by name',
  );
  return done.rows;
}

/**
 * Brings the database to this program's schema, or to the part of it that `only` names. Several servers may do so at
 * once: they go one after the other, and the later ones find it done.
 * @returns the names of the migrations that ran now
 * @throws StartError `database_unreachable`, `database_rights`, `migration_changed`, `migration_failed`, `disk_full`
 */
export async function migrate(
  databaseUrl: string,
  { only, serverUser = null }: MigrateOptions = {},
): Promise<string[]> {
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
    const done = new Map((await migrationsOf(client)).map((row) => [row.name, row.checksum]));
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
      if (known === checksum || only?.has(name) === false) continue;
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
    if (serverUser !== null) {
      await grantRoles(client, serverUser);
      await checkServerUser(client, serverUser);
    }
    await checkRoles(client);
    return ran;
  } catch (error) {
    throw explainDatabase(error, 'set up');
  } finally {
    await client.end().catch(() => undefined);
  }
}
