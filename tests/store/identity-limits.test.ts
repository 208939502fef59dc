/** How often somebody may try: by address and by account, over all servers, telling nothing about who is known. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyPassword } from '../../team-store/crypto/passwords.ts';
import { addressKey } from '../../team-store/http/limits.ts';
import { startStore } from '../../team-store/store.ts';
import { forgetAttempts, NO_TEAM, take } from '../../team-store/team/attempts.ts';
import { createTeam, PASSWORD, pkce, postJson, SECRET, startTestStore, type TestStore } from './helpers.ts';
import { Visitor } from './visitor.ts';

vi.mock('../../team-store/crypto/passwords.ts', async (original) => {
  const real = await original<typeof import('../../team-store/crypto/passwords.ts')>();
  return { ...real, verifyPassword: vi.fn(real.verifyPassword) };
});

const WIDE = { join: 10_000, signIn: 10_000, account: 10_000, code: 10_000, links: 10_000, forms: 10_000 };

const stores: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const store of stores.reverse()) await store.close();
});

async function started(limits: Partial<typeof WIDE>, trustProxy?: string): Promise<TestStore> {
  const store = await startTestStore({
    limits: { ...WIDE, ...limits },
    ...(trustProxy ? { trustProxy } : {}),
  });
  stores.push(store);
  return store;
}

const signInAt = (url: string, email: string, password = 'wrong password', ip = '203.0.113.7') =>
  new Visitor(url).post('/sign-in', { email, password }, { 'x-forwarded-for': ip });

describe('by account', () => {
  it('counts whoever asks from wherever at whichever server, says when to come back, and fills again', async () => {
    const first = await started({ account: 3 }, '127.0.0.1');
    let offset = 0;
    const second = await startStore({
      port: 0,
      databaseUrl: first.ownerUrl,
      secret: SECRET,
      trustProxy: '127.0.0.1',
      limits: { ...WIDE, account: 3 },
      clock: () => Date.now() + offset,
    });
    stores.push(second);
    const team = await createTeam(first, { ola: ['author'] });
    const email = team.members.get('ola')?.email ?? '';
    const answers = [
      await signInAt(first.url, email, undefined, '203.0.113.1'),
      await signInAt(second.url, email.toUpperCase(), undefined, '203.0.113.2'),
      await signInAt(first.url, ` ${email}`, undefined, '203.0.113.3'),
      await signInAt(second.url, email, PASSWORD, '203.0.113.4'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 429]);
    const wait = Number(answers[3]?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(20);
    const other = team.members.get('boss')?.email ?? '';
    expect((await signInAt(first.url, other, PASSWORD)).status).toBe(303);
    offset += wait * 1_000;
    first.advance(wait * 1_000);
    expect((await signInAt(second.url, email, PASSWORD)).status).toBe(303);
    expect((await signInAt(first.url, email, PASSWORD)).status).toBe(429);
  });

  it('treats an address that is nobody’s the same way, to the letter', async () => {
    const store = await started({ account: 2 });
    const team = await createTeam(store, { ola: ['author'] });
    const known = team.members.get('ola')?.email ?? '';
    const unknown = `nobody@${team.id}.example`;
    const seen = async (email: string) => {
      const answers = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const { status, text, headers } = await new Visitor(store.url).post('/sign-in', {
          email,
          password: 'x'.repeat(12),
        });
        answers.push([status, text.replaceAll(email, 'EMAIL'), headers.get('retry-after')]);
      }
      return answers;
    };
    expect(await seen(known)).toEqual(await seen(unknown));
  });
});

describe('by address', () => {
  it('counts all accounts together, and a whole IPv6 network as one', async () => {
    const store = await started({ signIn: 2 }, '127.0.0.1');
    const team = await createTeam(store, { ola: ['author'] });
    const email = team.members.get('ola')?.email ?? '';
    const from = async (ip: string, who = email) => (await signInAt(store.url, who, PASSWORD, ip)).status;
    expect([await from('203.0.113.1', 'a@b.example'), await from('203.0.113.1', 'c@d.example')]).toEqual([
      403, 403,
    ]);
    expect(await from('203.0.113.1')).toBe(429);
    expect(await from('203.0.113.2')).toBe(303);
    expect([await from('2001:db8::1'), await from('2001:db8::2'), await from('2001:db8::3')]).toEqual([
      303, 303, 429,
    ]);
    expect(await from('2001:db8:0:1::1')).toBe(303);
    expect(addressKey('::ffff:203.0.113.9')).toBe('203.0.113.9');
  });

  it('holds for join codes and one-time links at all servers', async () => {
    const first = await started({ join: 2, links: 2 });
    const second = await startStore({
      port: 0,
      databaseUrl: first.ownerUrl,
      secret: SECRET,
      limits: { ...WIDE, join: 2, links: 2 },
    });
    stores.push(second);
    const join = (url: string) =>
      postJson(`${url}/api/v1/join`, {
        code: 'AAAA-AAAA-AAAA-AAAA',
        verifier: pkce().verifier,
        deviceName: 'x',
      });
    const joins = [await join(first.url), await join(second.url), await join(first.url)];
    expect(joins.map(({ status }) => status)).toEqual([400, 400, 429]);
    expect(Number(joins[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
    const link = async (url: string, path: string) => (await new Visitor(url).get(`${path}?token=x`)).status;
    expect([
      await link(first.url, '/invitation'),
      await link(second.url, '/password'),
      await link(second.url, '/setup'),
    ]).toEqual([404, 404, 429]);
  });
});

describe('any form', () => {
  it('is held back at its server when one address sends too many, signing in included', async () => {
    const store = await started({ forms: 2 });
    const seen = [];
    for (let tries = 0; tries < 3; tries += 1)
      seen.push(await signInAt(store.url, `nobody${tries}@example.com`));
    expect(seen.map(({ status }) => status)).toEqual([403, 403, 429]);
    expect(Number(seen[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('what is kept', () => {
  it('names no address and no account, and goes when it means nothing any more', async () => {
    const store = await started({ signIn: 60, account: 10 });
    await signInAt(store.url, 'someone@example.com');
    const rows = () =>
      store.core.db.readTeam(NO_TEAM, (tx) => tx.selectFrom('attempts').selectAll().execute());
    const kept = await rows();
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept.map(({ key }) => key.toString('latin1')))).not.toMatch(/someone|127\.0\.0/);
    await forgetAttempts(store.core, []);
    expect(await rows()).toHaveLength(2);
    store.advance(120_000);
    await forgetAttempts(store.core, []);
    expect(await rows()).toEqual([]);
  });

  it('gives exactly the allowance to many who ask at once', async () => {
    const store = await started({});
    const attempt = { team: null, purpose: 'a test', key: 'x', allowance: { count: 5, perMs: 60_000 } };
    const waits = await Promise.all(Array.from({ length: 20 }, () => take(store.core, attempt)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    store.advance(12_000);
    expect([await take(store.core, attempt), (await take(store.core, attempt)) > 0]).toEqual([0, true]);
  });
});

describe('the work of a sign-in that fails', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await started({});
  });
  beforeEach(() => {
    vi.mocked(verifyPassword).mockClear();
  });

  it('is one password check, whether the account is known, unknown, or has no password', async () => {
    const team = await createTeam(store, { ola: ['author'], kari: ['author'] });
    const admin = new pg.Client({ connectionString: store.adminUrl });
    await admin.connect();
    await admin.query('delete from signoff.member_passwords where member = $1', [
      team.members.get('kari')?.id,
    ]);
    await admin.end();
    for (const email of [
      team.members.get('ola')?.email ?? '',
      team.members.get('kari')?.email ?? '',
      'nobody@example.com',
    ]) {
      vi.mocked(verifyPassword).mockClear();
      expect((await signInAt(store.url, email)).status).toBe(403);
      expect(vi.mocked(verifyPassword)).toHaveBeenCalledTimes(1);
    }
  });

  it('enters a known account’s failure after the answer, a few times an hour', async () => {
    const team = await createTeam(store, { ola: ['author'] });
    const email = team.members.get('ola')?.email ?? '';
    const entries = async () => {
      await store.core.settled();
      const rows = await store.core.db.readTeam(team.id, (tx) =>
        tx.selectFrom('log').select('entry').execute(),
      );
      return rows.map(({ entry }) => entry).filter(({ kind }) => kind === 'session.refuse');
    };
    const before = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('teams').select('version').executeTakeFirstOrThrow(),
    );
    await signInAt(store.url, email);
    expect(await entries()).toMatchObject([
      { member: team.members.get('ola')?.id, outcome: 'refused', at: 'password' },
    ]);
    for (let tries = 0; tries < 9; tries += 1) await signInAt(store.url, email);
    expect(await entries()).toHaveLength(5);
    store.advance(3_600_000);
    await signInAt(store.url, email);
    expect(await entries()).toHaveLength(6);
    const after = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('teams').select('version').executeTakeFirstOrThrow(),
    );
    // No browser has anything to fetch because of it.
    expect(after).toEqual(before);
    expect(JSON.stringify(await entries())).not.toContain('wrong password');
  });
});

describe('second factors', () => {
  it('are counted by member over all states, for a quarter of an hour', async () => {
    const store = await started({ code: 3 });
    const team = await createTeam(store, { ola: ['author'] });
    const who = { team: team.id, member: team.members.get('ola')?.id ?? '' };
    await store.core.db.inTeam(team.id, (tx) =>
      tx
        .insertInto('totp_factors')
        .values({ ...who, sealed_secret: Buffer.alloc(60), created_at: 0, confirmed_at: 1 })
        .execute(),
    );
    const tryCode = async (visitor: Visitor) =>
      (await visitor.post('/second-factor', { code: 'nothing' })).status;
    const half = async () => {
      const visitor = new Visitor(store.url);
      await visitor.post('/sign-in', { email: team.members.get('ola')?.email ?? '', password: PASSWORD });
      return visitor;
    };
    const [one, other] = [await half(), await half()];
    // A secret that cannot be opened is the store's own mistake; that it was tried counts all the same.
    expect([await tryCode(one), await tryCode(other), await tryCode(one), await tryCode(other)]).toEqual([
      500, 500, 500, 429,
    ]);
    store.advance(5 * 60_000);
    expect([await tryCode(one), await tryCode(other)]).toEqual([500, 429]);
  });
});
