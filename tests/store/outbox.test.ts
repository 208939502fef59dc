import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../../team-store/outbox/worker.ts';
import {
  type Browser,
  createTeam,
  PASSWORD,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let store: TestStore;
let receiver: Server;
let address: string;
let answer = 200;
let received: Received[] = [];
const arrived: (() => void)[] = [];
let admin: pg.Client;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(answer).end();
    for (const tell of arrived.splice(0)) tell();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  address = `http://127.0.0.1:${port}/hook`;
  store = await startTestStore({ webhookAllow: `127.0.0.1:${port}` });
  admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await store.close();
  receiver.close();
});
afterEach(() => {
  received = [];
  answer = 200;
});

/** Waits until so many messages have come in. */
async function receive(count: number): Promise<Received[]> {
  while (received.length < count) await new Promise<void>((tell) => arrived.push(tell));
  return received;
}

/** Waits until the outbox of the team says so; each turn asks the database once. */
async function rows(team: string, until: (all: { state: string; attempts: number }[]) => boolean) {
  for (;;) {
    const found = await admin.query(
      'select id, state, attempts, problem, status, due_at from signoff.outbox where team = $1 order by created_at, id',
      [team],
    );
    if (until(found.rows)) return found.rows;
  }
}

async function teamWithHook(kinds: string[] | null = null) {
  const team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  const boss = await team.join('boss');
  const added = await boss.call<{ id: string; secret: string }>('POST', '/api/v1/webhooks', {
    url: address,
    kinds,
  });
  expect(added.status).toBe(200);
  return { team, boss, ...added.body };
}

describe('the outbox', () => {
  it('tells of a request in signed messages with ids and states, and nothing of its text', async () => {
    const { team, secret } = await teamWithHook(['request.create', 'request.decide', 'clearance.issue']);
    const ola = await team.join('ola');
    const ingrid = await team.join('ingrid');
    const request = await ola.ask('Guaranteed marker-words for nobody');
    await ingrid.send(ingrid.decision(await ingrid.request(request), 'approve', 'marker-reason'));
    const messages = await receive(3);
    const events = messages.map(({ headers, body }) =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    );
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'request.create',
          data: expect.objectContaining({ team: team.id, request, state: 'waiting', number: 1 }),
        }),
        expect.objectContaining({
          type: 'request.decide',
          data: expect.objectContaining({ request, state: 'approved', verdict: 'approve' }),
        }),
        expect.objectContaining({ type: 'clearance.issue', data: expect.objectContaining({ request }) }),
      ]),
    );
    expect(JSON.stringify(messages)).not.toMatch(/marker|@fund/);
    expect(new Set(messages.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    const done = await rows(team.id, (all) => all.every(({ state }) => state === 'sent'));
    expect(done).toHaveLength(3);
  });

  it('writes the message with the change, or neither', async () => {
    const { team } = await teamWithHook(['request.create']);
    const ola = await team.join('ola');
    await admin.query(`create function signoff.break() returns trigger language plpgsql as $$ begin
      if new.team = '${team.id}' then raise exception 'broken'; end if; return new; end $$`);
    await admin.query(
      'create trigger break before insert on signoff.outbox for each row execute function signoff.break()',
    );
    await expect(ola.ask('Guaranteed')).rejects.toThrow(/500/);
    await admin.query('drop trigger break on signoff.outbox; drop function signoff.break()');
    expect(await ola.requests()).toEqual([]);
  });

  it('tries again with the same id, gives up, shows the dead, and sends them again when asked', async () => {
    const { team, boss, id } = await teamWithHook(['request.create']);
    answer = 500;
    await (await team.join('ola')).ask('Guaranteed once');
    const [first] = await receive(1);
    const [waiting] = await rows(
      team.id,
      ([one]) => one?.attempts === 1 && 'problem' in one && one.problem !== null,
    );
    expect(waiting).toMatchObject({ state: 'waiting', problem: 'answer', status: 500 });
    await admin.query('update signoff.outbox set attempts = 9, due_at = 0 where team = $1', [team.id]);
    const [, second] = await receive(2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    await rows(team.id, ([one]) => one?.state === 'dead');
    const dead = await boss.call<{ messages: { id: string }[] }>('GET', '/api/v1/outbox');
    expect(dead.body.messages).toEqual([
      expect.objectContaining({
        webhook: id,
        kind: 'request.create',
        problem: 'answer',
        status: 500,
        attempts: 10,
      }),
    ]);
    const boss2 = new Visitor(store.url);
    await boss2.post('/sign-in', { email: team.members.get('boss')?.email ?? '', password: PASSWORD });
    expect((await boss2.get('/webhooks')).text).toContain(dead.body.messages[0]?.id);
    answer = 204;
    expect((await boss2.post('/webhooks/retry', { message: dead.body.messages[0]?.id ?? '' })).to).toBe(
      '/webhooks',
    );
    await rows(team.id, ([one]) => one?.state === 'sent');
    expect((await boss.call('POST', '/api/v1/outbox/retry', { messages: null })).body).toEqual({ count: 0 });
  });

  it('is dead at once when the receiver says that it is gone', async () => {
    const { team } = await teamWithHook(['request.create']);
    answer = 410;
    await (await team.join('ola')).ask('Guaranteed once');
    await rows(team.id, ([one]) => one?.state === 'dead');
  });

  it('is shared by several workers without sending twice, and taken over from one that died', async () => {
    const { team } = await teamWithHook(['request.create']);
    const ola = await team.join('ola');
    const others = [1, 2, 3].map(() => startWorker(store.core, { onError: () => undefined }));
    const mutations = Array.from({ length: 40 }, (_, at) => at);
    for (const at of mutations) {
      await ola.ask(`Guaranteed ${at}`);
      for (const other of others) other.wake();
    }
    await rows(team.id, (all) => all.length === 40 && all.every(({ state }) => state === 'sent'));
    await Promise.all(others.map((other) => other.close()));
    const ids = received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
    // Taken by a server that never came back.
    await admin.query(
      `update signoff.outbox set state = 'waiting', due_at = $2 where team = $1 and id = $3`,
      [team.id, store.core.now() + 60_000, ids[0]],
    );
    store.advance(61_000);
    await receive(41);
    expect(received[40]?.headers['webhook-id']).toBe(ids[0]);
  });

  it('signs with both secrets while one is being changed', async () => {
    const { team, boss, id, secret } = await teamWithHook(['request.create']);
    const changed = await boss.call<{ secret: string }>('POST', '/api/v1/webhooks/secret', { webhook: id });
    expect(changed.body.secret).not.toBe(secret);
    await (await team.join('ola')).ask('Guaranteed');
    const [message] = await receive(1);
    // The store's clock was moved by an earlier test: the library's tolerance is five minutes, and that is less.
    for (const known of [secret, changed.body.secret])
      expect(() =>
        new Webhook(known).verify(message?.body ?? '', message?.headers as Record<string, string>),
      ).not.toThrow();
    const { rows: kept } = await admin.query('select * from signoff.webhooks where id = $1', [id]);
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6, 30));
  });

  it('stops when the webhook is removed, and only admins see any of it', async () => {
    const { team, boss, id } = await teamWithHook(['request.create']);
    const ola: Browser = await team.join('ola');
    for (const [method, path, body] of [
      ['GET', '/api/v1/webhooks', undefined],
      ['POST', '/api/v1/webhooks', { url: address }],
      ['POST', '/api/v1/webhooks/secret', { webhook: id }],
      ['POST', '/api/v1/webhooks/remove', { webhook: id }],
      ['GET', '/api/v1/outbox', undefined],
      ['POST', '/api/v1/outbox/retry', { messages: null }],
    ] as const)
      expect([path, (await ola.call(method, path, body)).body.code]).toEqual([path, 'wrong_role']);
    const other: TestTeam = await createTeam(store, {});
    const stranger = await other.join('boss');
    expect((await stranger.call('POST', '/api/v1/webhooks/remove', { webhook: id })).status).toBe(404);
    expect((await boss.call('POST', '/api/v1/webhooks/remove', { webhook: id })).status).toBe(200);
    await ola.ask('Guaranteed');
    expect(await rows(team.id, () => true)).toEqual([]);
    expect((await boss.call<{ webhooks: unknown[] }>('GET', '/api/v1/webhooks')).body.webhooks).toEqual([]);
  });

  it.each([
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://a:b@example.com/',
  ])('refuses %s', async (url) => {
    const team = await createTeam(store, {});
    const { status, body } = await (await team.join('boss')).call('POST', '/api/v1/webhooks', { url });
    expect([status, body.code]).toEqual([400, 'invalid_input']);
  });

  it('the page shows a secret once, and what is wrong with an address', async () => {
    const team = await createTeam(store, {});
    const visitor = new Visitor(store.url);
    await visitor.post('/sign-in', { email: team.members.get('boss')?.email ?? '', password: PASSWORD });
    expect((await visitor.post('/webhooks/add', { url: 'http://example.com', kinds: '' })).status).toBe(422);
    const added = await visitor.post('/webhooks/add', {
      url: address,
      kinds: 'request.create request.decide',
    });
    expect(added.text).toMatch(/whsec_[\w+/=]{40,}/);
    const again = await visitor.get('/webhooks');
    expect(again.text).toContain(address);
    expect(again.text).not.toContain('whsec_');
  });
});
