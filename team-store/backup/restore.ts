/**
 * `restore FILE`: a backup into a database without a team, all of it or nothing. The file is read twice: once to see that
 * it is whole and that the store's secret opens its keys, before anything is touched, and once to load it.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { publicKeySchema } from '../../utils/api/routes.ts';
import { readConfig, type StoreConfig, type StoreOptions } from '../config.ts';
import { openTeamKey } from '../crypto/keys.ts';
import { openDataFolder } from '../data-folder.ts';
import { type DatabaseAddress, embeddedAddress, ownAddress } from '../database/address.ts';
import { startEmbedded } from '../database/embedded.ts';
import {
  explainDatabase,
  type Migration,
  migrate,
  migrationsOf,
  readMigrations,
} from '../database/migrate.ts';
import { StartError } from '../errors.ts';
import type { Copied } from './back-up.ts';
import {
  type BackupHeader,
  type BackupManifest,
  type BackupRow,
  type BackupSection,
  readParts,
  rowsOf,
} from './format.ts';
import { type Closer, closeInTurn } from './source.ts';
import { type BackupTable, backupTables, enterTeam, teamsOf } from './tables.ts';

const AT_ONCE = 200;

interface SealedTeam {
  readonly team: string;
  readonly publicKey: string;
  readonly sealed: Buffer;
}

interface Checked {
  readonly header: BackupHeader;
  readonly teams: readonly SealedTeam[];
}

function sealedTeam({ team, columns }: BackupSection, row: BackupRow): SealedTeam {
  const value = (name: string): string => row[columns.indexOf(name)] ?? '';
  return {
    team,
    publicKey: value('public_key'),
    sealed: Buffer.from(value('sealed_key').replace(/^\\x/, ''), 'hex'),
  };
}

/** Reads all of it. @throws StartError `backup_missing`, `backup_damaged` */
async function check(file: string): Promise<Checked> {
  let header: BackupHeader | null = null;
  let section: BackupSection | null = null;
  const teams: SealedTeam[] = [];
  for await (const part of readParts(file)) {
    if (part.kind === 'header') header = part.header;
    else if (part.kind === 'section') section = part.section;
    else if (part.kind === 'row' && section?.table === 'teams') teams.push(sealedTeam(section, part.row));
  }
  if (header === null) throw new Error('a backup begins with its header');
  return { header, teams };
}

/** @throws StartError `migration_changed` when this program does not know the backup's schema */
async function checkSchema({ migrations }: BackupHeader): Promise<void> {
  const own = new Map((await readMigrations()).map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of migrations)
    if (own.get(name) !== checksum)
      throw new StartError(
        'migration_changed',
        `The backup was made by ${own.has(name) ? 'another' : 'a newer'} Signoff (${name}); restore it with the version that made it.`,
      );
}

async function secretOf(config: StoreConfig, closers: Closer[]): Promise<string> {
  if (config.secret !== null) return config.secret;
  const path = resolve(config.dataDir ?? '');
  const isKept = await stat(join(path, 'secret.key')).then(
    () => true,
    () => false,
  );
  if (!isKept)
    throw new StartError(
      'wrong_secret',
      `The signing keys in the backup open only with the secret of the store that it was made of; give SIGNOFF_SECRET, or copy that store’s secret.key into ${path} first.`,
    );
  const folder = await openDataFolder(path);
  closers.push(() => folder.release());
  const secret = await folder.secret();
  await closeInTurn(closers);
  return secret;
}

/** @throws StartError `wrong_secret` */
async function checkKeys(secret: string, teams: readonly SealedTeam[]): Promise<void> {
  for (const { team, publicKey, sealed } of teams)
    await openTeamKey(secret, team, { publicKey: publicKeySchema.parse(JSON.parse(publicKey)), sealed });
}

async function openTarget(config: StoreConfig, closers: Closer[]): Promise<DatabaseAddress> {
  const own = ownAddress(config);
  if (own !== null) return own;
  const folder = await openDataFolder(config.dataDir ?? '');
  closers.push(() => folder.release());
  const embedded = await startEmbedded({ dataDir: folder.path });
  closers.push(() => embedded.stop());
  return embeddedAddress(embedded);
}

/** @throws StartError `restore_refused` */
function refuseNewer(done: readonly Migration[], { migrations }: BackupHeader): void {
  const newer = done.find(({ name }) => !migrations.some((one) => one.name === name));
  if (newer !== undefined)
    throw new StartError(
      'restore_refused',
      `The database was set up by a newer Signoff than the backup (${newer.name}); restore it into a new, empty database.`,
    );
}

async function refuseTeams(client: pg.Client): Promise<void> {
  if ((await teamsOf(client)).length > 0)
    throw new StartError(
      'restore_refused',
      'The database has a team already; a backup is restored into an empty one only, and nothing was changed.',
    );
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** @throws StartError `restore_refused` */
async function checkTarget(url: string, header: BackupHeader): Promise<void> {
  await withClient(url, async (client) => {
    const done = await migrationsOf(client);
    refuseNewer(done, header);
    if (done.length > 0) await inTransaction(client, () => refuseTeams(client));
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A statement for a table's rows, each column one list of texts. */
function insertion(client: pg.Client, section: BackupSection, tables: readonly BackupTable[]): string {
  const table = tables.find(({ name }) => name === section.table);
  const types = new Map(table?.columns.map(({ name, type }) => [name, type]));
  const missing = section.columns.find((column) => !types.has(column));
  if (table === undefined || missing !== undefined)
    throw new StartError(
      'backup_damaged',
      `The backup has ${missing === undefined ? `a table ${section.table}` : `a column ${section.table}.${missing}`} that its own schema does not have; nothing was restored.`,
    );
  const columns = section.columns.map((column) => client.escapeIdentifier(column));
  const lists = columns.map((_, at) => `$${at + 1}::text[]`);
  const values = section.columns.map((column, at) => `${columns[at]}::${types.get(column)}`);
  return `insert into signoff.${client.escapeIdentifier(table.name)} (${columns.join(', ')})
    select ${values.join(', ')} from unnest(${lists.join(', ')}) as given (${columns.join(', ')})`;
}

/** More than a team's members can have come to see other rows since the backup was taken. */
const OTHER_VIEW = 1_000;

/**
 * Positions in a history that went on after the backup are worth nothing in this one, even when it has grown past them:
 * browsers that come with one fetch all anew.
 */
async function forgetPositions(client: pg.Client): Promise<void> {
  for (const team of await teamsOf(client)) {
    await enterTeam(client, team);
    await client.query('update signoff.members set view = view + $1 where team = $2', [OTHER_VIEW, team]);
  }
}

/** Under row security: a row of another team than its section's is refused by the database. */
async function load(client: pg.Client, file: string): Promise<BackupManifest> {
  const tables = await backupTables(client);
  let open: { readonly sql: string; readonly width: number } | null = null;
  let rows: BackupRow[] = [];
  let manifest: BackupManifest | null = null;
  const flush = async (): Promise<void> => {
    if (open === null || rows.length === 0) return;
    const { sql, width } = open;
    const full = rows;
    rows = [];
    await client.query(
      sql,
      Array.from({ length: width }, (_, at) => full.map((row) => row[at] ?? null)),
    );
  };
  for await (const part of readParts(file)) {
    if (part.kind === 'row') {
      rows.push(part.row);
      if (rows.length >= AT_ONCE) await flush();
    } else {
      await flush();
      if (part.kind === 'manifest') manifest = part.manifest;
      if (part.kind !== 'section') continue;
      open = { sql: insertion(client, part.section, tables), width: part.section.columns.length };
      await enterTeam(client, part.section.team);
    }
  }
  if (manifest === null) throw new Error('a backup ends with its manifest');
  return manifest;
}

/**
 * Restores a backup. A database that has not been set up is brought to the backup's schema first and to this program's
 * afterwards, so that what a newer schema changes in older rows is done to these as well.
 * @throws StartError `backup_missing`, `backup_damaged`, `migration_changed`, `wrong_secret`, `restore_refused`, and those
 *   of reaching the database
 */
export async function restore(options: StoreOptions, file: string): Promise<Copied> {
  const config = readConfig(options);
  const closers: Closer[] = [];
  try {
    const { header, teams } = await check(file);
    await checkSchema(header);
    await checkKeys(await secretOf(config, closers), teams);
    const address = await openTarget(config, closers);
    await checkTarget(address.owner, header);
    const only = new Set(header.migrations.map(({ name }) => name));
    await migrate(address.owner, { only, serverUser: address.serverUser });
    const manifest = await withClient(address.owner, (client) =>
      inTransaction(client, async () => {
        // A server that starts meanwhile can make no team until this is over.
        await client.query('lock table signoff.teams in exclusive mode');
        await refuseTeams(client);
        refuseNewer(await migrationsOf(client), header);
        const manifest = await load(client, file);
        await forgetPositions(client);
        return manifest;
      }),
    );
    await migrate(address.owner, { serverUser: address.serverUser });
    return { teams: manifest.teams, rows: rowsOf(manifest) };
  } catch (error) {
    throw explainDatabase(error, 'filled');
  } finally {
    await closeInTurn(closers);
  }
}
