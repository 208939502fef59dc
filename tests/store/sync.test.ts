import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import process from 'node:process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inChange } from '../../team-store/team/change.ts';
import { setRoles } from '../../team-store/team/members.ts';
import {
  Browser,
  createTeam,
  creation,
  draftOf,
  SECRET,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, {
    ola: ['author'],
    kari: ['author'],
    ingrid: ['reviewer'],
    mover: ['author'],
    sub: ['reviewer'],
  });
});
afterAll(() => store.close());

const count = async (browser: Browser): Promise<number> => (await browser.requests()).length;

describe('push', () => {
  it('answers a replay with the stored results and applies nothing twice', async () => {
    const ola = await team.join('ola');
    const before = await count(ola);
    const good = ola.next(creation(draftOf('Guaranteed')));
    const bad = ola.next({ kind: 'request.withdraw', request: randomUUID() });
    const first = await ola.push(good, bad);
    expect(first.body.results).toMatchObject([
      { seq: 1, outcome: 'applied' },
      { seq: 2, outcome: 'refused', code: 'not_found' },
    ]);
    const again = await ola.push(good, bad);
    expect(again.body.results).toEqual(first.body.results);
    const more = await ola.push(bad, ola.next(creation(draftOf('Guaranteed'))));
    expect(more.body).toMatchObject({
      last: 3,
      results: [
        { seq: 2, outcome: 'refused' },
        { seq: 3, outcome: 'applied' },
      ],
    });
    expect(await count(ola)).toBe(before + 2);
  });

  it('refuses gaps and wrong order, saying where it stands', async () => {
    const ola = await team.join('ola');
    const [one, two, three] = [1, 2, 3].map(() => ola.next(creation(draftOf('Guaranteed'))));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three commands');
    expect(await ola.push(two)).toMatchObject({ status: 409, body: { code: 'sequence_gap', last: 0 } });
    expect(await ola.push(two, one)).toMatchObject({ status: 409, body: { code: 'sequence_gap' } });
    expect(await ola.push(one)).toMatchObject({ status: 200 });
    expect(await ola.push(three)).toMatchObject({ status: 409, body: { code: 'sequence_gap', last: 1 } });
    expect(await ola.push(one, three)).toMatchObject({ status: 409 });
    expect(await ola.push(two, three)).toMatchObject({ status: 200, body: { last: 3 } });
  });

  it('refuses a number or a name that something else was sent under', async () => {
    const ola = await team.join('ola');
    const one = ola.next(creation(draftOf('Guaranteed')));
    await ola.push(one);
    expect(await ola.push({ ...one, id: randomUUID() })).toMatchObject({
      status: 422,
      body: { code: 'id_reused' },
    });
    expect(await ola.push({ ...one, command: creation(draftOf('Other')) })).toMatchObject({
      body: { code: 'id_reused' },
    });
    expect(await ola.push({ ...one, seq: 2 })).toMatchObject({ body: { code: 'id_reused' } });
    const two = ola.next(creation(draftOf('Guaranteed')));
    expect(await ola.push(two, { ...ola.next(creation(draftOf('x'))), id: two.id })).toMatchObject({
      body: { code: 'id_reused' },
    });
  });

  it('applies a command once when two pushes of it arrive together', async () => {
    const ola = await team.join('ola');
    const before = await count(ola);
    const one = ola.next(creation(draftOf('Guaranteed')));
    const answers = await Promise.all([ola.push(one), ola.push(one), ola.push(one)]);
    for (const { body } of answers) expect(body.results).toEqual([{ seq: 1, outcome: 'applied' }]);
    expect(await count(ola)).toBe(before + 1);
  });

  it('refuses unknown and oversized fields with their place', async () => {
    const ola = await team.join('ola');
    const one = ola.next(creation(draftOf('Guaranteed')));
    const strange = { ...one, command: { ...one.command, draft: { ...draftOf('x'), html: '<b>' } } };
    expect(await ola.call('POST', '/api/v1/push', { mutations: [strange] })).toMatchObject({
      status: 400,
      body: { code: 'invalid_input', errors: [{ path: 'mutations[0].command.draft.html' }] },
    });
    const long = { ...one, command: { ...one.command, note: 'x'.repeat(2_001) } };
    expect(await ola.call('POST', '/api/v1/push', { mutations: [long] })).toMatchObject({
      status: 413,
      body: { code: 'too_large', errors: [{ path: 'mutations[0].command.note' }] },
    });
    expect(
      await ola.call('POST', '/api/v1/push', { mutations: [one], filler: 'x'.repeat(8_000_000) }),
    ).toMatchObject({ status: 413, body: { code: 'too_large' } });
    const broken = await fetch(`${store.url}/api/v1/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ola.joined.token}`, 'content-type': 'application/json' },
      body: '{"mutations":',
    });
    expect(broken.status).toBe(400);
    expect(broken.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('pull', () => {
  it('misses nothing and repeats nothing while others write', async () => {
    const reader = await team.join('ingrid');
    const writers = await Promise.all(['ola', 'kari', 'ola', 'kari'].map((name) => team.join(name)));
    const written = new Set<string>();
    let writing = true;
    const work = Promise.all(
      writers.map(async (writer) => {
        for (let at = 0; at < 12; at += 1) written.add(await writer.ask(`Guaranteed ${at}`));
      }),
    ).finally(() => {
      writing = false;
    });
    const seen = new Map<string, number>();
    let position = '?limit=3';
    for (;;) {
      const finished = !writing;
      const { body, status } = await reader.pull(position);
      expect(status).toBe(200);
      for (const { id, version } of body.changes) {
        expect(version).toBeGreaterThan(seen.get(id) ?? 0);
        seen.set(id, version);
      }
      position = `?limit=3&cursor=${body.cursor}&after=${encodeURIComponent(body.after)}`;
      if (finished && !body.more) break;
    }
    await work;
    for (const id of written) expect(seen.has(id)).toBe(true);
  });

  it('shows authors their own requests and themselves, nobody else’s', async () => {
    const [ola, kari] = await Promise.all([team.join('ola'), team.join('kari')]);
    const id = await ola.ask('Guaranteed');
    const { body } = await kari.pull();
    expect(body.changes.some((change) => change.id === id)).toBe(false);
    const authors = new Set((await kari.requests()).map(({ author }) => author.name));
    expect([...authors]).toEqual(['kari']);
    expect(body.changes.filter(({ entity }) => entity === 'member')).toHaveLength(1);
  });

  it('makes a browser fetch all anew when its member’s roles change', async () => {
    const mover = await team.join('mover');
    const ola = await team.join('ola');
    const id = await ola.ask('Guaranteed');
    const { body } = await mover.pull();
    const position = `?cursor=${body.cursor}&after=${encodeURIComponent(body.after)}`;
    const change = (roles: ('author' | 'reviewer')[]) =>
      store.core.db.inTeam(team.id, (tx) =>
        inChange(tx, team.id, store.core.now(), (one) =>
          setRoles(tx, one, team.members.get('boss')?.id ?? '', mover.joined.member.id, roles),
        ),
      );
    await change(['author', 'reviewer']);
    expect(await mover.pull(position)).toMatchObject({ status: 410, body: { code: 'cursor_too_old' } });
    expect((await mover.requests()).some((request) => request.id === id)).toBe(true);
    expect((await mover.pull()).body.member.roles).toEqual(['author', 'reviewer']);
    await change(['author']);
    expect((await mover.requests()).some((request) => request.id === id)).toBe(false);
  });

  it('refuses a position it never gave', async () => {
    const ola = await team.join('ola');
    expect(await ola.pull('?cursor=999999&after=1.~')).toMatchObject({ status: 410 });
    expect(await ola.pull('?cursor=1&after=request')).toMatchObject({ status: 410 });
    expect(await ola.pull('?cursor=-1')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'cursor' }] },
    });
  });
});

/** A store in a process of its own that can be killed. */
async function startProcess(databaseUrl: string, port: number) {
  const child = spawn(process.execPath, ['team-store/main.ts', '--port', String(port)], {
    env: { ...process.env, DATABASE_URL: databaseUrl, SIGNOFF_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  const url = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      const found = /Team store: (\S+)/.exec(output)?.[1];
      if (found !== undefined) ready(found);
    });
    child.once('exit', () => failed(new Error(output)));
  });
  return {
    url,
    kill: async (): Promise<void> => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describe('kill -9 of the store between the commit and the answer', () => {
  it('applies the command once', async () => {
    const ola = await team.join('ola');
    const before = await count(ola);
    const server = await startProcess(store.ownerUrl, 0);
    // Lets the command through and swallows the answer, as a network that breaks at the wrong moment does.
    const target = new URL(server.url);
    const proxy = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      near.pipe(far);
      far.on('data', () => undefined);
      far.on('close', () => near.destroy());
      far.on('error', () => near.destroy());
      near.on('error', () => far.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    if (typeof address !== 'object' || address === null) throw new Error('the proxy listens');
    const watch = new pg.Client({ connectionString: store.ownerUrl });
    await watch.connect();
    await watch.query('listen signoff');
    const committed = once(watch, 'notification');
    const command = ola.next(creation(draftOf('Guaranteed')));
    const cut = new Browser(`http://127.0.0.1:${address.port}`, ola.joined);
    const lost = cut.push(command).then(
      () => 'answered',
      () => 'lost',
    );
    await committed;
    await server.kill();
    expect(await lost).toBe('lost');
    await watch.end();
    proxy.close();
    const next = await startProcess(store.ownerUrl, 0);
    const answer = await new Browser(next.url, ola.joined).push(command);
    await next.kill();
    expect(answer.body).toMatchObject({ last: 1, results: [{ seq: 1, outcome: 'applied' }] });
    expect(await count(ola)).toBe(before + 1);
  });
});
