/**
 * Every route of the API and every form, with inputs made from its own contract, good and spoiled, as members of each role
 * of two teams: never an internal error, never a word of the other team, every refusal a problem with a known code.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { FORMS } from '../../../team-store/pages/forms.ts';
import { inQuietChange } from '../../../team-store/team/change.ts';
import { createSession } from '../../../team-store/team/sessions.ts';
import { REFUSALS } from '../../../utils/api/codes.ts';
import { commandSchema } from '../../../utils/api/commands.ts';
import { ROLES } from '../../../utils/api/ids.ts';
import { problemSchema, ROUTES, SOCKET_PATH } from '../../../utils/api/routes.ts';
import { PAGES } from '../authorization.ts';
import { type Browser, createTeam, PACK, startTestStore, type TestStore, type TestTeam } from '../helpers.ts';
import { fromContract, type Known, spoiled } from './arbitrary.ts';
import { of, SEED } from './form.ts';

const REQUESTS = of(1_500, 21_000);

interface Side {
  readonly team: TestTeam;
  readonly callers: readonly Browser[];
  readonly cookies: readonly string[];
  /** What inputs are made with, for both teams. */
  readonly ids: readonly string[];
  /** Never named by anybody of the other team: the marker, and ids that no input is made with. */
  readonly hidden: readonly string[];
}

let store: TestStore;
let sides: readonly [Side, Side];
const seen: string[] = [];
const statuses = new Map<number, number>();

async function createSide(marker: string): Promise<Side> {
  const team = await createTeam(store, Object.fromEntries(ROLES.map((role) => [role, [role]])));
  const callers: Browser[] = [];
  const cookies: string[] = [];
  for (const role of ROLES) {
    callers.push(await team.join(role));
    const member = team.members.get(role)?.id ?? '';
    const token = await store.core.db.inTeam(team.id, (tx) =>
      inQuietChange(tx, team.id, store.core.now(), (change) =>
        createSession(tx, change, { member, method: 'password', second: null, userAgent: 'test' }),
      ),
    );
    cookies.push(`signoff_session=${token}`);
  }
  const [author] = callers;
  const request = (await author?.ask(`Guaranteed ${marker}`)) ?? '';
  const unnamed = (await author?.ask(`Guaranteed ${marker} as well`)) ?? '';
  const members = ROLES.map((role) => team.members.get(role)?.id ?? '');
  const hidden = [marker, unnamed, team.members.get('boss')?.id ?? ''];
  return { team, callers, cookies, ids: [team.id, request, ...members], hidden };
}

beforeAll(async () => {
  store = await startTestStore({
    // What is not the caller's doing is in the log, and nowhere else.
    logger: {
      level: 'error',
      stream: {
        write: (line: string) => {
          if (/a request failed|a page failed/.test(line)) seen.push(line);
        },
      },
    },
  });
  sides = [await createSide(`marker-${randomUUID()}`), await createSide(`marker-${randomUUID()}`)];
}, 60_000);
afterAll(() => store.close());

const REQUEST_TYPES = [
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'application/json; charset=utf-16',
  '',
];

interface Call {
  readonly path: string;
  readonly method: string;
  readonly body: string | null;
  readonly type: string;
  readonly token: string | null;
}

function checkAnswer(call: Call, status: number, type: string, text: string, foreign: Side): void {
  const about = `${call.method} ${call.path} ${call.body?.slice(0, 2_000)} → ${status} ${text.slice(0, 500)}`;
  expect(status, about).toBeLessThan(500);
  expect(seen, about).toEqual([]);
  expect(/\n\s+at .+:\d+:\d+|node_modules|team-store\//.test(text), about).toBe(false);
  for (const word of foreign.hidden) expect(text.includes(word), about).toBe(false);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  // A WebSocket's address answers what is no WebSocket with nothing.
  if (status < 400 || !call.path.startsWith('/api/') || call.path.startsWith(SOCKET_PATH)) return;
  expect(type, about).toContain('application/problem+json');
  const problem = problemSchema.parse(JSON.parse(text));
  expect(REFUSALS, about).toHaveProperty(problem.code, status);
}

async function send(call: Call, headers: Record<string, string>, foreign: Side): Promise<void> {
  const response = await fetch(store.url + call.path, {
    method: call.method,
    redirect: 'manual',
    headers: {
      ...headers,
      ...(call.token === null ? {} : { authorization: call.token }),
      ...(call.body === null || call.type === '' ? {} : { 'content-type': call.type }),
    },
    ...(call.body === null ? {} : { body: call.body }),
  });
  const type = response.headers.get('content-type') ?? '';
  checkAnswer(call, response.status, type, await response.text(), foreign);
}

/** JSON that is no JSON, now and then. */
const broken = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    text.slice(0, -1),
    `${text}}`,
    '{"a":1,}',
    '\ufeff{}',
    'null',
    '"',
    '[',
    '\u0000',
    'NaN',
    '',
  );

const knownOf = (): Known => ({
  ids: sides.flatMap(({ ids }) => ids),
  texts: [
    'x',
    '@fund',
    'author',
    'test-rules',
    'promise',
    'guaranteed',
    'test.yml',
    PACK,
    'desk',
    'request.decide',
  ],
});

function queryText(input: unknown): string {
  if (typeof input !== 'object' || input === null)
    return encodeURIComponent(String(input).toWellFormed().slice(0, 3_000));
  return Object.entries(input)
    .map(([key, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return `${encodeURIComponent(key.toWellFormed())}=${encodeURIComponent(text.toWellFormed().slice(0, 3_000))}`;
    })
    .join('&');
}

/** A push that the store takes as one: the sequence goes on, so that the command itself is looked at. */
async function pushed(browser: Browser, command: unknown): Promise<string> {
  browser.seq += 1;
  return JSON.stringify({ mutations: [{ seq: browser.seq, id: randomUUID(), command }] });
}

const routes = Object.entries(ROUTES).filter(([name]) => name !== 'leave');
const PARTS = routes.length + Object.keys(PAGES).length / 2 + 2;
const runsOf = (share: number): number => Math.ceil((REQUESTS / PARTS) * share * 1.1);

describe(`fuzz of ${REQUESTS} requests (seed ${SEED})`, () => {
  it.each(routes)(
    '%s',
    async (_name, route) => {
      const contract: z.ZodType | null = 'body' in route ? route.body : 'query' in route ? route.query : null;
      const good = contract === null ? fc.constant({}) : fromContract(contract, knownOf());
      const input = fc.oneof({ weight: 2, arbitrary: good }, { weight: 3, arbitrary: spoiled(good) });
      const isBody = route.method === 'POST';
      const call = fc.record({
        input,
        side: fc.nat(1),
        caller: fc.nat(ROLES.length - 1),
        token: fc.option(
          fc.constantFrom(
            'Bearer ',
            'Bearer x',
            'Basic eDp5',
            'Bearer sgn_\u00e9',
            `Bearer ${'z'.repeat(499)}`,
          ),
          {
            freq: 12,
          },
        ),
        type: fc.oneof(
          { weight: 15, arbitrary: fc.constant('application/json') },
          fc.constantFrom(...REQUEST_TYPES),
        ),
        tail: fc.option(fc.nat(9), { freq: 12 }),
      });
      await fc.assert(
        fc.asyncProperty(call, async ({ input, side, caller, token, type, tail }) => {
          const own = sides[side === 0 ? 0 : 1];
          const foreign = sides[side === 0 ? 1 : 0];
          const browser = own.callers[caller];
          if (browser === undefined) throw new Error('no caller');
          const json = JSON.stringify(input) ?? '';
          const body = tail === null ? json : (fc.sample(broken(json), { numRuns: 1, seed: tail })[0] ?? '');
          const query = !isBody && contract !== null ? `?${queryText(input)}` : '';
          await send(
            {
              path: route.path + query,
              method: route.method,
              body: isBody ? body : null,
              type,
              token: token ?? `Bearer ${browser.joined.token}`,
            },
            {},
            foreign,
          );
        }),
        { numRuns: runsOf(1), seed: SEED, endOnFailure: true },
      );
    },
    of(60_000, 1_800_000),
  );

  it(
    'commands that are next in their device’s order',
    async () => {
      const good = fromContract(commandSchema, knownOf());
      const input = fc.oneof(good, spoiled(good));
      await fc.assert(
        fc.asyncProperty(input, fc.nat(1), fc.nat(ROLES.length - 1), async (command, side, caller) => {
          const own = sides[side === 0 ? 0 : 1];
          const browser = own.callers[caller];
          if (browser === undefined) throw new Error('no caller');
          const answer = await browser.pull('?cursor=0');
          expect(answer.status).toBe(200);
          const body = await pushed(browser, command);
          const token = `Bearer ${browser.joined.token}`;
          const before = browser.seq;
          await send(
            { path: ROUTES.push.path, method: 'POST', body, type: 'application/json', token },
            {},
            sides[side === 0 ? 1 : 0],
          );
          // A command that was refused as a whole has not moved the sequence.
          const probe = await browser.call('POST', ROUTES.push.path, {
            mutations: [
              { seq: 1e9, id: randomUUID(), command: { kind: 'request.withdraw', request: randomUUID() } },
            ],
          });
          browser.seq = probe.body.last ?? before;
        }),
        { numRuns: runsOf(5), seed: SEED, endOnFailure: true },
      );
    },
    of(60_000, 1_800_000),
  );

  it.each(
    Object.keys(PAGES).filter(
      (route) => !/sign-out|^OPTIONS|everything|elsewhere|deactivate|\/sign-in|account\/session/.test(route),
    ),
  )(
    'page %s',
    async (route) => {
      const [method = '', path = ''] = route.split(' ');
      const texts = Object.values(FORMS).map((form) => fromContract(form, knownOf()));
      const good = fc.oneof(...texts);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(good, spoiled(good)),
          fc.nat(1),
          fc.nat(ROLES.length),
          async (input, side, caller) => {
            const own = sides[side === 0 ? 0 : 1];
            const cookie = own.cookies[caller] ?? 'signoff_session=session_x; signoff_session=%00';
            const fields = queryText(input);
            await send(
              {
                path: `${path.replace('*', 'x')}${method === 'GET' ? `?${fields}` : ''}`,
                method,
                body: method === 'POST' ? fields : null,
                type: 'application/x-www-form-urlencoded',
                token: null,
              },
              { cookie, origin: store.url },
              sides[side === 0 ? 1 : 0],
            );
          },
        ),
        { numRuns: runsOf(0.5), seed: SEED, endOnFailure: true },
      );
    },
    of(60_000, 1_800_000),
  );

  it('has reached what it is about: answers and refusals of many kinds', () => {
    const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `fuzz: ${total} requests, by status ${JSON.stringify(Object.fromEntries(statuses))}, seed ${SEED}`,
    );
    expect(total).toBeGreaterThanOrEqual(REQUESTS);
    for (const status of [200, 400, 401, 403])
      expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(0);
  });
});
