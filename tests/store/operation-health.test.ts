import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../team-store/config.ts';
import { readEnvironment } from '../../team-store/environment.ts';
import { createPeriodic } from '../../team-store/operation/periodic.ts';
import { createTeam, Socket, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { runStore } from './processes.ts';

const TOKEN = 'metrics-token-of-the-tests';
let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore({ metricsToken: TOKEN });
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
});
afterAll(() => store.close());

async function sql(text: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: store.ownerUrl });
  await client.connect();
  await client.query(text, values).finally(() => client.end());
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(store.url + path, { headers });
const scrape = async () => (await get('/metrics', { authorization: `Bearer ${TOKEN}` })).text();

function value(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 'nothing');
}

describe('health', () => {
  it('lives and is ready', async () => {
    for (const path of ['/health/live', '/health/ready', '/healthz', '/readyz']) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('is not ready while a migration is missing, and lives all the same', async () => {
    await sql(`update signoff_migrations.done set name = 'x' || name where name like '0006%'`);
    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/live')).status).toBe(200);
    await sql(`update signoff_migrations.done set name = substr(name, 2) where name like 'x0006%'`);
    expect((await get('/health/ready')).status).toBe(200);
  });
});

describe('metrics', () => {
  it('are for those with the token alone, and not there without one', async () => {
    expect((await get('/metrics')).status).toBe(401);
    expect((await get('/metrics', { authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
    expect((await get('/metrics', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    const other = await startTestStore();
    expect((await fetch(`${other.url}/metrics`, { headers: { authorization: 'Bearer ' } })).status).toBe(404);
    await other.close();
  });

  it('count what was asked by route and status, browsers, messages and entries', async () => {
    const ola = await team.join('ola');
    const boss = await team.join('boss');
    const socket = new Socket(store.url, { type: 'hello', token: ola.joined.token });
    await socket.take();
    await boss.call('POST', '/api/v1/webhooks', { url: 'https://hooks.example.com/nobody' });
    const before = await scrape();
    await ola.ask('Guaranteed marked-words');
    await ola.pull();
    await ola.call('GET', '/api/v1/outbox');
    const after = await scrape();
    const pushes = 'signoff_requests_total{method="POST",route="/api/v1/push",status="200"}';
    expect(value(after, pushes) - (value(before, pushes) || 0)).toBe(1);
    expect(value(after, 'signoff_requests_total{method="GET",route="/api/v1/outbox",status="403"}')).toBe(1);
    expect(value(after, 'signoff_request_seconds_count{method="GET",route="/api/v1/pull"}')).toBeGreaterThan(
      0,
    );
    expect(value(after, 'signoff_sockets')).toBe(1);
    expect(value(after, 'signoff_database_up')).toBe(1);
    expect(value(after, 'signoff_teams')).toBe(1);
    expect(value(after, 'signoff_log_entries')).toBe(value(before, 'signoff_log_entries') + 1);
    expect(value(after, 'signoff_outbox_waiting') + value(after, 'signoff_outbox_dead')).toBeGreaterThan(0);
    expect(value(after, 'signoff_sweep_age_seconds{job="expire"}')).toBeGreaterThanOrEqual(0);
    expect(value(after, 'signoff_sweep_failures{job="export"}')).toBe(0);
    socket.ws.terminate();
  });

  it('count the dead', async () => {
    const { id } = team;
    await store.core.db.inTeam(id, (tx) =>
      tx.updateTable('outbox').set({ state: 'dead', ended_at: 1 }).where('team', '=', id).execute(),
    );
    expect(value(await scrape(), 'signoff_outbox_dead')).toBeGreaterThan(0);
    expect(value(await scrape(), 'signoff_outbox_waiting')).toBe(0);
  });

  it('have nothing of people, texts and teams in them, and no address that somebody made up', async () => {
    await get('/api/v1/pull?cursor=secret-cursor');
    await get('/made-up/marked-words');
    await get('/requests/kari@example.com');
    const text = await scrape();
    for (const secret of ['marked-words', 'secret-cursor', team.id, '@', 'made-up', TOKEN])
      expect(text).not.toContain(secret);
  });
});

describe('a regular job', () => {
  it('counts as through only when it did not fail, and never runs twice at once', async () => {
    const errors: unknown[] = [];
    const periodic = createPeriodic((error) => errors.push(error));
    let running = 0;
    let most = 0;
    let runs = 0;
    await new Promise<void>((done) => {
      periodic.start({
        name: 'slow',
        everyMs: 1,
        async work() {
          running += 1;
          most = Math.max(most, running);
          await new Promise((next) => setTimeout(next, 5));
          running -= 1;
          runs += 1;
          if (runs === 3) done();
          throw new Error('no luck');
        },
      });
    });
    await periodic.close();
    expect(most).toBe(1);
    expect(errors).toHaveLength(3);
    expect(periodic.states()).toMatchObject([{ name: 'slow', failures: 3 }]);
    expect(running).toBe(0);
  });
});

describe('the configuration', () => {
  it('has all mistakes at once, a sentence each, and ends with 2', async () => {
    const { code, stdout, stderr } = await runStore(['--port', 'eighty', '--host', ''], {
      DATABASE_URL: 'mysql://localhost/x',
      SIGNOFF_MIGRATE_URL: 'nothing',
      SIGNOFF_SECRET: 'short',
      SIGNOFF_PUBLIC_URL: 'http://signoff.example.com',
      SIGNOFF_TRUST_PROXY: '10.0.0.0/99',
      SIGNOFF_WEBHOOK_ALLOW: 'a/b',
      SIGNOFF_METRICS_TOKEN: 'x',
      SIGNOFF_EXPORT_HOURS: 'often',
    });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    for (const what of [
      'The port',
      'The host',
      'DATABASE_URL',
      'SIGNOFF_MIGRATE_URL',
      'SIGNOFF_SECRET',
      'SIGNOFF_PUBLIC_URL',
      'SIGNOFF_TRUST_PROXY',
      'SIGNOFF_WEBHOOK_ALLOW',
      'SIGNOFF_METRICS_TOKEN',
      'SIGNOFF_EXPORT_HOURS',
    ]) {
      const of = lines.filter((line) => line.startsWith(what));
      expect([what, of.length]).toEqual([what, 1]);
      expect(of[0]).toMatch(/\.$/);
    }
    expect(lines).toHaveLength(10);
  });

  it('tells a name that looks like the store’s and is not, and a command that there is not', async () => {
    const { code, stderr } = await runStore(['backups', 'x'], { SIGNOFF_METRIC_TOKEN: 'x' });
    expect(code).toBe(2);
    expect(stderr).toContain('SIGNOFF_METRIC_TOKEN is not a variable of the store');
    expect(stderr).toContain('There is no command backups');
  });

  it('reads every variable that it lists', () => {
    const { options, unknown } = readEnvironment(
      { port: '80', host: '::1', data: 'folder' },
      {
        DATABASE_URL: 'postgres://a@b/c',
        SIGNOFF_MIGRATE_URL: 'postgres://d@b/c',
        SIGNOFF_SECRET: 's'.repeat(32),
        SIGNOFF_PUBLIC_URL: 'https://signoff.example.com',
        SIGNOFF_TRUST_PROXY: 'loopback, 10.0.0.0/8',
        SIGNOFF_WEBHOOK_ALLOW: 'a:1, b',
        SIGNOFF_OIDC_ALLOW: 'login.example',
        SIGNOFF_METRICS_TOKEN: 't'.repeat(16),
        SIGNOFF_EXPORT_DIR: '/exports',
        SIGNOFF_EXPORT_HOURS: '0.5',
      },
    );
    expect(unknown).toEqual([]);
    expect(readConfig(options)).toEqual({
      port: 80,
      host: '::1',
      dataDir: 'folder',
      databaseUrl: 'postgres://a@b/c',
      migrateUrl: 'postgres://d@b/c',
      secret: 's'.repeat(32),
      publicUrl: 'https://signoff.example.com',
      trustProxy: 'loopback, 10.0.0.0/8',
      webhookAllow: ['a:1', 'b'],
      oidcAllow: ['login.example'],
      metricsToken: 't'.repeat(16),
      exportDir: '/exports',
      exportHours: 0.5,
    });
  });
});
