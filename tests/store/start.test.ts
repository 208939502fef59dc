import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataFolder, processIdentity } from '../../team-store/data-folder.ts';
import { startEmbedded } from '../../team-store/database/embedded.ts';
import { migrate } from '../../team-store/database/migrate.ts';
import { DEMO_TEAM, seedDemoTeam } from '../../team-store/demo-team.ts';
import { startStore } from '../../team-store/store.ts';
import { createTeam, creation, draftOf, freshDatabase, SECRET, Socket } from './helpers.ts';

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'signoff-start-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('a store with its own database', () => {
  it('keeps what it has over a second start, and its secrets to itself', async () => {
    const first = await startStore({ port: 0, dataDir });
    expect(await first.setupLink()).toContain('/setup?token=setup_');
    expect(await seedDemoTeam(first)).toBe(true);
    await expect(startStore({ port: 0, dataDir })).rejects.toMatchObject({ code: 'data_in_use' });
    await first.close();
    const second = await startStore({ port: 0, dataDir });
    expect(await second.setupLink()).toBeNull();
    expect(await seedDemoTeam(second)).toBe(false);
    const members = await second.core.db.lookup((tx) => tx.selectFrom('members').select('email').execute());
    expect(members).toHaveLength(DEMO_TEAM.members.length);
    await second.close();
    for (const file of ['secret.key', 'postgres.password'])
      expect((await stat(join(dataDir, file))).mode & 0o777).toBe(0o600);
  });

  it('starts after it was killed, though its database runs on', async () => {
    const args = ['team-store/main.ts', '--port', '0', '--data', dataDir];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const orphan = Number(
      (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await processIdentity(orphan)).not.toBeNull();
    const store = await startStore({ port: 0, dataDir });
    const left = await processIdentity(orphan);
    await store.close();
    expect(left).toBeNull();
  });

  it('starts with a postmaster.pid that names a process of something else', async () => {
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${join(dataDir, 'postgres')}\n`,
    );
    await (await startStore({ port: 0, dataDir })).close();
  });

  it('stops cleanly on SIGTERM', async () => {
    const child = spawn(process.execPath, ['team-store/main.ts', '--port', '0', '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    await expect(stat(join(dataDir, 'postgres', 'postmaster.pid'))).rejects.toThrow();
    await expect(stat(join(dataDir, 'store.lock'))).rejects.toThrow();
  });

  it('says in one sentence what keeps it from starting', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startStore({ port, dataDir })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(String(port)),
    });
    server.close();
    await expect(startStore({ port: 0, dataDir: '/proc/signoff' })).rejects.toMatchObject({
      code: 'data_not_writable',
    });
    const file = join(dataDir, 'postgres.password');
    await expect(startStore({ port: 0, dataDir: file })).rejects.toMatchObject({ code: 'data_not_writable' });
    await expect(
      startStore({ port: 0, databaseUrl: 'postgres://a:b@127.0.0.1:1/x', secret: SECRET }),
    ).rejects.toMatchObject({ code: 'database_unreachable' });
    await expect(startStore({ port: 99_999, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/port.*\n.*data folder.*\n/s),
    });
    const version = join(dataDir, 'postgres', 'PG_VERSION');
    const kept = await readFile(version, 'utf8');
    await writeFile(version, '14\n');
    await expect(startStore({ port: 0, dataDir })).rejects.toMatchObject({ code: 'data_other_version' });
    await writeFile(version, kept);
  });

  it('refuses another secret than its keys were sealed with', async () => {
    await expect(
      startStore({ port: 0, dataDir, secret: 'another secret that is long enough, too' }),
    ).rejects.toMatchObject({ code: 'wrong_secret' });
  });

  it('runs below a folder that only its owner may enter', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'signoff-closed-'));
    await chmod(closed, 0o700);
    await (await startStore({ port: 0, dataDir: join(closed, 'data') })).close();
    await rm(closed, { recursive: true });
  });
});

describe('a database that goes away', () => {
  it('is a 503 meanwhile, and all goes on when it is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signoff-away-'));
    const lock = await openDataFolder(folder);
    let database = await startEmbedded({ dataDir: folder });
    const store = await startStore({ port: 0, databaseUrl: database.url, secret: SECRET });
    const team = await createTeam(store, { ola: ['author'] });
    const ola = await team.join('ola');
    const command = ola.next(creation(draftOf('Guaranteed')));
    const socket = new Socket(store.url, { type: 'hello', token: ola.joined.token });
    await socket.take();
    await database.stop();
    expect(await ola.push(command)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await fetch(`${store.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${store.url}/healthz`)).status).toBe(200);
    database = await startEmbedded({ dataDir: folder, port: database.port });
    // The listener connects anew by itself, and then everyone is told to look.
    expect((await socket.take()).type).toBe('poke');
    expect(await ola.push(command)).toMatchObject({ status: 200, body: { last: 1 } });
    expect(await socket.take()).toMatchObject({ type: 'poke' });
    expect((await fetch(`${store.url}/readyz`)).status).toBe(200);
    socket.ws.terminate();
    await store.close();
    await database.stop();
    await lock.release();
    await rm(folder, { recursive: true });
  });
});

describe('migrations', () => {
  it('run once, whoever of several servers comes first', async () => {
    const { owner, drop } = await freshDatabase();
    expect(await migrate(owner)).toEqual([]);
    const stores = await Promise.all(
      [1, 2, 3].map(() => startStore({ port: 0, databaseUrl: owner, secret: SECRET })),
    );
    await Promise.all(stores.map((store) => store.close()));
    await drop();
  });

  it('that differ from the files are refused, saying what to do', async () => {
    const { owner, drop } = await freshDatabase();
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    await client.query(`update signoff_migrations.done set checksum = 'x'`);
    await client.end();
    await expect(migrate(owner)).rejects.toMatchObject({
      code: 'migration_changed',
      message:
        'The database was set up with another version of the migration 0001_first.sql; start the Signoff version that made it, or choose a new data folder with --data (with DATABASE_URL: a new database).',
    });
    await drop();
  });
});
