/** Sessions and connected browsers: listed, ended one by one or all, by their member or an admin, and at once. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCode } from '../../team-store/team/join.ts';
import { createDatabase, readMeta } from '../../utils/sync/db.ts';
import { createEngine } from '../../utils/sync/engine.ts';
import { joinTeam } from '../../utils/sync/membership.ts';
import { openSocket } from '../../utils/sync/socket.ts';
import { createTeam, PASSWORD, pkce, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { Visitor } from './visitor.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0';

let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.close());

const emailOf = (name: string): string => team.members.get(name)?.email ?? '';
const idOf = (name: string): string => team.members.get(name)?.id ?? '';

async function start(name: string, agent = FIREFOX): Promise<Visitor> {
  const visitor = new Visitor(store.url);
  await visitor.post('/sign-in', { email: emailOf(name), password: PASSWORD }, { 'user-agent': agent });
  return visitor;
}

const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/devices')).status === 200;
const sessionsIn = (text: string): string[] =>
  [...text.matchAll(/name="session" value="([0-9a-f-]{36})"/g)].map((match) => match[1] ?? '');

async function logged(kind: string): Promise<Record<string, unknown>[]> {
  await store.core.settled();
  const rows = await store.core.db.readTeam(team.id, (tx) =>
    tx.selectFrom('log').select('entry').orderBy('seq').execute(),
  );
  return rows.map(({ entry }) => entry).filter((entry) => entry.kind === kind);
}

describe('a member’s sessions', () => {
  it('are listed with the browser in words and this one marked, and end one by one', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const here = await start('ola');
    const there = await start('ola', EDGE);
    const { text } = await here.get('/account');
    expect(text).toContain('Firefox · Linux');
    expect(text).toContain('Edge · Windows');
    expect(text.match(/This one/g)).toHaveLength(1);
    expect(text).not.toContain('Mozilla');
    const [other = '', ...more] = sessionsIn(text);
    expect(more).toEqual([]);
    expect((await here.post('/account/session', { session: other })).status).toBe(303);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect(await logged('session.revoke')).toMatchObject([
      { member: idOf('ola'), subject: idOf('ola'), sessions: 1 },
    ]);
    expect(await logged('session.start')).toHaveLength(2);
    store.advance(5 * 60_000);
    await here.get('/account');
    await store.core.settled();
    const rows = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('sessions').select(['created_at', 'last_used_at']).execute(),
    );
    expect(rows).toHaveLength(1);
    expect((rows[0]?.last_used_at ?? 0) - (rows[0]?.created_at ?? 0)).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it('end everywhere else by one button, with the browsers only where that is chosen', async () => {
    team = await createTeam(store, { ola: ['author'], kari: ['author'] });
    const here = await start('ola');
    const [there, kari, joined] = await Promise.all([start('ola'), start('kari'), team.join('ola')]);
    await here.post('/account/elsewhere', {});
    expect([await isIn(here), await isIn(there), await isIn(kari)]).toEqual([true, false, true]);
    expect((await joined.pull()).status).toBe(200);
    await here.post('/account/elsewhere', { browsers: 'on' });
    expect((await joined.pull()).status).toBe(401);
    expect(await isIn(here)).toBe(true);
  });

  it('are nobody else’s: not another member’s, and not another team’s admin’s', async () => {
    team = await createTeam(store, { ola: ['author'], kari: ['author'] });
    const ola = await start('ola');
    await start('ola', EDGE);
    const [other = ''] = sessionsIn((await ola.get('/account')).text);
    const device = (await team.join('ola')).joined.device;
    const kari = await start('kari');
    await kari.post('/account/session', { session: other });
    await kari.post('/account/device', { device });
    expect((await kari.get(`/members/access?member=${idOf('ola')}`)).status).toBe(403);
    for (const path of ['session', 'device', 'everything', 'factor'])
      expect((await kari.post(`/members/access/${path}`, { member: idOf('ola') })).status).toBe(403);
    const victim = idOf('ola');
    const mine = team;
    team = await createTeam(store, {});
    const foreign = await start('boss');
    expect((await foreign.get(`/members/access?member=${victim}`)).status).toBe(404);
    await foreign.post('/members/access/session', { member: victim, session: other });
    await foreign.post('/members/access/device', { member: victim, device });
    await foreign.post('/members/access/everything', { member: victim });
    team = mine;
    const { text } = await ola.get('/account');
    expect(sessionsIn(text)).toEqual([other]);
    expect(text).toContain(device);
  });
});

describe('an admin', () => {
  it('sees and ends the sessions and browsers of any member, on the record', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const boss = await start('boss');
    const ola = await start('ola', EDGE);
    const [first, second] = [await team.join('ola'), await team.join('ola')];
    const path = `/members/access?member=${idOf('ola')}`;
    const { text } = await boss.get(path);
    expect(text).toContain('Edge · Windows');
    expect(text).toContain('ola&#39;s browser');
    const [session = ''] = sessionsIn(text);
    await boss.post('/members/access/session', { member: idOf('ola'), session });
    expect(await isIn(ola)).toBe(false);
    await boss.post('/members/access/device', { member: idOf('ola'), device: first.joined.device });
    expect((await first.pull()).body.code).toBe('token_revoked');
    expect((await second.pull()).status).toBe(200);
    const again = await start('ola');
    await boss.post('/members/access/everything', { member: idOf('ola') });
    expect([await isIn(again), (await second.pull()).status]).toEqual([false, 401]);
    const by = { member: idOf('boss'), subject: idOf('ola') };
    expect(await logged('session.revoke')).toMatchObject([by, by]);
    expect(await logged('device.revoke')).toMatchObject([by, by]);
  });
});

describe('a browser that an admin disconnects', () => {
  it('knows it from the store’s goodbye, and its gates see a revoked connection', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const { verifier, challenge } = pkce();
    const code = await store.core.db.inTeam(team.id, (tx) =>
      createCode(store.core, tx, team.id, idOf('ola'), challenge),
    );
    const db = createDatabase(`identity-${team.id}`);
    await joinTeam(db, { store: store.url, code, verifier, deviceName: 'a browser' });
    const link = () => db.read((tx) => readMeta(tx, 'link'));
    const revoked = Promise.withResolvers<void>();
    const listening = Promise.withResolvers<void>();
    const engine = createEngine({
      db,
      changed: () =>
        void link().then((now) => {
          if (now?.state === 'revoked') revoked.resolve();
        }),
      openSocket: (options) =>
        openSocket({
          ...options,
          handlers: {
            ...options.handlers,
            ready: (cursor) => {
              options.handlers.ready(cursor);
              listening.resolve();
            },
          },
        }),
    });
    await engine.sync('now');
    await listening.promise;
    await engine.sync('now');
    expect((await link())?.state).toBe('online');
    const boss = await start('boss');
    const device = (await db.read((tx) => readMeta(tx, 'connection')))?.device ?? '';
    await boss.post('/members/access/device', { member: idOf('ola'), device });
    await revoked.promise;
    expect(await link()).toMatchObject({ state: 'revoked', code: 'token_revoked' });
    await engine.sync('now');
    expect((await link())?.state).toBe('revoked');
  });
});
