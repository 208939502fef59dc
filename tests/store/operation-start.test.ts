import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../team-store/database/database.ts';
import { migrate, migrationNames } from '../../team-store/database/migrate.ts';
import { startStore } from '../../team-store/store.ts';
import { createTeam, emptyDatabase, freshDatabase, onDatabase, SECRET } from './helpers.ts';
import { startProcess } from './processes.ts';

describe('several servers', () => {
  it('that start at once on an empty database set it up once, and all of them serve', async () => {
    const { owner, admin, drop } = await emptyDatabase();
    const servers = await Promise.all([1, 2, 3].map(() => startProcess(owner)));
    const names = await migrationNames();
    const done = await onDatabase(admin, (client) =>
      client.query('select name from signoff_migrations.done order by at, name'),
    );
    expect(done.rows.map(({ name }) => name)).toEqual(names);
    for (const { url } of servers) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    for (const { child } of servers) child.kill('SIGTERM');
    expect(await Promise.all(servers.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    await drop();
  });

  it('wait for the one that is setting the database up', async () => {
    const { owner, drop } = await emptyDatabase();
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(owner)));
    const names = await migrationNames();
    expect(results.map((ran) => ran.length).sort((a, b) => a - b)).toEqual([0, 0, 0, names.length]);
    await drop();
  });
});

interface Who {
  readonly session_user: string;
  readonly current_user: string;
  readonly owned: number;
  readonly may: boolean;
}

const WHO = `select session_user, current_user,
  (select count(*)::int from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user) as owned,
  has_table_privilege('signoff.log', 'DELETE') as may`;

describe('the connections that serve', () => {
  it('act as the server’s role from the first statement on, though the owner signed in', async () => {
    const { owner, drop } = await freshDatabase();
    const roles: string[] = [];
    const database = openDatabase({ url: owner, onError: () => undefined, connections: 2 });
    await Promise.all([1, 2, 3].map(() => database.ping()));
    await expect(
      database.inTeam('00000000-0000-4000-8000-000000000000', async (tx) => {
        const { sql } = await import('kysely');
        const { rows } = await sql<Who>`${sql.raw(WHO)}`.execute(tx);
        roles.push(rows[0]?.current_user ?? '');
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(roles).toEqual(['signoff_app']);
    expect((await database.migrations()).length).toBe((await migrationNames()).length);
    await database.close();
    await drop();
  });

  it('are refused when they cannot', async () => {
    const { owner, drop } = await emptyDatabase();
    const { admin } = inject('postgres');
    const user = `poor_${randomBytes(4).toString('hex')}`;
    await migrate(owner);
    await onDatabase(admin, (client) => client.query(`create role ${user} login password 'x'`));
    const url = Object.assign(new URL(owner), { username: user, password: 'x' }).href;
    const errors: unknown[] = [];
    const database = openDatabase({ url, onError: (error) => errors.push(error) });
    await expect(database.ping()).rejects.toMatchObject({ code: '42501' });
    await database.close();
    await drop();
    await onDatabase(inject('postgres').admin, (client) => client.query(`drop role ${user}`));
  });

  it('are another user’s than the owner’s when there is one, who is given no more than the roles', async () => {
    const { owner, admin, drop } = await emptyDatabase();
    const user = `server_${randomBytes(4).toString('hex')}`;
    await onDatabase(admin, (client) => client.query(`create role ${user} login noinherit password 'x'`));
    const server = Object.assign(new URL(owner), { username: user, password: 'x' }).href;
    const store = await startStore({ port: 0, databaseUrl: server, migrateUrl: owner, secret: SECRET });
    const team = await createTeam(store, { ola: ['author'] });
    const ola = await team.join('ola');
    await ola.ask('Guaranteed');
    const { rows } = await onDatabase(admin, (client) =>
      client.query(
        `select distinct usename from pg_stat_activity where datname = current_database() and application_name like 'signoff%'`,
      ),
    );
    expect(rows).toEqual([{ usename: user }]);
    const may = async (sql: string): Promise<unknown> =>
      onDatabase(server, (client) => client.query(sql)).then(
        () => 'done',
        (error) => error.code,
      );
    expect(await may('select count(*) from signoff.log')).toBe('42501');
    expect(await may('drop table signoff.log')).toBe('42501');
    expect(await may('alter table signoff.log disable row level security')).toBe('42501');
    expect(await may('set role signoff')).toBe('42501');
    expect(await may('set role signoff_app')).toBe('done');
    await store.close();
    // Started once more, everything is granted already.
    await (await startStore({ port: 0, databaseUrl: server, migrateUrl: owner, secret: SECRET })).close();
    await drop();
    await onDatabase(inject('postgres').admin, (client) => client.query(`drop role ${user}`));
  });

  it('are not let in as a user that may do more', async () => {
    const { owner, admin, drop } = await emptyDatabase();
    const user = `strong_${randomBytes(4).toString('hex')}`;
    await onDatabase(admin, (client) => client.query(`create role ${user} login bypassrls password 'x'`));
    const server = Object.assign(new URL(owner), { username: user, password: 'x' }).href;
    await expect(
      startStore({ port: 0, databaseUrl: server, migrateUrl: owner, secret: SECRET }),
    ).rejects.toMatchObject({ code: 'database_rights', message: expect.stringContaining(user) });
    await drop();
    await onDatabase(inject('postgres').admin, (client) => client.query(`drop role ${user}`));
  });

  it('of a store with its own database never are the owner’s', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'signoff-serving-'));
    const store = await startStore({ port: 0, dataDir });
    const { sql } = await import('kysely');
    const rows = await store.core.db.lookup(async (tx) => {
      const found = await sql<{ session_user: string }>`select session_user`.execute(tx);
      return found.rows;
    });
    expect(rows).toEqual([{ session_user: 'signoff_server' }]);
    await store.close();
    await rm(dataDir, { recursive: true });
  });
});
