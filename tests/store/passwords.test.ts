/** Nobody stays locked out: members come back, and a forgotten password has a way round. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_TEAM, seedDemoTeam } from '../../team-store/demo-team.ts';
import { createPasswordLinks } from '../../team-store/locked-out.ts';
import { startStore } from '../../team-store/store.ts';
import { createTeam, PASSWORD, SECRET, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { Visitor } from './visitor.ts';

const run = promisify(execFile);
const NEW = 'another password entirely';

let store: TestStore;
let team: TestTeam;
let boss: Visitor;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], kari: ['author'], per: ['author'] });
  boss = new Visitor(store.url);
  await signIn(boss, 'boss');
});
afterAll(() => store.close());

const member = (name: string) => {
  const found = team.members.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

async function signIn(visitor: Visitor, name: string, password = PASSWORD): Promise<number> {
  return (await visitor.post('/sign-in', { email: member(name).email, password })).status;
}

const tokenIn = (text: string): string => /password\?token=(password_[\w-]+)/.exec(text)?.[1] ?? '';

async function linkFor(name: string): Promise<string> {
  const page = await boss.post('/members/password', { member: member(name).id });
  expect(page.text).toContain(member(name).email);
  return tokenIn(page.text);
}

async function logged(kind: string): Promise<Record<string, unknown>[]> {
  const rows = await store.core.db.readTeam(team.id, (tx) =>
    tx.selectFrom('log').select('entry').orderBy('seq').execute(),
  );
  return rows.map(({ entry }) => entry).filter((entry) => entry.kind === kind);
}

describe('a deactivated member', () => {
  it('comes back with one button, on the record, and joins anew', async () => {
    const before = await team.join('ola');
    const { id } = member('ola');
    const link = await linkFor('ola');
    await boss.post('/members/deactivate', { member: id });
    expect(await signIn(new Visitor(store.url), 'ola')).toBe(403);
    expect((await boss.get('/members')).text).toContain('action="/members/reactivate"');
    expect(await boss.post('/members/reactivate', { member: id })).toMatchObject({ status: 303 });
    expect((await boss.get('/members')).text).not.toContain('action="/members/reactivate"');
    expect(await signIn(new Visitor(store.url), 'ola')).toBe(303);
    expect((await before.pull()).status).toBe(401);
    expect((await (await team.join('ola')).pull()).body.member).toMatchObject({ id, active: true });
    expect((await new Visitor(store.url).get(`/password?token=${link}`)).status).toBe(404);
    await boss.post('/members/reactivate', { member: id });
    expect(await logged('member.reactivate')).toMatchObject([{ member: member('boss').id, subject: id }]);
  });

  it('is brought back, and given links, by admins only', async () => {
    const per = new Visitor(store.url);
    await signIn(per, 'per');
    for (const path of ['/members/reactivate', '/members/password'])
      expect((await per.post(path, { member: member('boss').id })).status).toBe(403);
    const other = await createTeam(store, {});
    const foreign = other.members.get('boss')?.id ?? '';
    expect((await boss.post('/members/password', { member: foreign })).status).toBe(404);
  });
});

describe('a forgotten password', () => {
  it('is replaced by a link that works once, which ends every session', async () => {
    const old = new Visitor(store.url);
    await signIn(old, 'kari');
    const token = await linkFor('kari');
    const kari = new Visitor(store.url);
    expect((await kari.get(`/password?token=${token}`)).text).toContain(member('kari').email);
    const short = await kari.post('/password', { token, password: 'short' });
    expect(short.status).toBe(422);
    expect(short.text).toContain('aria-invalid="true"');
    expect((await old.get('/devices')).status).toBe(200);
    const both = await Promise.all(
      [1, 2].map(() => new Visitor(store.url).post('/password', { token, password: NEW })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect((await old.get('/devices')).to).toContain('/sign-in');
    expect(await signIn(new Visitor(store.url), 'kari')).toBe(403);
    expect(await signIn(new Visitor(store.url), 'kari', NEW)).toBe(303);
    expect((await kari.get(`/password?token=${token}`)).status).toBe(404);
    const subject = member('kari').id;
    expect(await logged('member.password-link')).toContainEqual(
      expect.objectContaining({ member: member('boss').id, subject }),
    );
    expect(await logged('member.password')).toMatchObject([{ member: subject, subject }]);
    expect(JSON.stringify(await logged('member.password-link'))).not.toContain('password_');
  });

  it('has one link at a time, for 24 hours', async () => {
    const first = await linkFor('per');
    const second = await linkFor('per');
    const visitor = new Visitor(store.url);
    expect((await visitor.get(`/password?token=${first}`)).status).toBe(404);
    store.advance(24 * 3_600_000 - 1_000);
    expect((await visitor.get(`/password?token=${second}`)).status).toBe(200);
    store.advance(2_000);
    expect((await visitor.post('/password', { token: second, password: NEW })).status).toBe(404);
    await signIn(boss, 'boss');
  });
});

describe('--password-link', () => {
  it('prints a link for a store on DATABASE_URL while it runs', async () => {
    const running = await startTestStore();
    const { id, members } = await createTeam(running, {});
    const forgetful = members.get('boss');
    const { stdout } = await run(
      process.execPath,
      ['team-store/main.ts', '--password-link', ` ${forgetful?.email.toUpperCase()}`],
      {
        env: {
          ...process.env,
          DATABASE_URL: running.ownerUrl,
          SIGNOFF_SECRET: SECRET,
          SIGNOFF_PUBLIC_URL: 'https://signoff.example.com',
        },
      },
    );
    expect(stdout).toContain('https://signoff.example.com/password?token=password_');
    const visitor = new Visitor(running.url);
    expect((await visitor.post('/password', { token: tokenIn(stdout), password: NEW })).status).toBe(303);
    expect((await visitor.get('/members')).status).toBe(200);
    const log = await running.core.db.readTeam(id, (tx) => tx.selectFrom('log').select('entry').execute());
    expect(log.map(({ entry }) => entry)).toContainEqual(
      expect.objectContaining({ kind: 'member.password-link', member: null, subject: forgetful?.id }),
    );
    await expect(
      createPasswordLinks({ databaseUrl: running.ownerUrl, secret: SECRET }, 'nobody@example.com'),
    ).rejects.toMatchObject({ code: 'member_unknown', message: expect.stringContaining('nobody@') });
    await running.close();
  });

  it('needs the store stopped on its embedded database, and makes none where there is none', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'signoff-link-'));
    const email = DEMO_TEAM.members.find(({ roles }) => roles.includes('admin'))?.email ?? '';
    await expect(createPasswordLinks({ dataDir }, email)).rejects.toMatchObject({ code: 'data_missing' });
    expect(await readdir(dataDir)).toEqual([]);
    const first = await startStore({ port: 0, dataDir });
    await seedDemoTeam(first);
    await expect(createPasswordLinks({ dataDir }, email)).rejects.toMatchObject({
      code: 'data_in_use',
      message: expect.stringMatching(/is running.*stop it/),
    });
    await first.close();
    const [made] = await createPasswordLinks({ dataDir, port: 8455 }, email);
    expect(made?.link).toMatch(/^http:\/\/127\.0\.0\.1:8455\/password\?token=password_/);
    const second = await startStore({ port: 0, dataDir });
    const visitor = new Visitor(second.url);
    const set = await visitor.post('/password', { token: tokenIn(made?.link ?? ''), password: NEW });
    expect(set.status).toBe(303);
    await second.close();
    await rm(dataDir, { recursive: true });
  });
});
