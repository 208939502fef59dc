/** The store as a process of its own, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { SECRET } from '../helpers.ts';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

export interface StoreProcess {
  /** Resolves when it listens; rejects with its last words when it ends before that. */
  readonly ready: Promise<void>;
  /** Ends it at once, as the system does when memory is short; resolves when it is gone. */
  kill(): Promise<void>;
  readonly process: ChildProcess;
}

export function startProcess(databaseUrl: string, port: number): StoreProcess {
  const child = spawn(process.execPath, ['team-store/main.ts', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: databaseUrl, SIGNOFF_SECRET: SECRET },
  });
  const gone = once(child, 'exit');
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-4_000);
  });
  const ready = new Promise<void>((done, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('Team store:')) done();
    });
    void gone.then(([code]) => failed(new Error(`the store ended with ${code}: ${words}`)));
  });
  ready.catch(() => undefined);
  return {
    ready,
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
