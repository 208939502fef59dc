/**
 * PostgreSQL refuses to run as root (https://www.postgresql.org/docs/18/postgres-user.html), so for root it runs as an
 * operating-system user of its own.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, parse } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { StartError } from '../errors.ts';

const run = promisify(execFile);

export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

async function idOf(name: string): Promise<OsUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** The user that the database runs as, made when it is missing; null when this process is not root. */
export async function databaseUser(): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await idOf('postgres');
  if (known !== null) return known;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch (error) {
    throw new StartError(
      'permission_denied',
      'PostgreSQL does not run as root, and the user "postgres" could not be created; create it or start as another user.',
      error,
    );
  }
  const made = await idOf('postgres');
  if (made === null)
    throw new StartError('permission_denied', 'The user "postgres" is not there after it was created.');
  return made;
}

async function canPass(folder: string, user: OsUser): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === parse(at).root) return true;
  }
}

const SETPRIV = '/usr/bin/setpriv';

/** Starts programs as the database's user (or as this process's own). */
export interface Launcher {
  readonly user: OsUser | null;
  spawn(program: string, args: readonly string[]): ChildProcess;
}

/**
 * @param folders every folder that the programs must reach. A checkout below /root (mode 0700) is out of reach for
 * another user: on Linux the program then keeps the one capability that lets it pass, and nothing else.
 * @throws StartError `permission_denied`, `data_unreachable`
 */
export async function createLauncher(folders: readonly string[]): Promise<Launcher> {
  const user = await databaseUser();
  const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' };
  // An own process group: Ctrl-C in the terminal must reach the store, which then stops the database in good order.
  const options = { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[] };
  const cwd = parse(folders[0] ?? process.cwd()).root;
  if (user === null) return { user, spawn: (program, args) => spawn(program, args, { ...options, cwd }) };
  let blocked: string | null = null;
  for (const folder of folders) if (!(await canPass(folder, user))) blocked ??= folder;
  if (blocked === null)
    return { user, spawn: (program, args) => spawn(program, args, { ...options, ...user, cwd }) };
  try {
    await access(SETPRIV, constants.X_OK);
  } catch (error) {
    throw new StartError(
      'data_unreachable',
      `PostgreSQL runs as the user "postgres", which may not enter ${blocked}; move it to a folder such as /opt or /var/lib, or start as another user.`,
      error,
    );
  }
  const prefix = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--',
  ];
  return {
    user,
    spawn: (program, args) => spawn(SETPRIV, [...prefix, program, ...args], { ...options, cwd }),
  };
}
