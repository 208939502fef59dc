/** The store as its operators start it: a process of its own, with what it says and logs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { SECRET } from './helpers.ts';

export interface StoreProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** The log so far, JSON Lines. */
  log(): string;
  /** What it has said to people so far. */
  said(): string;
  readonly ended: Promise<number | null>;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs the store's program to its end. */
export async function runStore(
  args: readonly string[],
  environment: Environment = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['team-store/main.ts', ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** Starts the store on a database and waits until it answers. */
export async function startProcess(
  databaseUrl: string,
  environment: Environment = {},
): Promise<StoreProcess> {
  const child = spawn(process.execPath, ['team-store/main.ts', '--port', '0'], {
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: databaseUrl,
      SIGNOFF_SECRET: SECRET,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /Team store: (\S+)\n/.exec(said)?.[1];
      if (found !== undefined) ready(found);
    });
    child.once('exit', (code) => failed(new Error(`the store ended with ${code}: ${said}${log}`)));
  });
  return { url, child, log: () => log, said: () => said, ended };
}
