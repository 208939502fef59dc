/** The running store, held against `authorization.ts` whole: every route × every role × own and other team. */
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../team-store/crypto/passwords.ts';
import { addWebhook } from '../../team-store/outbox/webhooks.ts';
import { byToken } from '../../team-store/record/caller.ts';
import { makeDueCheckpoints } from '../../team-store/record/checkpoints.ts';
import { placeHold } from '../../team-store/record/holds.ts';
import { inChange, inQuietChange } from '../../team-store/team/change.ts';
import { setGroup } from '../../team-store/team/groups.ts';
import { createCode } from '../../team-store/team/join.ts';
import { insertMember, invite } from '../../team-store/team/members.ts';
import { createPasswordLink } from '../../team-store/team/passwords.ts';
import { placePause } from '../../team-store/team/pauses.ts';
import { createSession } from '../../team-store/team/sessions.ts';
import { createSetupToken } from '../../team-store/team/setup.ts';
import { REFUSALS } from '../../utils/api/codes.ts';
import type { Command } from '../../utils/api/commands.ts';
import { clearanceSchema } from '../../utils/api/entities.ts';
import { ROLES, type Role } from '../../utils/api/ids.ts';
import { ROUTES } from '../../utils/api/routes.ts';
import { API, COMMANDS, PAGES, type RouteName } from './authorization.ts';
import {
  Browser,
  createTeam,
  creation,
  draftOf,
  newVersion,
  PACK,
  PASSWORD,
  pkce,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

const OVERRIDE = { overrides: { who: { role: 'admin' }, reasonLength: 3 } };
const SECRETS = ['confidential-words', 'Stillness before the merger'];
/** Move by themselves, or with every refused try, which is on the record. */
const RESTLESS = [
  'log',
  'log_nodes',
  'log_contents',
  'log_checkpoints',
  'attempts',
  'teams',
  'sign_ins',
  'used_challenges',
  'outbox',
];

const registered: string[] = [];
let store: TestStore;
let one: TestTeam;
let other: TestTeam;
let admin: pg.Client;
let boss: Browser;
const browsers = new Map<Role, Browser>();
let stranger: Browser;
let target: Browser;
let hash: string;

const ended = ['none', 'expired', 'revoked'] as const;
type Ended = (typeof ended)[number];
const REFUSED_AS = { none: 'unauthorized', expired: 'unauthorized', revoked: 'token_revoked' } as const;
const endedTokens = new Map<Ended, string | null>();

const idOf = (name: string, team = one): string => {
  const found = team.members.get(name)?.id;
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) registered.push(`${one} ${url}`);
  });
});

beforeAll(async () => {
  store = await startTestStore();
  hash = await hashPassword(PASSWORD);
  const single = Object.fromEntries(ROLES.map((role) => [role, [role]]));
  one = await createTeam(
    store,
    { ...single, target: ['author'], spare: ['reviewer'], revoked: ['admin'], expired: ['admin'] },
    OVERRIDE,
  );
  other = await createTeam(store, { stranger: [...ROLES] }, OVERRIDE);
  admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
  for (const role of ROLES) browsers.set(role, await one.join(role));
  [boss, target, stranger] = [await one.join('boss'), await one.join('target'), await other.join('stranger')];
  await target.ask(`Guaranteed ${SECRETS[0]}`);
  await makeDueCheckpoints(store.core);
  const expired = await one.join('expired');
  const old = Date.now() - 200 * 24 * 3_600_000;
  await admin.query('update signoff.devices set created_at = $1, last_seen_at = $1 where id = $2', [
    old,
    expired.joined.device,
  ]);
  const revoked = await one.join('revoked');
  await revoked.call('POST', ROUTES.leave.path);
  endedTokens.set('none', null).set('expired', expired.joined.token).set('revoked', revoked.joined.token);
}, 120_000);
afterAll(async () => {
  await admin.end();
  await store.close();
});

const callerOf = (browser: Browser) => byToken(store.core, browser.joined.token);

/** Everything that the team has, but what moves by itself. */
async function stateOf(team: TestTeam): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'signoff' order by 1`,
  );
  const parts = rows
    .filter(({ name }) => !RESTLESS.includes(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
          from (select to_jsonb(x) - 'last_seen_at' - 'last_used_at' as t from signoff.${name} x where team = $1) y`,
    );
  return JSON.stringify((await admin.query(parts.join(' union all '), [team.id])).rows);
}

/** What a member of another team may never read. */
function expectNothingOfOurs(text: string): void {
  for (const secret of [...SECRETS, one.id, target.joined.member.id, boss.joined.member.id])
    expect(text).not.toContain(secret);
}

type Input = { readonly body?: unknown; readonly query?: string };
type Maker = (browser: Browser) => Promise<Input> | Input;

async function currentRuleset(team: string): Promise<number> {
  const { rows } = await admin.query('select ruleset from signoff.teams where team = $1', [team]);
  return Number(rows[0].ruleset);
}

async function pauseOfBoss(): Promise<string> {
  const id = randomUUID();
  const scope = { kind: 'topic' as const, words: ['nothing-like-this'] };
  await placePause(store.core, callerOf(boss), { id, scope, reason: SECRETS[1] ?? '', until: null });
  return id;
}

const hook = async (): Promise<string> =>
  (
    await addWebhook(store.core, callerOf(boss), {
      url: 'https://hooks.example.com/a',
      kinds: ['hold.place'],
    })
  ).id;

async function askOfTarget(): Promise<string> {
  const ask = randomUUID();
  const body = { ask, pack: 'test-rules', rule: 'promise', words: `word ${ask}`, note: SECRETS[0] };
  await target.call('POST', ROUTES.askWords.path, body);
  return ask;
}

/** An input that is right in everything, on things of the first team. */
const inputs: Readonly<Record<Exclude<RouteName, 'join'>, Maker>> = {
  push: (browser) => ({
    body: { mutations: [browser.next({ kind: 'request.withdraw', request: randomUUID() })] },
  }),
  pull: () => ({}),
  ruleset: () => ({}),
  rulesetSources: () => ({}),
  rulesetHistory: () => ({}),
  rulesetDevices: () => ({}),
  ruleFigures: () => ({}),
  insight: () => ({}),
  recentPosts: () => ({}),
  shippedPacks: () => ({}),
  publish: async ({ joined }) => ({
    body: {
      base: await currentRuleset(joined.team.id),
      packs: [{ file: 'test.yml', yaml: PACK }],
      overrides: {},
      policy: OVERRIDE,
      note: '',
    },
  }),
  groups: () => ({}),
  setGroup: () => ({ body: { id: 'desk', title: 'Desk', members: [idOf('spare')] } }),
  setAbsence: () => ({
    body: {
      member: idOf('spare'),
      absence: { delegate: idOf('reviewer'), from: Date.now(), until: Date.now() + 1e6 },
    },
  }),
  pause: () => ({
    body: {
      id: randomUUID(),
      scope: { kind: 'topic', words: ['nothing-like-this'] },
      reason: 'A test',
      until: null,
    },
  }),
  liftPause: async () => ({ body: { id: await pauseOfBoss() } }),
  dryRun: () => ({ body: { draft: draftOf('Guaranteed'), author: idOf('target') } }),
  askWords: () => ({
    body: { ask: randomUUID(), pack: 'test-rules', rule: 'promise', words: 'guaranteed', note: '' },
  }),
  wordAsks: () => ({}),
  ownWordAsks: () => ({}),
  closeWordAsk: async () => ({
    body: { ask: await askOfTarget(), answer: 'declined', reason: 'We do not say that' },
  }),
  devices: () => ({}),
  logCheckpoint: () => ({}),
  logExport: () => ({}),
  webhooks: () => ({}),
  webhookAdd: () => ({ body: { url: 'https://hooks.example.com/b', kinds: ['hold.place'] } }),
  webhookSecret: async () => ({ body: { webhook: await hook() } }),
  webhookRemove: async () => ({ body: { webhook: await hook() } }),
  outbox: () => ({}),
  outboxRetry: () => ({ body: { messages: null } }),
  leave: () => ({}),
};

/** The same for oneself, where every role may. */
const forThemselves: Partial<Record<RouteName, Maker>> = {
  setAbsence: ({ joined }) => ({
    body: {
      member: joined.member.id,
      absence: { delegate: idOf('spare'), from: Date.now(), until: Date.now() + 1e6 },
    },
  }),
  dryRun: () => ({ body: { draft: draftOf('Guaranteed') } }),
};

async function callAs(browser: Browser, token: string | null, name: RouteName, make: Maker) {
  const { method, path } = ROUTES[name];
  const { body, query = '' } = await make(browser);
  const response = await fetch(`${store.url}${path}${query}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const code = response.ok ? 'ok' : String(JSON.parse(text).code);
  return { status: response.status, code, text };
}

const names = Object.keys(API) as Exclude<RouteName, 'join'>[];

describe('the table', () => {
  it('has every route that the server answers, and no other', () => {
    const known = new Set([
      ...Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`),
      ...Object.keys(PAGES),
    ]);
    const served = [...new Set(registered)].filter((route) => !route.startsWith('HEAD '));
    const missing = served.filter((route) => !known.has(route));
    expect(missing, `tests/store/authorization.ts does not say who may use ${missing.join(', ')}`).toEqual(
      [],
    );
    expect([...known].filter((route) => !served.includes(route))).toEqual([]);
    expect(Object.keys(API).sort()).toEqual(
      Object.keys(ROUTES)
        .filter((name) => name !== 'join')
        .sort(),
    );
  });
});

describe.each(names)('API %s', (name) => {
  it.each(ROLES)('for %s', async (role) => {
    const may = API[name].may.includes(role);
    const browser = name === 'leave' ? await one.join(role) : browsers.get(role);
    if (browser === undefined) throw new Error(role);
    // What the input needs is made before the state is looked at.
    const prepared = await inputs[name](browser);
    const from = may ? '' : await stateOf(one);
    const { code } = await callAs(browser, browser.joined.token, name, () => prepared);
    expect(code).toBe(may ? 'ok' : 'wrong_role');
    if (!may) expect(await stateOf(one)).toBe(from);
    const own = forThemselves[name];
    expect(own !== undefined).toBe(API[name].forThemselves !== undefined);
    if (own !== undefined) expect((await callAs(browser, browser.joined.token, name, own)).code).toBe('ok');
  });

  it.each(ended)('for a token that is %s', async (how) => {
    const prepared = await inputs[name](boss);
    const from = await stateOf(one);
    const { status, code } = await callAs(boss, endedTokens.get(how) ?? null, name, () => prepared);
    expect([status, code]).toEqual([401, REFUSED_AS[how]]);
    expect(await stateOf(one)).toBe(from);
    if (name === 'push') boss.seq -= 1;
  });

  it('from another team', async () => {
    const { foreign } = API[name];
    const browser = name === 'leave' ? await other.join('stranger') : stranger;
    const prepared = await inputs[name](browser);
    const from = await stateOf(one);
    const { code, text } = await callAs(browser, browser.joined.token, name, () => prepared);
    expect(code).toBe(foreign === 'own team' ? 'ok' : foreign);
    expectNothingOfOurs(text);
    expect(await stateOf(one)).toBe(from);
  });
});

describe('API join', () => {
  it('is for who has the code and its verifier, once', async () => {
    const { verifier, challenge } = pkce();
    const code = await store.core.db.inTeam(one.id, (tx) =>
      createCode(store.core, tx, one.id, idOf('spare'), challenge),
    );
    const { path } = ROUTES.join;
    const join = (body: object) => new Browser(store.url, stranger.joined).call('POST', path, body);
    const body = { code, verifier, deviceName: 'A browser' };
    expect((await join({ ...body, verifier: pkce().verifier })).body.code).toBe('code_invalid');
    expect((await join(body)).status).toBe(400);
    const fresh = await one.join('spare');
    expect(fresh.joined.team.id).toBe(one.id);
  });
});

type CommandMaker = (browser: Browser) => Promise<Command>;

/** A request of `target` with a clearance for its newest version. */
async function cleared(): Promise<{ request: string; fingerprint: string; clearance: string }> {
  const request = await target.ask(`Guaranteed ${SECRETS[0]} ${randomUUID()}`);
  const reviewer = browsers.get('reviewer');
  if (reviewer === undefined) throw new Error('no reviewer');
  await reviewer.send(reviewer.decision(await target.request(request)));
  const { versions } = await target.request(request);
  const jws = versions.at(-1)?.clearance ?? '';
  const clearance = clearanceSchema.parse(
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()),
  );
  return { request, fingerprint: clearance.fingerprint, clearance: clearance.id };
}

const waiting = async (): Promise<{ request: string; fingerprint: string }> => {
  const request = await target.ask(`Guaranteed ${SECRETS[0]} ${randomUUID()}`);
  const fingerprint = (await target.request(request)).versions[0]?.fingerprint ?? '';
  return { request, fingerprint };
};

const commands: Readonly<Record<Command['kind'], CommandMaker>> = {
  'request.create': async () => creation(draftOf(`Guaranteed ${randomUUID()}`)),
  'request.send-version': async () => newVersion((await waiting()).request, 2, draftOf('Guaranteed 2')),
  'request.withdraw': async () => ({ kind: 'request.withdraw', request: (await waiting()).request }),
  'request.cancel': async () => ({
    kind: 'request.cancel',
    request: (await waiting()).request,
    reason: 'Because',
  }),
  'request.override': async () => ({
    kind: 'request.override',
    override: randomUUID(),
    version: 1,
    reason: 'Because',
    ...(await waiting()),
  }),
  'request.comment': async () => ({
    kind: 'request.comment',
    request: (await waiting()).request,
    comment: randomUUID(),
    version: 1,
    audience: 'team',
    text: 'A remark',
    suggestion: null,
  }),
  'request.decide': async () => ({
    kind: 'request.decide',
    decision: randomUUID(),
    version: 1,
    verdict: 'approve',
    reason: null,
    ...(await waiting()),
  }),
  'post.released': async () => ({
    kind: 'post.released',
    platform: 'x',
    account: '@fund',
    at: 1,
    ...(await cleared()),
  }),
  'post.published': async () => {
    const { request, clearance } = await cleared();
    return {
      kind: 'post.published',
      platform: 'x',
      posts: [{ id: '1', address: null }],
      at: 1,
      request,
      clearance,
    };
  },
};

describe.each(Object.keys(COMMANDS) as Command['kind'][])('command %s', (kind) => {
  it.each(ROLES)('for %s', async (role) => {
    const browser = browsers.get(role);
    if (browser === undefined) throw new Error(role);
    const rule = COMMANDS[kind];
    const command = await commands[kind](browser);
    const outcome = await browser.send(command);
    const refusal = typeof rule.else === 'string' ? rule.else : rule.else[role];
    expect(outcome).toBe(rule.may.includes(role) ? 'applied' : refusal);
  });

  it('for themselves', async () => {
    if (COMMANDS[kind].forThemselves === undefined) return;
    expect(await target.send(await commands[kind](target))).toBe('applied');
  });

  it('from another team', async () => {
    const { foreign } = COMMANDS[kind];
    const command = await commands[kind](stranger);
    const from = await stateOf(one);
    expect(await stranger.send(command)).toBe(foreign === 'own team' ? 'applied' : foreign);
    expect(await stateOf(one)).toBe(from);
  });
});

interface Form {
  /** In the query of a page, in the body of a form. */
  readonly fields?: Record<string, string>;
}

/** Somebody new in the first team, to whom things can be done. */
async function newcomer(): Promise<string> {
  return store.core.db.inTeam(one.id, (tx) =>
    inChange(tx, one.id, store.core.now(), (change) =>
      insertMember(
        tx,
        change,
        hash,
        { name: 'Newcomer', email: `${randomUUID()}@one.example`, roles: ['author'] },
        idOf('boss'),
      ),
    ),
  );
}

async function sessionOf(member: string, team = one): Promise<{ cookie: string; id: string }> {
  const token = await store.core.db.inTeam(team.id, (tx) =>
    inQuietChange(tx, team.id, store.core.now(), (change) =>
      createSession(tx, change, { member, method: 'password', second: null, userAgent: 'test' }),
    ),
  );
  const { rows } = await admin.query(
    'select id from signoff.sessions where team = $1 and member = $2 order by created_at desc limit 1',
    [team.id, member],
  );
  return { cookie: `signoff_session=${token}`, id: rows[0].id };
}

const invitation = (): Promise<string | null> =>
  store.core.db.inTeam(one.id, (tx) =>
    inChange(tx, one.id, store.core.now(), (change) =>
      invite(store.core, tx, change, idOf('boss'), `${randomUUID()}@one.example`, ['author']),
    ),
  );
const passwordLink = async (): Promise<string> => {
  const member = await newcomer();
  const made = await store.core.db.inTeam(one.id, (tx) =>
    inChange(tx, one.id, store.core.now(), (change) => createPasswordLink(tx, change, idOf('boss'), member)),
  );
  return made?.token ?? '';
};
const ofNewcomer = async (): Promise<Form> => ({ fields: { member: await newcomer() } });
const challenge = (): Form => ({ fields: { challenge: pkce().challenge } });

/** What a page is asked with, all of it right and about the first team. Pages without need nothing. */
const forms: Readonly<Record<string, () => Form | Promise<Form>>> = {
  'GET /setup': async () => ({ fields: { token: await createSetupToken(store.core) } }),
  'POST /setup': async () => ({
    fields: {
      token: await createSetupToken(store.core),
      team: 'Third',
      name: 'Third',
      email: `${randomUUID()}@third.example`,
      password: PASSWORD,
    },
  }),
  'GET /invitation': async () => ({ fields: { token: (await invitation()) ?? '' } }),
  'POST /invitation': async () => ({
    fields: { token: (await invitation()) ?? '', name: 'Invited', password: PASSWORD },
  }),
  'GET /password': async () => ({ fields: { token: await passwordLink() } }),
  'POST /password': async () => ({ fields: { token: await passwordLink(), password: PASSWORD } }),
  'POST /sign-in': () => ({
    fields: { email: one.members.get('spare')?.email ?? '', password: PASSWORD, next: '/' },
  }),
  'POST /second-factor/set-up': () => ({ fields: { code: '000000' } }),
  'POST /account/session': async () => ({ fields: { session: (await sessionOf(idOf('target'))).id } }),
  'POST /account/device': () => ({ fields: { device: target.joined.device } }),
  'POST /account/elsewhere': () => ({ fields: {} }),
  'GET /account/factor': () => ({ fields: { act: 'codes' } }),
  'POST /account/factor': () => ({
    fields: { act: 'codes', passkey: '', password: 'not it', code: '000000' },
  }),
  'GET /join': challenge,
  'POST /join': challenge,
  'POST /devices/revoke': () => ({ fields: { device: target.joined.device } }),
  'POST /members/invite': () => ({ fields: { email: `${randomUUID()}@one.example`, roles: 'author' } }),
  'POST /members/deactivate': ofNewcomer,
  'POST /members/reactivate': ofNewcomer,
  'POST /members/password': ofNewcomer,
  'POST /members/roles': async () => ({ fields: { member: await newcomer(), roles: 'reviewer' } }),
  'GET /members/access': () => ({ fields: { member: idOf('target') } }),
  'POST /members/access/session': async () => {
    const member = await newcomer();
    return { fields: { member, session: (await sessionOf(member)).id } };
  },
  'POST /members/access/device': async () => ({
    fields: { member: idOf('spare'), device: (await one.join('spare')).joined.device },
  }),
  'POST /members/access/everything': ofNewcomer,
  'POST /members/access/factor': ofNewcomer,
  'POST /security': () => ({ fields: { demand: 'nobody' } }),
  'POST /record/retention': () => ({ fields: { days: '30' } }),
  'POST /record/hold': () => ({ fields: { request: '', reason: SECRETS[1] ?? '' } }),
  'POST /record/lift': async () => ({
    fields: {
      hold: await placeHold(store.core, callerOf(boss), { request: null, reason: SECRETS[1] ?? '' }),
    },
  }),
  'POST /record/address': () => ({ fields: { address: 'https://archive.example.com/log', bearer: '' } }),
  'POST /webhooks/add': () => ({ fields: { url: 'https://hooks.example.com/c', kinds: 'hold.place' } }),
  'POST /webhooks/secret': async () => ({ fields: { webhook: await hook() } }),
  'POST /webhooks/remove': async () => ({ fields: { webhook: await hook() } }),
  'POST /webhooks/retry': () => ({ fields: {} }),
  'POST /groups/set': () => ({ fields: { id: 'a-group', title: 'A group', members: idOf('spare') } }),
  'POST /groups/remove': async () => {
    const group = { id: 'to-remove', title: 'To remove', members: [idOf('spare')] };
    await setGroup(store.core, callerOf(boss), group);
    return { fields: { id: group.id } };
  },
  'POST /absences/set': () => ({
    fields: {
      member: idOf('spare'),
      delegate: idOf('reviewer'),
      from: '2020-01-01T00:00',
      until: '2099-01-01T00:00',
    },
  }),
  'POST /absences/end': () => ({ fields: { member: idOf('spare') } }),
  'POST /pauses/place': () => ({
    fields: {
      scope: 'topic',
      platform: '',
      account: '',
      words: 'nothing-like-this',
      reason: 'A test',
      hours: '',
    },
  }),
  'POST /pauses/lift': async () => ({ fields: { pause: await pauseOfBoss() } }),
};

async function visit(route: string, cookie: string, form: Form) {
  const [method = '', path = ''] = route.split(' ');
  const fields = new URLSearchParams(form.fields);
  const query = method === 'GET' && fields.size > 0 ? `?${fields}` : '';
  const response = await fetch(`${store.url}${path.replace(/\*$/, 'x')}${query}`, {
    method,
    redirect: 'manual',
    headers: { cookie, origin: store.url, 'access-control-request-method': 'GET' },
    ...(method === 'POST' ? { body: fields } : {}),
  });
  return { status: response.status, to: response.headers.get('location') ?? '', text: await response.text() };
}

const webhooksOf = async (team: TestTeam) =>
  admin.query('delete from signoff.webhooks where team = $1', [team.id]);

describe.each(Object.keys(PAGES))('page %s', (route) => {
  const rule = PAGES[route];
  if (rule === undefined) throw new Error(route);
  const isOpen = rule.may === 'anyone';
  const fits = (status: number): boolean =>
    rule.answer === undefined
      ? status === 200 || status === 303 || (route.includes('/reference') && [302, 404].includes(status))
      : status === rule.answer;

  it.each(ROLES)('for %s', async (role) => {
    await webhooksOf(one);
    const { cookie } = await sessionOf(idOf(role));
    const form = (await forms[route]?.()) ?? {};
    const from = await stateOf(one);
    const { status, to, text } = await visit(route, cookie, form);
    const may = rule.may === 'anyone' || rule.may.includes(role);
    if (may) {
      expect([fits(status), status]).toEqual([true, status]);
      if (!isOpen) expect(to).not.toContain('/sign-in');
    } else {
      expect(status).toBe(REFUSALS.wrong_role);
      expect(await stateOf(one)).toBe(from);
      for (const secret of SECRETS) expect(text).not.toContain(secret);
    }
  });

  it.each(ended)('for a session that is %s', async (how) => {
    await webhooksOf(one);
    const { cookie, id } = await sessionOf(idOf('admin'));
    if (how === 'expired')
      await admin.query('update signoff.sessions set expires_at = 1 where team = $1 and id = $2', [
        one.id,
        id,
      ]);
    if (how === 'revoked')
      await admin.query('delete from signoff.sessions where team = $1 and id = $2', [one.id, id]);
    const form = (await forms[route]?.()) ?? {};
    const from = await stateOf(one);
    const { status, to, text } = await visit(route, how === 'none' ? '' : cookie, form);
    if (isOpen) expect([fits(status), status]).toEqual([true, status]);
    else {
      expect([status, to.split('?')[0]]).toEqual([303, '/sign-in']);
      expect(await stateOf(one)).toBe(from);
    }
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  it('from another team', async () => {
    await webhooksOf(other);
    const { cookie } = await sessionOf(idOf('stranger', other), other);
    const form = (await forms[route]?.()) ?? {};
    const from = await stateOf(one);
    const { status, text } = await visit(route, cookie, form);
    if (rule.foreign === 'own team') expect([fits(status), status]).toEqual([true, status]);
    else expect(status).toBe(rule.foreign);
    if (rule.note !== 'whoever has the link that works once' && route !== 'POST /sign-in') {
      expect(await stateOf(one)).toBe(from);
      expectNothingOfOurs(text.replaceAll(form.fields?.member ?? '-', ''));
    }
  });
});
