import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, PASSWORD, pkce, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { Visitor } from './visitor.ts';

let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'] });
});
afterAll(() => store.close());

const signedIn = async (name: string): Promise<Visitor> => {
  const visitor = new Visitor(store.url);
  const answer = await visitor.post('/sign-in', {
    email: team.members.get(name)?.email ?? '',
    password: PASSWORD,
  });
  expect(answer.status).toBe(303);
  return visitor;
};

describe('setting up', () => {
  it('creates team and admin with the link, once', async () => {
    const empty = await startTestStore();
    const link = new URL((await empty.setupLink()) ?? '');
    const before = store;
    store = empty;
    const visitor = new Visitor(store.url);
    const token = link.searchParams.get('token') ?? '';
    expect((await visitor.get(`/setup?token=${token}`)).status).toBe(200);
    const fields = {
      token,
      team: 'Brand <b>& Co',
      name: 'Kari',
      email: 'Kari@Example.com ',
      password: 'short',
    };
    const wrong = await visitor.post('/setup', fields);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('aria-invalid="true"');
    expect(wrong.text).toContain('Brand &lt;b&gt;&amp; Co');
    expect(wrong.text).not.toContain('<b>& Co');
    const both = await Promise.all(
      [1, 2].map(() => new Visitor(store.url).post('/setup', { ...fields, password: 'a much longer one' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect((await visitor.get(`/setup?token=${token}`)).status).toBe(404);
    expect(
      (await visitor.post('/sign-in', { email: 'kari@example.com', password: 'a much longer one' })).to,
    ).toBe('/');
    expect((await visitor.get('/members')).text).toContain('Brand &lt;b&gt;&amp; Co');
    expect(await empty.setupLink()).toBeNull();
    store = before;
    await empty.close();
  });
});

describe('members', () => {
  it('come by a link that works once, and go by one button', async () => {
    const boss = await signedIn('boss');
    const page = await boss.post('/members/invite', [
      ['email', 'new@example.com'],
      ['roles', 'author'],
      ['roles', 'reviewer'],
    ]);
    const token = /token=(invite_\w+[\w-]*)/.exec(page.text)?.[1] ?? '';
    const guest = new Visitor(store.url);
    expect((await guest.get(`/invitation?token=${token}`)).text).toContain('new@example.com');
    expect((await guest.post('/invitation', { token, name: '', password: 'x' })).status).toBe(422);
    expect(
      (await guest.post('/invitation', { token, name: 'Newcomer', password: 'a long password' })).status,
    ).toBe(303);
    expect((await guest.get('/devices')).status).toBe(200);
    expect((await new Visitor(store.url).get(`/invitation?token=${token}`)).status).toBe(404);
    expect((await guest.get('/members')).status).toBe(403);
    const rows = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('members').select(['id', 'roles']).where('email', '=', 'new@example.com').execute(),
    );
    expect(rows[0]?.roles).toEqual(['author', 'reviewer']);
    await boss.post('/members/deactivate', { member: rows[0]?.id ?? '' });
    expect((await guest.get('/devices')).to).toContain('/sign-in');
    const self = team.members.get('boss')?.id ?? '';
    expect((await boss.post('/members/deactivate', { member: self })).status).toBe(422);
    expect((await boss.post('/members/roles', { member: self, roles: 'author' })).status).toBe(422);
  });
});

describe('connecting a browser', () => {
  it('needs a signed-in member, who sees the team and gets a code', async () => {
    const { challenge } = pkce();
    const visitor = new Visitor(store.url);
    const asked = await visitor.get(`/join?challenge=${challenge}`);
    expect(asked.to).toBe(`/sign-in?next=${encodeURIComponent(`/join?challenge=${challenge}`)}`);
    const back = await visitor.post('/sign-in', {
      email: team.members.get('ola')?.email ?? '',
      password: PASSWORD,
      next: `/join?challenge=${challenge}`,
    });
    expect(back.to).toBe(`/join?challenge=${challenge}`);
    expect((await visitor.get(`/join?challenge=${challenge}`)).text).toContain('A team');
    expect((await visitor.post('/join', { challenge })).text).toMatch(/\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b/);
    expect((await visitor.get('/join?challenge=x')).status).toBe(400);
    expect((await visitor.post('/sign-out', {})).to).toBe('/sign-in');
    expect((await visitor.post('/join', { challenge })).to).toContain('/sign-in');
  });
});

describe('the pages', () => {
  it('take forms from their own origin only', async () => {
    const boss = await signedIn('boss');
    for (const origin of ['https://evil.example', 'null', ''])
      expect(
        (await boss.post('/members/invite', { email: 'a@b.example', roles: 'admin' }, { origin })).status,
      ).toBe(400);
  });

  it('lead nowhere else after signing in', async () => {
    const email = team.members.get('ola')?.email ?? '';
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/sign-out',
    ])
      expect((await new Visitor(store.url).post('/sign-in', { email, password: PASSWORD, next })).to).toBe(
        '/',
      );
  });

  it('tell no difference between a wrong address and a wrong password, and are limited', async () => {
    const small = await startTestStore({ limits: { signIn: 2 } });
    const before = store;
    store = small;
    const statuses = [];
    for (let at = 0; at < 3; at += 1)
      statuses.push(
        (await new Visitor(store.url).post('/sign-in', { email: 'nobody@example.com', password: 'x' }))
          .status,
      );
    expect(statuses).toEqual([403, 403, 429]);
    store = before;
    await small.close();
    const email = team.members.get('ola')?.email ?? '';
    const [wrong, unknown] = await Promise.all([
      new Visitor(store.url).post('/sign-in', { email, password: 'wrong' }),
      new Visitor(store.url).post('/sign-in', { email: 'nobody@example.com', password: 'wrong' }),
    ]);
    expect(wrong.text.replaceAll(email, '')).toBe(unknown.text.replaceAll('nobody@example.com', ''));
  });

  it('have no script, a strict policy, a safe cookie, and the reader’s language', async () => {
    const page = await new Visitor(store.url).get('/sign-in', {
      'accept-language': 'de;q=0.9, nb;q=0.8, en;q=0.1',
    });
    expect(page.text).toContain('<html lang="nb">');
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    const response = await fetch(`${store.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: store.url },
      body: new URLSearchParams({ email: team.members.get('ola')?.email ?? '', password: PASSWORD }),
    });
    expect(response.headers.getSetCookie()[0]).toMatch(/^signoff_session=.*HttpOnly; SameSite=Lax$/);
    const secure = await startTestStore({ publicUrl: 'https://signoff.example.com' });
    const member = (await createTeam(secure, {})).members.get('boss');
    const host = await fetch(`${secure.address}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: 'https://signoff.example.com' },
      body: new URLSearchParams({ email: member?.email ?? '', password: PASSWORD }),
    });
    expect(host.headers.getSetCookie()[0]).toMatch(
      /^__Host-signoff=.*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    await secure.close();
  });
});

describe('pauses', () => {
  it('are placed in words and lifted by one button, by admins alone', async () => {
    const boss = await signedIn('boss');
    const fields = {
      scope: 'account',
      platform: 'X',
      account: '@brand',
      words: '',
      reason: 'A <b>',
      hours: '2',
    };
    expect((await boss.post('/pauses/place', { ...fields, reason: ' ' })).status).toBe(422);
    expect((await boss.post('/pauses/place', { ...fields, hours: 'soon' })).status).toBe(422);
    const unnamed = await boss.post('/pauses/place', { ...fields, account: '' });
    expect(unnamed.status).toBe(422);
    expect(unnamed.text).toContain('Say which');
    expect((await boss.post('/pauses/place', fields)).to).toBe('/pauses');
    const page = await boss.get('/pauses');
    expect(page.text).toContain('@brand on X');
    expect(page.text).toContain('A &lt;b&gt;');
    const [pause] = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('pauses').select(['id', 'until_at', 'placed_at']).execute(),
    );
    const minutes = ((pause?.until_at ?? 0) - (pause?.placed_at ?? 0)) / 60_000;
    expect(Math.round(minutes)).toBe(120);
    const ola = await signedIn('ola');
    expect((await ola.get('/pauses')).status).toBe(403);
    expect((await ola.post('/pauses/lift', { pause: pause?.id ?? '' })).status).toBe(403);
    expect((await boss.post('/pauses/lift', { pause: pause?.id ?? '' })).to).toBe('/pauses');
    expect((await boss.get('/pauses')).text).toContain('Nothing is paused.');
  });
});
