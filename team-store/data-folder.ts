/** The store's data folder: its lock, its secret, and what can be wrong with it. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { codeOf, StartError } from './errors.ts';

const run = promisify(execFile);

/** Turns what the system says of a folder into one sentence; other errors pass unchanged. */
export function explainFileError(error: unknown, folder: string): unknown {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
      return new StartError(
        'data_not_writable',
        `The data folder ${folder} cannot be written; choose another with --data or change its owner.`,
        error,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(
        'data_not_writable',
        `${folder} is not a folder; choose another with --data.`,
        error,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartError(
        'disk_full',
        `The disk that holds ${folder} is full; free some space and start again.`,
        error,
      );
    default:
      return error;
  }
}

/**
 * What tells one process from a later one with the same number: its start time. Null when it does not run.
 * Elsewhere than on Linux `ps` is asked.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return null;
  }
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command name is in parentheses and may hold spaces; the fields after it are counted from 3.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${pid}:${fields[19]}`;
  } catch {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return `${pid}:${stdout.trim()}`;
  }
}

export interface DataFolder {
  readonly path: string;
  /** 32 random bytes made at the first start, kept with mode 0600; base64url. */
  secret(): Promise<string>;
  release(): Promise<void>;
}

async function writeLock(file: string, identity: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, identity }), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds the lock, or null when it is gone (killed, or the machine was restarted). */
async function holderOf(file: string): Promise<number | null> {
  try {
    const lock: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof lock !== 'object' || lock === null || !('pid' in lock) || !('identity' in lock)) return null;
    const { pid, identity } = lock;
    if (typeof pid !== 'number') return null;
    return (await processIdentity(pid)) === identity ? pid : null;
  } catch {
    return null;
  }
}

/** One level at a time: Node's `recursive` tries for ever where a folder may not be made, as below /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path) throw error;
    const missing = await stat(parent).then(
      () => false,
      (reason: unknown) => codeOf(reason) === 'ENOENT',
    );
    if (!missing) throw error;
    await makeFolder(parent);
    await mkdir(path, { mode: 0o700 });
  }
}

/** Written beside and moved into place: on a full disk an empty file would be left, and be the secret of the next start. */
async function readOrCreate(file: string, create: () => string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const value = create();
    const fresh = `${file}.new`;
    await rm(fresh, { force: true });
    await writeFile(fresh, `${value}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await rename(fresh, file);
    return value;
  }
}

/**
 * Creates the folder when it is not there and takes its lock, so that no two stores work in it.
 * @throws StartError `data_in_use`, `data_not_writable`, `disk_full`
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder);
  const lock = join(path, 'store.lock');
  try {
    await makeFolder(path);
    if (process.getuid?.() === 0) {
      // PostgreSQL does not run as root; its own user must be able to pass through. What is secret has mode 0600.
      const { mode } = await stat(path);
      await chmod(path, (mode & 0o7777) | 0o711);
    }
    const identity = (await processIdentity(process.pid)) ?? String(process.pid);
    if (!(await writeLock(lock, identity))) {
      const holder = await holderOf(lock);
      if (holder === null) await rm(lock, { force: true });
      if (holder !== null || !(await writeLock(lock, identity)))
        throw new StartError(
          'data_in_use',
          `The data folder ${path} is in use by another store${holder === null ? '' : ` (process ${holder})`}; stop that one or choose another folder with --data.`,
        );
    }
  } catch (error) {
    throw explainFileError(error, path);
  }
  return {
    path,
    async secret() {
      return readOrCreate(join(path, 'secret.key'), () => randomBytes(32).toString('base64url')).catch(
        (error) => {
          throw explainFileError(error, path);
        },
      );
    },
    async release() {
      await rm(lock, { force: true });
    },
  };
}

/** Reads a secret kept beside the database, or makes it. Mode 0600. */
export function keptSecret(file: string): Promise<string> {
  return readOrCreate(file, () => randomBytes(24).toString('base64url'));
}
