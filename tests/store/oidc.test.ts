/** Single sign-on with a real provider: the whole way there and back, who is let in as whom, and everything that goes wrong. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inChange } from '../../team-store/team/change.ts';
import { invite } from '../../team-store/team/members.ts';
import type { Role } from '../../utils/api/ids.ts';
import { createTeam, PASSWORD, pkce, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { startProvider, type TestProvider } from './oidc-provider.ts';
import { Visitor } from './visitor.ts';

const MINUTE = 60_000;

let store: TestStore;
let provider: TestProvider;
let team: TestTeam;

beforeAll(async () => {
  provider = await startProvider();
  store = await startTestStore({ oidcAllow: 'localhost' });
});
afterAll(async () => {
  await store.close();
  await provider.close();
});

const emailOf = (name: string, of = team): string => of.members.get(name)?.email ?? '';
const idOf = (name: string, of = team): string => of.members.get(name)?.id ?? '';
const callbackOf = (of: TestTeam): string => `${store.url}/sign-in/oidc/${of.id}/callback`;

function settingsOf(of: TestTeam, at = provider): Record<string, string> {
  return {
    issuer: at.issuer,
    clientId: at.client.id,
    clientSecret: at.client.secret,
    domains: `${of.id}.example`,
    joins: 'invited',
    passwords: 'on',
  };
}

async function bossOf(of: TestTeam): Promise<Visitor> {
  const boss = new Visitor(store.url);
  await boss.post('/sign-in', { email: emailOf('boss', of), password: PASSWORD });
  return boss;
}

/** Sets the team's provider as its admin does. */
async function setUp(of: TestTeam, changes: Record<string, string> = {}, at = provider): Promise<void> {
  at.allow(callbackOf(of));
  const saved = await (await bossOf(of)).post('/single-sign-on', { ...settingsOf(of, at), ...changes });
  expect([saved.status, saved.to]).toEqual([303, '/single-sign-on']);
}

async function start(visitor: Visitor, of = team, next = '/devices'): Promise<string> {
  const left = await visitor.get(`/sign-in/oidc?team=${of.id}&next=${encodeURIComponent(next)}`);
  expect(left.status).toBe(303);
  return left.to ?? '';
}

/** There and back. @returns what the callback was answered with */
async function signIn(visitor: Visitor, subject: string | null, of = team, next = '/devices', at = provider) {
  const back = await at.visit(await start(visitor, of, next), subject);
  return visitor.get(back.slice(store.url.length));
}

const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/devices')).status === 200;

async function logged(kind: string, of = team): Promise<Record<string, unknown>[]> {
  await store.core.settled();
  const rows = await store.core.db.readTeam(of.id, (tx) =>
    tx.selectFrom('log').select('entry').where('team', '=', of.id).orderBy('seq').execute(),
  );
  return rows.map(({ entry }) => entry).filter((entry) => entry.kind === kind);
}

function person(subject: string, email: string, verified = true): string {
  provider.people.set(subject, { email, email_verified: verified, name: 'Ola Nordmann' });
  return subject;
}

async function inviteAs(email: string, roles: Role[]): Promise<string> {
  const token = await store.core.db.inTeam(team.id, (tx) =>
    inChange(tx, team.id, store.core.now(), (change) =>
      invite(store.core, tx, change, idOf('boss'), email, roles),
    ),
  );
  return token ?? '';
}

beforeEach(async () => {
  team = await createTeam(store, { ola: ['author'], ida: ['author', 'admin'] });
});

describe('signing in', () => {
  it('goes to the provider and back, bound to this browser, and starts a session', async () => {
    await setUp(team);
    const ola = new Visitor(store.url);
    const to = new URL(await start(ola));
    expect(to.origin).toBe(provider.issuer);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: provider.client.id,
      redirect_uri: callbackOf(team),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^.{43}$/),
      nonce: expect.stringMatching(/^.{43}$/),
    });
    const back = await provider.visit(to.href, person('s-ola', emailOf('ola')));
    const done = await ola.get(back.slice(store.url.length));
    expect([done.status, done.to]).toEqual([303, '/devices']);
    expect(await isIn(ola)).toBe(true);
    expect((await logged('session.start')).at(-1)).toMatchObject({
      member: idOf('ola'),
      method: 'oidc',
      second: null,
    });
    expect(await logged('identity.bind')).toMatchObject([{ member: idOf('ola') }]);
  });

  it('keeps what it must bring back in a short-lived cookie that no script reads', async () => {
    await setUp(team);
    const left = await new Visitor(store.url).get(`/sign-in/oidc?team=${team.id}`);
    const cookie = left.headers.getSetCookie().join();
    expect(cookie).toMatch(/^signoff_oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const { state, nonce } = Object.fromEntries(new URL(left.to ?? '').searchParams);
    const value = Buffer.from(/=([\w-]+);/.exec(cookie)?.[1] ?? '', 'base64url').toString('latin1');
    for (const secret of [state, nonce]) expect(value).not.toContain(secret);
  });

  it('connects a browser: the extension’s page leads there and back', async () => {
    await setUp(team);
    const { challenge, verifier } = pkce();
    const ola = new Visitor(store.url);
    const asked = await ola.get(`/join?challenge=${challenge}`);
    const page = await ola.get(asked.to ?? '');
    const link = /href="(\/sign-in\/oidc\?[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).toContain(encodeURIComponent(`/join?challenge=${challenge}`));
    const done = await signIn(ola, person('s-join', emailOf('ola')), team, `/join?challenge=${challenge}`);
    expect(done.to).toBe(`/join?challenge=${challenge}`);
    const shown = await ola.post('/join', { challenge });
    const code = /<p class="code"[^>]*>([^<]+)</.exec(shown.text)?.[1] ?? '';
    const joined = await fetch(`${store.url}/api/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, verifier, deviceName: 'a browser' }),
    });
    expect(joined.status).toBe(200);
    expect(await joined.json()).toMatchObject({ member: { id: idOf('ola') } });
  });

  it('asks for the second factor unless the provider counts as one', async () => {
    await setUp(team);
    await (await bossOf(team)).get('/security');
    await store.core.db.inTeam(team.id, (tx) =>
      tx.updateTable('teams').set({ second_factor: 'all' }).where('team', '=', team.id).execute(),
    );
    const ola = new Visitor(store.url);
    const half = await signIn(ola, person('s-half', emailOf('ola')));
    expect(half.to).toBe('/second-factor?next=%2Fdevices');
    expect(await isIn(ola)).toBe(false);
    await store.core.db.inTeam(team.id, (tx) =>
      tx.updateTable('teams').set({ second_factor: 'nobody' }).where('team', '=', team.id).execute(),
    );
    await setUp(team, { second: 'on' });
    await store.core.db.inTeam(team.id, (tx) =>
      tx.updateTable('teams').set({ second_factor: 'all' }).where('team', '=', team.id).execute(),
    );
    const whole = new Visitor(store.url);
    expect((await signIn(whole, 's-half')).to).toBe('/devices');
    expect(await isIn(whole)).toBe(true);
  });

  it('finds the team by the address, and says so when there is none', async () => {
    await setUp(team);
    const visitor = new Visitor(store.url);
    const found = await visitor.post('/sign-in/oidc', { email: emailOf('ola'), next: '/devices' });
    expect(found.text).toContain(`/sign-in/oidc?team=${team.id}&amp;next=%2Fdevices`);
    expect((await visitor.post('/sign-in/oidc', { email: 'a@nowhere.example' })).status).toBe(404);
  });
});

describe('who is who', () => {
  it('is told by issuer and subject: an address that changes binds nobody anew', async () => {
    await setUp(team);
    await signIn(new Visitor(store.url), person('s-1', emailOf('ola')));
    // The address now is Ida's: it is Ola all the same, and no admin.
    person('s-1', emailOf('ida'));
    const visitor = new Visitor(store.url);
    expect((await signIn(visitor, 's-1')).to).toBe('/devices');
    expect((await logged('session.start')).at(-1)).toMatchObject({ member: idOf('ola') });
    expect((await visitor.get('/members')).status).toBe(403);
    // Somebody else who is given Ola's address is not Ola.
    const other = new Visitor(store.url);
    expect((await signIn(other, person('s-2', emailOf('ola')))).status).toBe(403);
    expect(await isIn(other)).toBe(false);
  });

  it('takes in who was invited, once and with the roles of the invitation', async () => {
    await setUp(team);
    const email = `kari@${team.id}.example`;
    const token = await inviteAs(email, ['reviewer']);
    const kari = new Visitor(store.url);
    expect((await kari.get(`/invitation?token=${token}`)).text).toContain(`/sign-in/oidc?team=${team.id}`);
    expect((await signIn(kari, person('s-kari', email.toUpperCase()))).to).toBe('/devices');
    expect((await logged('member.add')).at(-1)).toMatchObject({ roles: ['reviewer'] });
    expect((await kari.get(`/invitation?token=${token}`)).status).toBe(404);
  });

  it('lets nobody in whom nobody invited, unless the team says as what', async () => {
    await setUp(team);
    const stranger = person('s-new', `new@${team.id}.example`);
    expect((await signIn(new Visitor(store.url), stranger)).status).toBe(403);
    await setUp(team, { joins: 'author' });
    expect((await signIn(new Visitor(store.url), stranger)).to).toBe('/devices');
    expect((await logged('member.add')).at(-1)).toMatchObject({ roles: ['author'] });
  });

  it('keeps a deactivated member out', async () => {
    await setUp(team, { joins: 'author' });
    await signIn(new Visitor(store.url), person('s-gone', emailOf('ola')));
    await (await bossOf(team)).post('/members/deactivate', { member: idOf('ola') });
    expect((await signIn(new Visitor(store.url), 's-gone')).status).toBe(403);
    expect((await signIn(new Visitor(store.url), person('s-gone-2', emailOf('ola')))).status).toBe(403);
  });
});

describe('what goes wrong is told, and signs nobody in', () => {
  it.each([
    ['unverified', (): string => person('s-unverified', emailOf('ola'), false)],
    ['domain', (): string => person('s-domain', 'ola@elsewhere.example')],
    ['domain', (): string => person('s-suffix', `ola@x.${team.id}.example`)],
    ['declined', (): null => null],
  ])('%s', async (code, subject) => {
    await setUp(team);
    const visitor = new Visitor(store.url);
    const answer = await signIn(visitor, subject());
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('role="alert"');
    expect(answer.text).not.toMatch(/OAUTH|openid|stack|access_denied/);
    expect(await isIn(visitor)).toBe(false);
    expect((await logged('sign-on.refuse')).at(-1)).toMatchObject({ outcome: 'refused', code });
  });

  it('a callback that another browser started', async () => {
    await setUp(team);
    const back = await provider.visit(await start(new Visitor(store.url)), person('s-o', emailOf('ola')));
    const path = back.slice(store.url.length);
    const none = new Visitor(store.url);
    expect((await none.get(path)).status).toBe(400);
    const victim = new Visitor(store.url);
    await start(victim);
    expect((await victim.get(path)).status).toBe(400);
    expect(await isIn(victim)).toBe(false);
  });

  it('a callback that is used again, even with its cookie', async () => {
    await setUp(team);
    const ola = new Visitor(store.url);
    const back = await provider.visit(await start(ola), person('s-r', emailOf('ola')));
    const { cookie } = ola;
    const path = back.slice(store.url.length);
    expect((await ola.get(path)).status).toBe(303);
    const again = new Visitor(store.url);
    again.cookie = cookie;
    const answer = await again.get(path);
    expect([answer.status, answer.text.includes('used before')]).toEqual([400, true]);
    expect(await isIn(again)).toBe(false);
  });

  it('one that took too long', async () => {
    await setUp(team);
    const ola = new Visitor(store.url);
    const back = await provider.visit(await start(ola), person('s-l', emailOf('ola')));
    store.advance(11 * MINUTE);
    const answer = await ola.get(back.slice(store.url.length));
    expect([answer.status, answer.text.includes('took too long')]).toEqual([400, true]);
  });

  it('a changed cookie, a changed state, a code of nobody’s', async () => {
    await setUp(team);
    const ola = new Visitor(store.url);
    const back = new URL(await provider.visit(await start(ola), person('s-c', emailOf('ola'))));
    const { cookie } = ola;
    ola.cookie = `${cookie.slice(0, -4)}AAAA`;
    expect((await ola.get(back.pathname + back.search)).status).toBe(400);
    ola.cookie = cookie;
    const state = new URL(back);
    state.searchParams.set('state', 'x'.repeat(43));
    expect((await ola.get(state.pathname + state.search)).status).toBe(400);
    ola.cookie = cookie;
    back.searchParams.set('code', 'x'.repeat(43));
    expect((await ola.get(back.pathname + back.search)).status).toBe(400);
    expect(await isIn(ola)).toBe(false);
  });

  it('a wrong client secret', async () => {
    await setUp(team, { clientSecret: 'another secret altogether' });
    const answer = await signIn(new Visitor(store.url), person('s-s', emailOf('ola')));
    expect(answer.status).toBe(502);
    expect(answer.text).not.toContain('another secret altogether');
  });

  it('a provider that is down', async () => {
    const gone = await startProvider();
    await setUp(team, {}, gone);
    await gone.close();
    const answer = await new Visitor(store.url).get(`/sign-in/oidc?team=${team.id}`);
    expect([answer.status, answer.text.includes('does not answer')]).toEqual([502, true]);
  });
});

describe('two teams with two providers', () => {
  it('share nothing: people, callbacks and settings are each team’s own', async () => {
    const second = await startProvider();
    const other = await createTeam(store, { ola: ['author'] });
    await setUp(team);
    await setUp(other, { domains: `${team.id}.example ${other.id}.example`, joins: 'author' }, second);
    // The other team's provider vouches for an address of this team's: that is somebody of the other team.
    second.people.set('evil', { email: emailOf('boss'), email_verified: true, name: 'Evil' });
    const visitor = new Visitor(store.url);
    expect((await signIn(visitor, 'evil', other, '/devices', second)).to).toBe('/devices');
    expect((await visitor.get('/members')).status).toBe(403);
    expect(await logged('identity.bind')).toEqual([]);
    expect(await logged('identity.bind', other)).toHaveLength(1);

    // Mix-up: what was started for one team comes back on the other's address.
    const ola = new Visitor(store.url);
    const back = new URL(await provider.visit(await start(ola), person('s-mix', emailOf('ola'))));
    const { cookie } = ola;
    const answer = await ola.get(`/sign-in/oidc/${other.id}/callback${back.search}`);
    expect(answer.status).toBe(400);
    expect(await isIn(ola)).toBe(false);
    // And the answer of one provider does for the other's flow neither.
    ola.cookie = cookie;
    back.searchParams.set('iss', second.issuer);
    expect((await ola.get(back.pathname + back.search)).status).toBe(502);
    expect(await isIn(ola)).toBe(false);
    await second.close();
  });
});

describe('the admin’s page', () => {
  it('is on the record, keeps the secret to itself and tries the provider first', async () => {
    await setUp(team);
    const boss = await bossOf(team);
    const page = await boss.get('/single-sign-on');
    expect(page.text).toContain(callbackOf(team));
    expect(page.text).not.toContain(provider.client.secret);
    const [set] = await logged('sign-on.set');
    expect(set).toMatchObject({ member: idOf('boss'), outcome: 'applied' });
    const kept = await boss.post('/single-sign-on', { ...settingsOf(team), clientSecret: '' });
    expect(kept.status).toBe(303);
    expect((await signIn(new Visitor(store.url), person('s-k', emailOf('ola')))).to).toBe('/devices');
    // The secret does not go to an issuer that it was not given for.
    const second = await startProvider();
    second.allow(callbackOf(team));
    const moved = await boss.post('/single-sign-on', { ...settingsOf(team, second), clientSecret: '' });
    expect(moved.status).toBe(422);
    await second.close();
    await boss.post('/single-sign-on/remove', {});
    expect(await logged('sign-on.remove')).toHaveLength(1);
    expect((await new Visitor(store.url).get(`/sign-in/oidc?team=${team.id}`)).status).toBe(404);
  });

  it('says what is wrong, and saves nothing', async () => {
    const silent = createServer((_request, response) => response.writeHead(404).end('private words'));
    await new Promise<void>((done) => silent.listen(0, 'localhost', done));
    const port = (silent.address() as AddressInfo).port;
    const boss = await bossOf(team);
    const save = (changes: Record<string, string>) =>
      boss.post('/single-sign-on', { ...settingsOf(team), ...changes });
    for (const [changes, words] of [
      [{ issuer: 'login' }, 'issuer’s address'],
      [{ domains: 'not a domain!' }, 'one or more domains'],
      [{ clientSecret: '' }, 'Fill this in'],
      [{ issuer: `http://localhost:${port}` }, 'no usable OpenID Connect provider'],
      [{ issuer: `${provider.issuer}/elsewhere` }, 'no usable OpenID Connect provider'],
      [{ issuer: 'http://localhost:9' }, 'does not answer'],
      [{ issuer: 'http://127.0.0.1:9' }, 'may not ask'],
      [{ issuer: 'https://10.0.0.1' }, 'may not ask'],
      [{ issuer: 'https://[::1]' }, 'may not ask'],
      [{ issuer: 'https://169.254.169.254/latest' }, 'may not ask'],
      [{ issuer: 'http://login.example.com' }, 'may not ask'],
      [{ issuer: 'file:///etc/passwd' }, 'may not ask'],
    ] as [Record<string, string>, string][]) {
      const answer = await save(changes);
      expect([changes, answer.status, answer.text.includes(words)]).toEqual([changes, 422, true]);
      expect(answer.text).not.toContain('private words');
    }
    expect(await logged('sign-on.set')).toEqual([]);
    await new Promise((done) => silent.close(done));
  });

  it('is for admins', async () => {
    const ola = new Visitor(store.url);
    await ola.post('/sign-in', { email: emailOf('ola'), password: PASSWORD });
    expect((await ola.get('/single-sign-on')).status).toBe(403);
    expect((await ola.post('/single-sign-on', settingsOf(team))).status).toBe(403);
  });

  it('can close passwords for everyone but admins, whom a failing provider must not keep out', async () => {
    await setUp(team);
    const token = await inviteAs(`per@${team.id}.example`, ['author']);
    const { passwords: _, ...closed } = settingsOf(team);
    expect((await (await bossOf(team)).post('/single-sign-on', closed)).status).toBe(303);
    const ola = new Visitor(store.url);
    const refused = await ola.post('/sign-in', { email: emailOf('ola'), password: PASSWORD });
    expect([refused.status, refused.text.includes('single sign-on, not by password')]).toEqual([403, true]);
    expect(await isIn(ola)).toBe(false);
    expect(await isIn(await bossOf(team))).toBe(true);
    const per = new Visitor(store.url);
    expect((await per.get(`/invitation?token=${token}`)).text).not.toContain('type="password"');
    const taken = await per.post('/invitation', { token, name: 'Per', password: PASSWORD });
    expect(taken.status).toBe(403);
    expect((await signIn(new Visitor(store.url), person('s-pw', emailOf('ola')))).to).toBe('/devices');
  });
});
