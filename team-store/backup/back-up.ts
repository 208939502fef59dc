/** `backup FILE`: all that the database keeps, as it was at one moment, into one file; the store may go on meanwhile. */
import { createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { readConfig, type StoreOptions } from '../config.ts';
import { explainDatabase, migrationsOf } from '../database/migrate.ts';
import { codeOf, StartError } from '../errors.ts';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  type BackupManifest,
  type BackupPart,
  rowsOf,
  writeParts,
} from './format.ts';
import { type Closer, closeInTurn, openSource } from './source.ts';
import { type BackupTable, backupTables, enterTeam, teamsOf } from './tables.ts';

export interface Copied {
  readonly teams: number;
  readonly rows: number;
}

const AT_ONCE = 500;

async function* rowsOfTable(client: pg.Client, table: BackupTable): AsyncGenerator<BackupPart> {
  const name = (column: string): string => client.escapeIdentifier(column);
  const columns = table.columns.map((column) => `${name(column.name)}::text`).join(', ');
  const order = table.key.map(name).join(', ');
  await client.query(
    `declare rows no scroll cursor for select ${columns} from signoff.${name(table.name)} order by ${order}`,
  );
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `fetch ${AT_ONCE} from rows`,
      rowMode: 'array',
    });
    for (const row of rows) yield { kind: 'row', row };
    if (rows.length < AT_ONCE) break;
  }
  await client.query('close rows');
}

/** In one transaction that sees one moment; the rows of each team are read under row security, as the server reads them. */
async function* readDatabase(client: pg.Client): AsyncGenerator<BackupPart> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(
    `set local bytea_output = 'hex'; set local datestyle = 'ISO'; set local timezone = 'UTC'; set local extra_float_digits = 3`,
  );
  const migrations = await migrationsOf(client);
  if (migrations.length === 0)
    throw new StartError('data_missing', 'The database is not a store’s: there is nothing to back up.');
  yield {
    kind: 'header',
    header: { format: BACKUP_FORMAT, v: BACKUP_VERSION, at: Date.now(), migrations },
  };
  const tables = await backupTables(client);
  for (const team of await teamsOf(client)) {
    await enterTeam(client, team);
    for (const table of tables) {
      const columns = table.columns.map(({ name }) => name);
      yield { kind: 'section', section: { team, table: table.name, columns } };
      yield* rowsOfTable(client, table);
    }
  }
  await client.query('commit');
}

async function refuseExisting(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new StartError('backup_exists', `${file} is there already; name a file that is not.`);
}

/**
 * Writes a backup; the file is there when it is whole, or not at all.
 * @throws StartError `backup_exists`, `data_missing`, `disk_full`, and those of reaching the database
 */
export async function backUp(options: StoreOptions, file: string): Promise<Copied> {
  const config = readConfig(options);
  await refuseExisting(file);
  const closers: Closer[] = [];
  const fresh = `${file}.new`;
  try {
    const url = await openSource(config, closers);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    // Without a listener a connection that is cut between two queries would end the process.
    client.on('error', () => undefined);
    closers.push(() => client.end());
    await client.connect();
    let made: BackupManifest | null = null;
    const lines = writeParts(readDatabase(client), (manifest) => {
      made = manifest;
    });
    const written = createWriteStream(fresh, { mode: 0o600, flags: 'w', flush: true });
    await pipeline(Readable.from(lines), createGzip(), written);
    await rename(fresh, file);
    const manifest: BackupManifest | null = made;
    if (manifest === null) throw new Error('a backup ends with its manifest');
    const { teams } = manifest as BackupManifest;
    return { teams, rows: rowsOf(manifest) };
  } catch (error) {
    await rm(fresh, { force: true });
    throw explainFile(error, file) ?? explainDatabase(error, 'read');
  } finally {
    await closeInTurn(closers);
  }
}

function explainFile(error: unknown, file: string): StartError | null {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartError('disk_full', `There is no room for ${file}; nothing was left of it.`, error);
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartError('data_not_writable', `${file} cannot be written.`, error);
    default:
      return null;
  }
}
