/** Passkeys: as a second factor, alone, and everything that must not work; by a software authenticator and in Chromium. */
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator } from './authenticator.ts';
import { createTeam, PASSWORD, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { Visitor } from './visitor.ts';

let store: TestStore;
let team: TestTeam;
let base: string;

beforeAll(async () => {
  store = await startTestStore();
  base = store.url.replace('127.0.0.1', 'localhost');
});
afterAll(() => store.close());

const emailOf = (name: string): string => team.members.get(name)?.email ?? '';
const idOf = (name: string): string => team.members.get(name)?.id ?? '';

async function start(name: string): Promise<Visitor> {
  const visitor = new Visitor(base);
  await visitor.post('/sign-in', { email: emailOf(name), password: PASSWORD });
  return visitor;
}

interface Options {
  readonly challenge: string;
  readonly user: { readonly id: string };
  readonly rp: { readonly id: string };
  readonly allowCredentials: { readonly id: string }[];
  readonly userVerification: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&quot;': '"', '&amp;': '&', '&#39;': "'" };

/** What the page hands to the browser. */
async function optionsAt(visitor: Visitor, path: string): Promise<Options> {
  const { text } = await visitor.get(path);
  const data = /data-passkey="([^"]*)"/.exec(text)?.[1] ?? 'null';
  return JSON.parse(data.replace(/&(?:quot|amp|#39);/g, (entity) => ENTITIES[entity] ?? entity));
}

const device = (): Authenticator => new Authenticator('localhost', base);

async function add(visitor: Visitor, key: Authenticator): Promise<number> {
  const answer = key.create(await optionsAt(visitor, '/account/passkeys'));
  return (await visitor.post('/account/passkeys', { name: 'my key', answer })).status;
}

const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/devices')).status === 200;

async function logged(kind: string): Promise<Record<string, unknown>[]> {
  await store.core.settled();
  const rows = await store.core.db.readTeam(team.id, (tx) =>
    tx.selectFrom('log').select('entry').orderBy('seq').execute(),
  );
  return rows.map(({ entry }) => entry).filter((entry) => entry.kind === kind);
}

describe('a passkey as second factor', () => {
  it('is added on the account page, with recovery codes, and asked for from then on', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const ola = await start('ola');
    const key = device();
    expect(await add(ola, key)).toBe(200);
    expect((await ola.get('/account')).text).toContain('my key');
    const next = await start('ola');
    expect(await isIn(next)).toBe(false);
    expect((await next.get('/second-factor')).text).toContain('/second-factor/passkey');
    const options = await optionsAt(next, '/second-factor/passkey');
    expect(options.allowCredentials).toMatchObject([{ id: key.id.toString('base64url') }]);
    const done = await next.post('/second-factor/passkey', { answer: key.get(options), next: '/account' });
    expect(done.to).toBe('/account');
    expect(await isIn(next)).toBe(true);
    expect(await logged('factor.add')).toMatchObject([{ member: idOf('ola'), factor: 'passkey' }]);
    expect((await logged('session.start')).at(-1)).toMatchObject({ method: 'password', second: 'passkey' });
  });

  it('is no good answered twice, for another state, from another site, unsigned, or with a counter that went back', async () => {
    team = await createTeam(store, { ola: ['author'], kari: ['author'] });
    const key = device();
    await add(await start('ola'), key);
    const half = await start('ola');
    const first = await optionsAt(half, '/second-factor/passkey');
    const answer = key.get(first);
    const other = await start('ola');
    expect((await other.post('/second-factor/passkey', { answer })).status).toBe(403);
    expect((await half.post('/second-factor/passkey', { answer })).status).toBe(303);
    const again = await start('ola');
    expect((await again.post('/second-factor/passkey', { answer })).status).toBe(403);

    const options = await optionsAt(again, '/second-factor/passkey');
    const elsewhere = new Authenticator('localhost', 'http://localhost:1');
    Object.assign(elsewhere, { id: key.id });
    expect((await again.post('/second-factor/passkey', { answer: elsewhere.get(options) })).status).toBe(403);
    const broken = JSON.parse(key.get(options));
    broken.response.signature = Buffer.from('not a signature').toString('base64url');
    expect((await again.post('/second-factor/passkey', { answer: JSON.stringify(broken) })).status).toBe(403);

    const clone = await start('ola');
    key.counter = 0;
    const back = key.get(await optionsAt(clone, '/second-factor/passkey'));
    expect((await clone.post('/second-factor/passkey', { answer: back })).status).toBe(403);
    const late = await optionsAt(clone, '/second-factor/passkey');
    key.counter = 100;
    store.advance(5 * 60_000 + 1_000);
    expect((await clone.post('/second-factor/passkey', { answer: key.get(late) })).status).toBe(403);
    for (const nonsense of ['', '{}', 'null', '[', '"x"'])
      expect((await (await start('ola')).post('/second-factor/passkey', { answer: nonsense })).status).toBe(
        403,
      );

    const kari = device();
    await add(await start('kari'), kari);
    const foreign = await start('ola');
    const stolen = kari.get(await optionsAt(foreign, '/second-factor/passkey'));
    expect((await foreign.post('/second-factor/passkey', { answer: stolen })).status).toBe(403);
    expect(await isIn(foreign)).toBe(false);
  });

  it('is added by the very session that asked, once, and under no other member’s', async () => {
    team = await createTeam(store, { ola: ['author'], kari: ['author'] });
    const [ola, kari] = [await start('ola'), await start('kari')];
    const key = device();
    const answer = key.create(await optionsAt(ola, '/account/passkeys'));
    expect((await kari.post('/account/passkeys', { name: 'x', answer })).status).toBe(403);
    expect((await ola.post('/account/passkeys', { name: 'x', answer })).status).toBe(200);
    expect((await ola.post('/account/passkeys', { name: 'x', answer })).status).toBe(403);
    const same = key.create(await optionsAt(kari, '/account/passkeys'));
    expect((await kari.post('/account/passkeys', { name: 'x', answer: same })).status).toBe(403);
  });
});

describe('a passkey alone', () => {
  it('signs in whom it belongs to, where the device checked who holds it, and counts as both factors', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const key = device();
    key.counts = false;
    await add(await start('ola'), key);
    const visitor = new Visitor(base);
    const options = await optionsAt(visitor, '/sign-in/passkey');
    expect(options).toMatchObject({ userVerification: 'required', allowCredentials: [] });
    const answer = key.get(options);
    const done = await visitor.post('/sign-in/passkey', { answer, next: '/account' });
    expect(done.to).toBe('/account');
    expect((await visitor.get('/account')).text).toContain('with a passkey');
    expect((await new Visitor(base).post('/sign-in/passkey', { answer })).status).toBe(403);
    expect((await logged('session.start')).at(-1)).toMatchObject({ method: 'passkey', second: 'passkey' });

    key.verifies = false;
    const unchecked = new Visitor(base);
    const weak = key.get(await optionsAt(unchecked, '/sign-in/passkey'));
    expect((await unchecked.post('/sign-in/passkey', { answer: weak })).status).toBe(403);
    // As a second factor beside the password, having it is enough.
    const half = await start('ola');
    const enough = key.get(await optionsAt(half, '/second-factor/passkey'));
    expect((await half.post('/second-factor/passkey', { answer: enough })).status).toBe(303);
  });

  it('is nobody’s after it was removed, after a reset, or when its member is not active', async () => {
    team = await createTeam(store, { ola: ['author'], kari: ['author'] });
    const boss = await start('boss');
    const [mine, hers] = [device(), device()];
    await add(await start('ola'), mine);
    await add(await start('kari'), hers);
    const attempt = async (key: Authenticator): Promise<number> => {
      const visitor = new Visitor(base);
      return (
        await visitor.post('/sign-in/passkey', {
          answer: key.get(await optionsAt(visitor, '/sign-in/passkey')),
        })
      ).status;
    };
    expect(await attempt(mine)).toBe(303);
    await boss.post('/members/access/factor', { member: idOf('ola') });
    expect(await attempt(mine)).toBe(403);
    await boss.post('/members/deactivate', { member: idOf('kari') });
    expect(await attempt(hers)).toBe(401);
  });
});

describe('the pages with a script', () => {
  it('are these alone, and may run only the store’s own', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const ola = await start('ola');
    const policy = async (visitor: Visitor, path: string): Promise<string> =>
      (await visitor.get(path)).headers.get('content-security-policy') ?? '';
    for (const path of ['/account', '/devices', '/second-factor/set-up', '/account/factor?act=codes'])
      expect([path, await policy(ola, path)]).toEqual([path, expect.not.stringContaining('script-src')]);
    for (const path of ['/account/passkeys', '/sign-in/passkey']) {
      const found = await policy(ola, path);
      expect(found).toMatch(/script-src 'self'$/);
      expect(found).toContain("form-action 'self'");
      expect(found).toContain("default-src 'none'");
    }
    expect(await policy(new Visitor(base), '/sign-in')).not.toContain('script-src');
    const byNumber = new Visitor(store.url);
    expect((await byNumber.get('/sign-in/passkey')).text).toContain('http://localhost');
  });

  it('name the host of the store’s public address, whatever the request says', async () => {
    const proxied = await startTestStore({ publicUrl: 'https://signoff.example.com' });
    const page = await new Visitor(proxied.address).get('/sign-in/passkey', { host: 'evil.example' });
    expect(page.text).toContain('&quot;rpId&quot;:&quot;signoff.example.com&quot;');
    await proxied.close();
  });
});

describe('in Chromium', () => {
  it('a virtual authenticator is added, is the second factor, and signs in alone', async () => {
    team = await createTeam(store, { ola: ['author'] });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const signIn = async () => {
      await page.goto(`${base}/sign-in?next=/account`);
      await page.getByLabel('E-mail address').fill(emailOf('ola'));
      await page.getByLabel('Password').fill(PASSWORD);
      await page.keyboard.press('Enter');
    };
    await signIn();
    await page.getByRole('link', { name: 'Add a passkey' }).press('Enter');
    await page.getByLabel('Name').fill('virtual key');
    await page.getByRole('button', { name: 'Add a passkey' }).press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await page.getByRole('link', { name: 'I have kept them: go on' }).press('Enter');
    await page.getByText('virtual key').waitFor();
    await page.getByRole('button', { name: /^Sign out ola/ }).press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn();
    await page.getByRole('link', { name: 'Use a passkey' }).press('Enter');
    await page.getByRole('button', { name: 'Use a passkey' }).press('Enter');
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await page.getByRole('button', { name: /^Sign out ola/ }).press('Enter');
    await page.getByRole('link', { name: 'Sign in with a passkey' }).press('Enter');
    await page.getByRole('button', { name: 'Use a passkey' }).press('Enter');
    await page.getByRole('heading', { name: 'My browsers' }).waitFor();
    expect(refused).toEqual([]);
    await browser.close();
  });
});
