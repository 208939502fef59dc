/**
 * A cluster that shards by team can answer a statement at one place only when the statement says the team for every table
 * in it. Whatever the hot paths send is caught on its way to the database and looked at.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorker } from '../../team-store/outbox/worker.ts';
import { createTeam, draftOf, newVersion, Socket, startTestStore, type TestStore } from './helpers.ts';

/** Alike for every server and team: they ask who has something due, or what is there at all, and touch no team's rows. */
const ACROSS_TEAMS = [
  /^select distinct "team" from "signoff"\."outbox" where "state" = \$1 and "due_at" <= \$2 limit \$3$/,
  /^select "team" from "signoff"\."(teams|members|join_codes)"/,
];

const KEYWORDS = new Set([
  'set',
  'where',
  'on',
  'inner',
  'left',
  'join',
  'order',
  'group',
  'for',
  'select',
  'values',
]);

/** Tables of a statement with the name that their columns go by. */
function tablesOf(sql: string): { table: string; alias: string; verb: string }[] {
  const found = sql.matchAll(
    /\b(from|join|update|into|using)\s+"?signoff"?\."?(\w+)"?(?:\s+(?:as\s+)?"?(\w+)"?)?/gi,
  );
  return [...found].map(([, verb = '', table = '', alias]) => ({
    table,
    verb: verb.toLowerCase(),
    alias: alias === undefined || KEYWORDS.has(alias.toLowerCase()) ? table : alias,
  }));
}

/** The tables of a statement whose team it does not say. */
function withoutTeam(sql: string): string[] {
  const tables = tablesOf(sql);
  return tables
    .filter(({ table, alias, verb }) => {
      if (verb === 'into')
        return !new RegExp(`into "?signoff"?\\."?${table}"? \\([^)]*\\bteam\\b`, 'i').test(sql);
      const named = new RegExp(`"?\\b${alias}\\b"?\\."?team"? = |= "?\\b${alias}\\b"?\\."?team"?`, 'i');
      const bare = /(?<![.\w"])"?team"? = (\$\d|any)/i;
      return !named.test(sql) && !(alias === table && bare.test(sql));
    })
    .map(({ table }) => table);
}

let store: TestStore;
let sent: string[] = [];
const query = pg.Client.prototype.query;

beforeAll(async () => {
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    if (text !== undefined) sent.push(text.replace(/\s+/g, ' ').trim());
    return Reflect.apply(query, this, args);
  } as never);
  store = await startTestStore({ webhookAllow: '127.0.0.1:9' });
});
afterAll(async () => {
  await store.close();
  vi.restoreAllMocks();
});

describe('what tells a statement without its team', () => {
  it.each([
    ['select "id" from "signoff"."requests" where "id" = $1', ['requests']],
    ['select "id" from "signoff"."requests" where "team" = $1 and "id" = $2', []],
    [
      'select * from "signoff"."requests" as "r" inner join "signoff"."members" as "m" on "m"."id" = "r"."author" where "r"."team" = $1',
      ['members'],
    ],
    [
      'select * from "signoff"."requests" as "r" inner join "signoff"."members" as "m" on "m"."team" = "r"."team" where "r"."team" = $1',
      [],
    ],
    ['insert into "signoff"."log" ("seq") values ($1)', ['log']],
    ['insert into "signoff"."log" ("team", "seq") values ($1, $2)', []],
    ['update "signoff"."teams" set "version" = $1', ['teams']],
  ])('%s', (sql, expected) => {
    expect(withoutTeam(sql)).toEqual(expected);
  });
});

it('every statement of push, pull, decide, poke and the outbox says its team', async () => {
  const team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  const ola = await team.join('ola');
  const ingrid = await team.join('ingrid');
  const boss = await team.join('boss');
  await boss.call('POST', '/api/v1/webhooks', { url: 'http://127.0.0.1:9/' });
  sent = [];
  const socket = new Socket(store.url, { type: 'hello', token: ola.joined.token });
  await socket.take();
  const request = await ola.ask('Guaranteed');
  await ola.send(newVersion(request, 2, draftOf('Guaranteed, in other words')));
  expect(await ingrid.send(ingrid.decision(await ingrid.request(request)))).toBe('applied');
  await socket.take();
  const { body } = await ola.pull();
  await ola.pull(`?cursor=${body.cursor}&after=${encodeURIComponent(body.after)}`);
  const rejected = await ola.ask('Guaranteed, and rejected');
  await ingrid.send(ingrid.decision(await ingrid.request(rejected), 'reject', 'No'));
  await ola.send({ kind: 'request.withdraw', request });
  await ola.call('GET', '/api/v1/ruleset');
  const tried = new Promise<void>((done) => {
    const worker = startWorker(store.core, {
      onError: () => undefined,
      onOutcome: () => void worker.close().then(done),
    });
  });
  store.advance(10_000);
  await tried;
  socket.ws.terminate();

  const touching = sent.filter((sql) => tablesOf(sql).length > 0);
  const touched = new Set(touching.flatMap((sql) => tablesOf(sql).map(({ table }) => table)));
  // The paths were really taken.
  for (const table of [
    'requests',
    'request_versions',
    'decisions',
    'clearances',
    'mutations',
    'log',
    'outbox',
  ])
    expect(touched).toContain(table);
  expect(touching.length).toBeGreaterThan(60);
  const bad = touching
    .filter((sql) => !ACROSS_TEAMS.some((known) => known.test(sql)))
    .filter((sql) => withoutTeam(sql).length > 0)
    .map((sql) => `${withoutTeam(sql).join(', ')}: ${sql}`);
  expect([...new Set(bad)]).toEqual([]);
});
