import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStore } from '../../team-store/store.ts';
import { Browser, createTeam, freshDatabase, SECRET, Socket } from './helpers.ts';
import { type StoreProcess, startProcess } from './processes.ts';

let database: { owner: string; admin: string; drop(): Promise<void> };
let team: string;
let ola: Browser;
let boss: Browser;
let receiver: Server;
let receiverHost: string;
/** Answers of the receiver that are still owed. */
let owed: (() => void)[];
let isAnswering = false;
let received: string[];
let arrived: () => void = () => undefined;

// The store that the team was made with is gone: it would send the team's messages, too.
beforeAll(async () => {
  database = await freshDatabase();
  const store = await startStore({ port: 0, databaseUrl: database.owner, secret: SECRET });
  const made = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  team = made.id;
  ola = await made.join('ola');
  boss = await made.join('boss');
  await store.close();
});
afterAll(() => database.drop());

async function startReceiver(): Promise<void> {
  owed = [];
  isAnswering = false;
  received = [];
  receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    if (isAnswering) response.end();
    else owed.push(() => response.end());
    request.resume();
    arrived();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  receiverHost = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const CHILD = 'the child';

/** Connected to another server; its commands go on where they were. */
function move(browser: Browser, url: string): Browser {
  return Object.assign(new Browser(url, browser.joined), { seq: browser.seq });
}

async function sql(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database.admin });
  await client.connect();
  return client.query(text, values).finally(() => client.end());
}

async function connections(): Promise<number> {
  const { rows } = await sql('select count(*)::int as n from pg_stat_activity where application_name = $1', [
    CHILD,
  ]);
  return rows[0].n;
}

describe('a store that is told to stop', () => {
  it('says goodbye, finishes the message under way, lets go of the database, and ends with 0', async () => {
    await startReceiver();
    const server = await startProcess(`${database.owner}?application_name=${encodeURIComponent(CHILD)}`, {
      SIGNOFF_WEBHOOK_ALLOW: receiverHost,
    });
    expect(await connections()).toBeGreaterThan(1);
    boss = move(boss, server.url);
    ola = move(ola, server.url);
    const socket = new Socket(server.url, { type: 'hello', token: ola.joined.token });
    await socket.take();
    const arrival = new Promise<void>((done) => {
      arrived = done;
    });
    expect((await boss.call('POST', '/api/v1/webhooks', { url: `http://${receiverHost}/` })).status).toBe(
      200,
    );
    await ola.ask('Guaranteed');
    await arrival;
    server.child.kill('SIGTERM');
    const messages = [];
    for (let message = await socket.take(); ; message = await socket.take()) {
      messages.push(message);
      if (message.type === 'bye') break;
    }
    expect(messages.at(-1)).toEqual({ type: 'bye', code: 'unavailable' });
    expect(await socket.closed).toBe(1001);
    // Nothing new is taken, while the message under way still waits for its receiver.
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    expect(server.child.exitCode).toBeNull();
    isAnswering = true;
    for (const answer of owed.splice(0)) answer();
    expect(await server.ended).toBe(0);
    expect(server.said()).toContain('Stopped.');
    const { rows } = await sql('select id, state from signoff.outbox');
    for (const id of received) expect(rows.find((row) => row.id === id)).toMatchObject({ state: 'sent' });
    expect(received.length).toBeGreaterThan(0);
    expect(await connections()).toBe(0);
    receiver.close();
  });

  it('answers the command that it has begun', async () => {
    const server = await startProcess(database.owner);
    ola = move(ola, server.url);
    const admin = new pg.Client({ connectionString: database.admin });
    await admin.connect();
    await admin.query('begin');
    await admin.query('select from signoff.teams where team = $1 for update', [team]);
    const asked = ola.ask('Guaranteed, in the last moment');
    await waitingForLock(admin);
    server.child.kill('SIGTERM');
    await says(server, 'Stopping');
    await admin.query('commit');
    await admin.end();
    const request = await asked;
    expect(await server.ended).toBe(0);
    const { rows } = await sql('select state from signoff.requests where id = $1', [request]);
    expect(rows).toEqual([{ state: 'waiting' }]);
  });

  it('ends at once, with 1, when it is told twice', async () => {
    await startReceiver();
    const server = await startProcess(database.owner, { SIGNOFF_WEBHOOK_ALLOW: receiverHost });
    boss = move(boss, server.url);
    const arrival = new Promise<void>((done) => {
      arrived = done;
    });
    await boss.call('POST', '/api/v1/webhooks', { url: `http://${receiverHost}/` });
    ola = move(ola, server.url);
    await ola.ask('Guaranteed');
    await arrival;
    server.child.kill('SIGTERM');
    await says(server, 'Stopping');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(1);
    expect(server.said()).toContain('Stopped at once.');
    receiver.close();
  });
});

function says(server: StoreProcess, what: string): Promise<void> {
  return new Promise((done) => {
    const look = (): void => {
      if (server.said().includes(what)) done();
    };
    server.child.stdout?.on('data', look);
    look();
  });
}

/** Until somebody else waits for a row that this connection has locked. */
async function waitingForLock(admin: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}
