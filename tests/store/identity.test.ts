/** Signing in with a second factor: codes of an app, recovery codes, what the team demands, and what admins can do. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetSecondFactors } from '../../team-store/locked-out.ts';
import { completeFirstFactor } from '../../team-store/team/sign-in.ts';
import { createTeam, PASSWORD, SECRET, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { Visitor } from './visitor.ts';

const run = promisify(execFile);
const MINUTE = 60_000;

let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.close());

const emailOf = (name: string): string => team.members.get(name)?.email ?? '';
const idOf = (name: string): string => team.members.get(name)?.id ?? '';

async function fresh(members: Parameters<typeof createTeam>[1] = { ola: ['author'] }): Promise<void> {
  team = await createTeam(store, members);
}

async function start(name: string, password = PASSWORD): Promise<Visitor> {
  const visitor = new Visitor(store.url);
  await visitor.post('/sign-in', { email: emailOf(name), password });
  return visitor;
}

const secretIn = (text: string): string =>
  (/<code class="link">([A-Z2-7 ]+)<\/code>/.exec(text)?.[1] ?? '').replaceAll(' ', '');
const codesIn = (text: string): string[] =>
  [...text.matchAll(/<li><code>([A-Z0-9-]+)<\/code>/g)].map((match) => match[1] ?? '');

const codeOf = (secret: string, shift = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: store.core.now() + shift });

/** Sets an app up for who is signed in. @returns its secret and the recovery codes */
async function setUpApp(visitor: Visitor): Promise<{ secret: string; codes: string[] }> {
  const secret = secretIn((await visitor.get('/second-factor/set-up')).text);
  const done = await visitor.post('/second-factor/set-up', { code: codeOf(secret), next: '/account' });
  return { secret, codes: codesIn(done.text) };
}

async function logged(kind: string): Promise<Record<string, unknown>[]> {
  await store.core.settled();
  const rows = await store.core.db.readTeam(team.id, (tx) =>
    tx.selectFrom('log').select('entry').orderBy('seq').execute(),
  );
  return rows.map(({ entry }) => entry).filter((entry) => entry.kind === kind);
}

const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/devices')).status === 200;

describe('an authenticator app', () => {
  it('is switched on by its first right code only, and then asked for at every sign-in', async () => {
    await fresh();
    const ola = await start('ola');
    const page = await ola.get('/second-factor/set-up');
    const secret = secretIn(page.text);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(page.text).toContain('<svg');
    expect(secretIn((await ola.get('/second-factor/set-up')).text)).toBe(secret);
    const wrong = await ola.post('/second-factor/set-up', { code: codeOf(secret, 10 * MINUTE) });
    expect(wrong.status).toBe(403);
    expect(await isIn(await start('ola'))).toBe(true);
    const done = await ola.post('/second-factor/set-up', { code: codeOf(secret), next: '/account' });
    expect(codesIn(done.text)).toHaveLength(10);
    expect(new Set(codesIn(done.text)).size).toBe(10);

    const next = new Visitor(store.url);
    const half = await next.post('/sign-in', {
      email: emailOf('ola'),
      password: PASSWORD,
      next: '/join?challenge=x',
    });
    expect(half.to).toBe(`/second-factor?next=${encodeURIComponent('/join?challenge=x')}`);
    expect(await isIn(next)).toBe(false);
    store.advance(MINUTE);
    const shown = await next.post('/second-factor', { code: codeOf(secret), next: '/join?challenge=x' });
    expect(shown.to).toBe('/join?challenge=x');
    expect(await isIn(next)).toBe(true);
    expect(await logged('factor.add')).toMatchObject([{ member: idOf('ola'), factor: 'totp' }]);
    expect((await logged('session.start')).at(-1)).toMatchObject({ method: 'password', second: 'totp' });
  });

  it('gives codes that work once, in their own order', async () => {
    await fresh();
    const { secret } = await setUpApp(await start('ola'));
    const again = await start('ola');
    // The code that switched it on is used up, and so is the one before it.
    expect((await again.post('/second-factor', { code: codeOf(secret) })).status).toBe(403);
    expect((await again.post('/second-factor', { code: codeOf(secret, -30_000) })).status).toBe(403);
    store.advance(MINUTE);
    const code = codeOf(secret);
    expect((await again.post('/second-factor', { code })).status).toBe(303);
    const thief = await start('ola');
    expect((await thief.post('/second-factor', { code })).status).toBe(403);
    const both = await Promise.all([start('ola'), start('ola')]);
    store.advance(MINUTE);
    const one = codeOf(secret);
    const answers = await Promise.all(both.map((visitor) => visitor.post('/second-factor', { code: one })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
  });

  it('keeps its secret sealed, for this member alone', async () => {
    await fresh({ ola: ['author'], kari: ['author'] });
    const { secret } = await setUpApp(await start('ola'));
    await setUpApp(await start('kari'));
    const rows = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('totp_factors').select(['member', 'sealed_secret']).execute(),
    );
    expect(rows).toHaveLength(2);
    for (const { sealed_secret } of rows) expect(sealed_secret.toString('latin1')).not.toContain(secret);
    const kari = rows.find(({ member }) => member === idOf('kari'));
    await store.core.db.inTeam(team.id, (tx) =>
      tx
        .updateTable('totp_factors')
        .set({ sealed_secret: kari?.sealed_secret ?? Buffer.alloc(0) })
        .where('team', '=', team.id)
        .where('member', '=', idOf('ola'))
        .execute(),
    );
    store.advance(MINUTE);
    const swapped = await start('ola');
    expect((await swapped.post('/second-factor', { code: codeOf(secret) })).status).toBe(500);
    const log = await store.core.db.readTeam(team.id, (tx) => tx.selectFrom('log').select('entry').execute());
    expect(JSON.stringify(log)).not.toContain(secret);
  });

  it('goes with password and code, and not with one of them', async () => {
    await fresh();
    const ola = await start('ola');
    const { secret, codes } = await setUpApp(ola);
    store.advance(MINUTE);
    const remove = (password: string, code: string) =>
      ola.post('/account/factor', { act: 'remove-totp', password, code });
    expect((await remove('wrong password', codeOf(secret))).status).toBe(403);
    expect((await remove(PASSWORD, '000000')).status).toBe(403);
    expect((await ola.get('/account')).text).toContain('Switched on.');
    expect((await remove(PASSWORD, codes[0] ?? '')).status).toBe(303);
    expect((await ola.get('/account')).text).toContain('Not set up.');
    expect(await isIn(await start('ola'))).toBe(true);
    expect(await logged('factor.remove')).toMatchObject([{ member: idOf('ola'), factor: 'totp' }]);
  });
});

describe('a recovery code', () => {
  it('stands in for the app once, and new codes replace all', async () => {
    await fresh();
    const ola = await start('ola');
    const { secret, codes } = await setUpApp(ola);
    const [first = '', second = '', third = ''] = codes;
    const visitor = await start('ola');
    expect((await visitor.post('/second-factor', { code: first.toLowerCase() })).status).toBe(303);
    const again = await start('ola');
    expect((await again.post('/second-factor', { code: first })).status).toBe(403);
    expect((await ola.get('/account')).text).toContain('9 left.');
    store.advance(MINUTE);
    const made = await ola.post('/account/factor', {
      act: 'codes',
      password: PASSWORD,
      code: codeOf(secret),
    });
    expect(codesIn(made.text)).toHaveLength(10);
    expect((await again.post('/second-factor', { code: second })).status).toBe(403);
    expect((await again.post('/second-factor', { code: codesIn(made.text)[0] ?? '' })).status).toBe(303);
    const rows = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('recovery_codes').selectAll().execute(),
    );
    for (const { code_hash } of rows) expect(code_hash).toHaveLength(32);
    expect(JSON.stringify(await logged('factor.recovery-codes'))).not.toContain(third);
  });
});

describe('half signed in', () => {
  it('grants nothing: no page, no join code, no form, no new factor', async () => {
    await fresh({ ola: ['author', 'admin'] });
    await setUpApp(await start('ola'));
    const half = await start('ola');
    for (const path of [
      '/',
      '/account',
      '/account/passkeys',
      '/devices',
      '/members',
      '/record',
      '/security',
      '/webhooks',
    ])
      expect([path, (await half.get(path)).to]).toEqual([path, `/sign-in?next=${encodeURIComponent(path)}`]);
    const challenge = 'a'.repeat(43);
    expect((await half.post('/join', { challenge })).to).toContain('/sign-in');
    expect((await half.get('/second-factor/set-up')).to).toBe('/sign-in');
    expect((await half.post('/second-factor/set-up', { code: '123456' })).to).toBe('/sign-in');
    const stolen = new Visitor(store.url);
    stolen.cookie = half.cookie.replace('signoff_half', 'signoff_session');
    expect(await isIn(stolen)).toBe(false);
    stolen.cookie = half.cookie.replace('signoff_half=half', 'signoff_session=session');
    expect(await isIn(stolen)).toBe(false);
  });

  it('ends after five wrong codes, after ten minutes, with its use, and with the member', async () => {
    await fresh();
    const { secret } = await setUpApp(await start('ola'));
    store.advance(MINUTE);
    const guesser = await start('ola');
    for (let tries = 0; tries < 5; tries += 1)
      expect((await guesser.post('/second-factor', { code: '000000' })).status).toBe(403);
    expect((await guesser.post('/second-factor', { code: codeOf(secret) })).to).toBe('/sign-in');
    const slow = await start('ola');
    store.advance(10 * MINUTE + 1_000);
    expect((await slow.post('/second-factor', { code: codeOf(secret) })).to).toBe('/sign-in');
    const once = await start('ola');
    const kept = once.cookie;
    expect((await once.post('/second-factor', { code: codeOf(secret) })).to).toBe('/');
    store.advance(MINUTE);
    once.cookie = kept;
    expect((await once.post('/second-factor', { code: codeOf(secret) })).to).toBe('/sign-in');
    const left = await start('ola');
    const boss = await start('boss');
    await boss.post('/members/deactivate', { member: idOf('ola') });
    expect((await left.post('/second-factor', { code: codeOf(secret) })).to).toBe('/sign-in');
    const refused = await logged('session.refuse');
    expect(refused).not.toEqual([]);
    for (const entry of refused) expect(entry).toMatchObject({ member: idOf('ola'), at: 'code' });
  });

  it('is where an invitation and a password link lead as well', async () => {
    await fresh();
    const { secret } = await setUpApp(await start('ola'));
    const boss = await start('boss');
    const link = await boss.post('/members/password', { member: idOf('ola') });
    const token = /password\?token=(password_[\w-]+)/.exec(link.text)?.[1] ?? '';
    const ola = new Visitor(store.url);
    const set = await ola.post('/password', { token, password: 'another password entirely' });
    expect(set.to).toContain('/second-factor');
    expect(await isIn(ola)).toBe(false);
    store.advance(MINUTE);
    expect((await ola.post('/second-factor', { code: codeOf(secret) })).status).toBe(303);

    await setUpApp(boss);
    await boss.post('/security', { demand: 'all' });
    const invited = await boss.post('/members/invite', { email: `new@${team.id}.example`, roles: 'author' });
    const invitation = /invitation\?token=(invite_[\w-]+)/.exec(invited.text)?.[1] ?? '';
    const newcomer = new Visitor(store.url);
    const joined = await newcomer.post('/invitation', { token: invitation, name: 'New', password: PASSWORD });
    expect(joined.to).toContain('/second-factor');
    expect(await isIn(newcomer)).toBe(false);
    expect((await newcomer.get('/second-factor')).to).toContain('/second-factor/set-up');
    expect((await setUpApp(newcomer)).codes).toHaveLength(10);
    expect(await isIn(newcomer)).toBe(true);
  });

  it('is passed by a way of signing in that counts as both factors, and by no inactive member', async () => {
    await fresh();
    await setUpApp(await start('ola'));
    const who = { team: team.id, member: idOf('ola') };
    const first = { method: 'oidc', userAgent: undefined } as const;
    expect((await completeFirstFactor(store.core, who, first)).kind).toBe('second-factor');
    expect((await completeFirstFactor(store.core, who, { ...first, second: 'provider' })).kind).toBe(
      'session',
    );
    await (await start('boss')).post('/members/deactivate', { member: who.member });
    await expect(
      completeFirstFactor(store.core, who, { ...first, second: 'provider' }),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('the team', () => {
  it('demands a second factor of admins and reviewers, or of all: sessions without one end', async () => {
    await fresh({ ola: ['author'], ingrid: ['reviewer'] });
    const [boss, ola, ingrid] = await Promise.all([start('boss'), start('ola'), start('ingrid')]);
    expect((await boss.post('/security', { demand: 'deciders' })).status).toBe(422);
    expect((await ola.post('/security', { demand: 'nobody' })).status).toBe(403);
    await setUpApp(boss);
    expect((await boss.post('/security', { demand: 'deciders' })).status).toBe(303);
    expect([await isIn(boss), await isIn(ola), await isIn(ingrid)]).toEqual([true, true, false]);
    const again = await start('ingrid');
    expect(await isIn(again)).toBe(false);
    const { codes } = await setUpApp(again);
    expect(await isIn(again)).toBe(true);
    const last = { act: 'remove-totp', password: PASSWORD, code: codes[0] ?? '' };
    expect((await again.post('/account/factor', last)).status).toBe(422);
    // Who becomes a reviewer is one of them from that moment.
    await boss.post('/members/roles', { member: idOf('ola'), roles: 'reviewer' });
    expect(await isIn(ola)).toBe(false);
    expect(await logged('team.second-factor')).toMatchObject([{ member: idOf('boss'), of: 'deciders' }]);
  });

  it('has an admin reset a member’s factor, on the record; but not their own', async () => {
    await fresh();
    const ola = await start('ola');
    await setUpApp(ola);
    const boss = await start('boss');
    const { codes } = await setUpApp(boss);
    expect(codes).toHaveLength(10);
    const reset = await boss.post('/members/access/factor', { member: idOf('ola') });
    expect(reset.status).toBe(303);
    expect(await isIn(ola)).toBe(false);
    expect(await isIn(await start('ola'))).toBe(true);
    await boss.post('/members/access/factor', { member: idOf('boss') });
    expect((await boss.get('/account')).text).toContain('Switched on.');
    expect(await logged('factor.reset')).toMatchObject([{ member: idOf('boss'), subject: idOf('ola') }]);
    expect((await (await start('ola')).post('/members/access/factor', { member: idOf('boss') })).status).toBe(
      403,
    );
  });

  it('whose only admin lost the phone is helped by whoever runs the store', async () => {
    await fresh();
    const boss = await start('boss');
    await setUpApp(boss);
    const { stdout } = await run(
      process.execPath,
      ['team-store/main.ts', '--reset-second-factor', emailOf('boss')],
      {
        env: { ...process.env, DATABASE_URL: store.ownerUrl, SIGNOFF_SECRET: SECRET },
      },
    );
    expect(stdout).toContain('without a second factor');
    expect(await isIn(boss)).toBe(false);
    expect(await isIn(await start('boss'))).toBe(true);
    expect(await logged('factor.reset')).toMatchObject([{ member: null, subject: idOf('boss') }]);
    const options = { databaseUrl: store.ownerUrl, secret: SECRET };
    expect(await resetSecondFactors(options, emailOf('boss'))).toEqual([]);
    await expect(resetSecondFactors(options, 'nobody@example.com')).rejects.toMatchObject({
      code: 'member_unknown',
    });
  });
});
