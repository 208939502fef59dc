/** Everything that is a secret, or somebody's words, is marked and sent by every way in; none of it may be in the log. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROUTES } from '../../utils/api/routes.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  newVersion,
  PASSWORD,
  postJson,
  Socket,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

const MARK = `mark${randomBytes(8).toString('hex')}`;

let log = '';
let store: TestStore;
let team: TestTeam;
let ola: Browser;
let boss: Browser;

beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  store = await startTestStore({
    logger: { level: 'trace', stream },
    metricsToken: `metrics-${MARK}`,
    webhookAllow: '127.0.0.1:9',
  });
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  ola = await team.join('ola');
  boss = await team.join('boss');
});
afterAll(() => store.close());

it('keeps texts, tokens, passwords, addresses of people and what was asked for out of the log', async () => {
  // Words of people, in every place of the commands that takes some.
  const request = await ola.ask(`Guaranteed ${MARK}`);
  await ola.send(newVersion(request, 2, draftOf(`Guaranteed ${MARK} again`)));
  const ingrid = await team.join('ingrid');
  await ingrid.send(ingrid.decision(await ingrid.request(request), 'request-changes', `reason ${MARK}`));
  await boss.call('POST', ROUTES.webhookAdd.path, { url: `http://127.0.0.1:9/${MARK}` });
  await boss.call('POST', ROUTES.setGroup.path, { id: 'legal', title: MARK, members: [] });
  // Every route, with words where it takes none, with a token that is none, and with a body that is no JSON.
  for (const { method, path } of Object.values(ROUTES)) {
    if (path === ROUTES.leave.path) continue;
    const body = method === 'POST' ? { [MARK]: MARK, note: MARK, draft: draftOf(MARK) } : undefined;
    await boss.call(method, `${path}?${MARK}=${MARK}`, body, { cookie: `session=${MARK}` });
    await boss.call(method, path, body, { authorization: `Bearer ${MARK}` });
    if (method === 'POST')
      await fetch(store.url + path, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${MARK}` },
        body: `{"${MARK}`,
      });
  }
  await postJson(`${store.url}/api/v1/join`, { code: MARK, verifier: MARK.repeat(3), deviceName: MARK });
  await fetch(`${store.url}/${MARK}?token=${MARK}`);
  await fetch(`${store.url}/metrics`, { headers: { authorization: `Bearer metrics-${MARK}` } });
  // The pages: passwords, links and what people type.
  const visitor = new Visitor(store.url);
  const { email = '' } = team.members.get('boss') ?? {};
  await visitor.post('/sign-in', { email: `${MARK}@example.com`, password: MARK });
  await visitor.post('/sign-in', { email, password: PASSWORD });
  for (const path of ['/members', '/record', '/devices', '/webhooks', '/pauses', '/account'])
    expect((await visitor.get(path)).status).toBe(200);
  await visitor.post('/record/hold', { request: '', reason: MARK });
  await visitor.post('/record/address', { address: `http://127.0.0.1:9/${MARK}`, bearer: MARK });
  await visitor.post('/invitation', { token: MARK, name: MARK, password: MARK.repeat(2) });
  await visitor.get(`/setup?token=${MARK}`);
  await visitor.get(`/password?token=${MARK}`);
  const socket = new Socket(store.url, { type: 'hello', token: MARK });
  await socket.closed;

  const lines = log.trimEnd().split('\n');
  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered');
  // The log is there, and says of each request what it was.
  expect(answered.length).toBeGreaterThan(80);
  const routes = new Set(answered.map(({ route }) => route));
  for (const { path } of Object.values(ROUTES))
    if (path !== ROUTES.leave.path) expect(routes).toContain(path);
  expect(answered.every(({ status, ms }) => status >= 200 && ms >= 0)).toBe(true);
  const secrets = [
    MARK,
    ola.joined.token,
    boss.joined.token,
    PASSWORD,
    email,
    visitor.cookie.split('=')[1] ?? 'x',
  ];
  for (const secret of secrets) {
    const found = lines.filter((line) => line.includes(secret));
    expect(found).toEqual([]);
  }
});

it('says what failed and where when something of the store’s own breaks, without what was sent', async () => {
  const from = log.length;
  const broken = store.core.checker;
  const original = broken.check;
  Object.assign(broken, {
    check: () => {
      throw new Error('the checker is broken');
    },
  });
  const command = ola.next({
    kind: 'request.create',
    request: '00000000-0000-4000-8000-000000000001',
    draft: draftOf(`Guaranteed ${MARK}`) as never,
    fingerprint: 'f'.repeat(64),
    findings: [],
    verdict: 'needs-approval',
    rulesetVersion: 1,
    note: MARK,
  });
  const { status } = await ola.push(command);
  Object.assign(broken, { check: original });
  expect(status).toBe(500);
  // It was neither applied nor refused: its number is still free.
  ola.seq -= 1;
  expect(log.slice(from)).toContain('the checker is broken');
  expect(log.slice(from)).not.toContain(MARK);
});

it('does not repeat what the database quotes of a row', async () => {
  const from = log.length;
  const admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
  await admin.query(
    `alter table signoff.request_versions add constraint no_marks check (note not like 'note%')`,
  );
  const command = { ...creation(draftOf(`Guaranteed ${MARK}`)), note: `note ${MARK}` };
  const { status } = await ola.push(ola.next(command));
  await admin.query('alter table signoff.request_versions drop constraint no_marks');
  await admin.end();
  expect(status).toBe(500);
  expect(log.slice(from)).toContain('no_marks');
  expect(log.slice(from)).not.toContain(MARK);
});
