/**
 * The team store: requests created and decided through HTTP beside the same SQL on the same server, from a bare client and
 * from pgbench where it is installed, in turns within one run; the way of a decision to a thousand connected browsers; a
 * pull of a 10,000-rule ruleset; memory under traffic. `npm run bench -- --long` keeps the traffic up for ten minutes.
 */
import process from 'node:process';
import pg from 'pg';
import { WebSocket } from 'ws';
import { keep, round } from './support/cost.ts';
import { type Sender, type Statement, startLoad } from './support/load.ts';
import { pgbenchRate } from './support/pgbench.ts';
import { type BenchStore, createBenchTeam, startBenchStore, work } from './support/team-store.ts';

const LONG = process.argv.includes('--long');
const RATE_MS = LONG ? 10_000 : 3_000;
const TRAFFIC_MS = LONG ? 600_000 : 30_000;
const CONNECTED = 1_000;
const DECISIONS = LONG ? 200 : 40;
const TEAMS = 4;

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** The transactions of pushed commands that the driver sends while `run` runs: what happens beside them is left out. */
async function recordSql(run: () => Promise<void>): Promise<Statement[]> {
  const open = new Map<unknown, Statement[]>();
  const whole: Statement[] = [];
  const prototype: { query: (...args: unknown[]) => unknown } = pg.Client.prototype;
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]): unknown {
    const [first, second] = args;
    const isConfig = typeof first === 'object' && first !== null && 'text' in first;
    const text = isConfig ? String(first.text) : String(first);
    const values = isConfig && 'values' in first ? first.values : second;
    if (/^(begin|start transaction)/i.test(text)) open.set(this, []);
    const transaction = open.get(this);
    transaction?.push({ text, values: Array.isArray(values) ? [...values] : [] });
    if (transaction !== undefined && /^commit/i.test(text)) {
      if (transaction.some((one) => /insert into "signoff"."mutations"/.test(one.text)))
        whole.push(...transaction);
      open.delete(this);
    }
    return query.apply(this, args);
  };
  try {
    await run();
  } finally {
    prototype.query = query;
  }
  return whole;
}

async function measureRate(bench: BenchStore): Promise<Record<string, number>> {
  const http: Sender[] = [];
  const recorded: (readonly Statement[])[] = [];
  for (let lane = 0; lane < TEAMS; lane += 1) {
    const team = await createBenchTeam(bench);
    const [author, reviewer] = [await team.connect('author'), await team.connect('reviewer')];
    http.push({ via: 'http', url: bench.store.url, author: author.token, reviewer: reviewer.token });
    recorded.push(await recordPair(bench, lane));
  }
  const sql = (prepared: boolean): Sender[] =>
    recorded.map((statements) => ({ via: 'sql', url: bench.database.url, statements, prepared }));
  const load = await startLoad({ http, plain: sql(false), prepared: sql(true) });
  const all: Record<string, number[]> = { http: [], plain: [], prepared: [] };
  const pgbench: number[] = [];
  // The first of each fills caches; it is not counted.
  for (const name of Object.keys(all)) await load.rate(name, RATE_MS / 3);
  for (let turn = 0; turn < 3; turn += 1) {
    for (const [name, rates] of Object.entries(all)) rates.push(await load.rate(name, RATE_MS));
    const rate = await pgbenchRate(bench.database.url, recorded, RATE_MS);
    if (rate !== null) pgbench.push(rate);
  }
  await load.close();
  const median = (rates: readonly number[] | undefined): number =>
    quantile(rates?.toSorted((a, b) => a - b) ?? [], 0.5);
  return {
    http: median(all.http),
    sql: median(all.plain),
    prepared: median(all.prepared),
    pgbench: median(pgbench),
    ratio: median(all.http) / (median(pgbench) || median(all.plain)),
    statements: recorded[0]?.length ?? 0,
  };
}

/** Of these the recorded pair's rows are taken out again, so that the same statements can be sent once more. */
const WRITTEN = [
  'clearances',
  'decisions',
  'request_plans',
  'request_versions',
  'requests',
  'mutations',
  'outbox',
];

/** What the store sends for one request created and decided, in a team of its own that is then as it was before. */
async function recordPair(bench: BenchStore, at: number): Promise<Statement[]> {
  const team = await createBenchTeam(bench);
  const author = await team.connect('author');
  const reviewer = await team.connect('reviewer');
  const admin = new pg.Client({ connectionString: bench.database.adminUrl('signoff') });
  await admin.connect();
  const { rows } = await admin.query('select * from signoff.teams where team = $1', [team.id]);
  const before = rows[0];
  const { create, decide } = work(at);
  const statements = await recordSql(async () => {
    await author.send(create);
    await reviewer.send(decide);
  });
  await admin.query('begin');
  // The keys between the tables are checked by triggers, which would ask for an order of deletion.
  await admin.query('set local session_replication_role = replica');
  for (const table of WRITTEN) await admin.query(`delete from signoff.${table} where team = $1`, [team.id]);
  for (const table of ['log', 'log_contents'])
    await admin.query(`delete from signoff.${table} where team = $1 and seq > $2`, [
      team.id,
      before.log_size,
    ]);
  await admin.query(
    'delete from signoff.log_nodes where team = $1 and (index + 1) * (1::bigint << level) > $2',
    [team.id, before.log_size],
  );
  await admin.query(
    'update signoff.teams set version = $2, log_size = $3, tree_size = $4, tree_peaks = $5 where team = $1',
    [team.id, before.version, before.log_size, before.tree_size, before.tree_peaks],
  );
  await admin.query('update signoff.devices set last_seq = 0 where team = $1', [team.id]);
  await admin.query('commit');
  await admin.end();
  return statements.filter(({ text }) => !/pg_notify/.test(text));
}

async function measurePokes(bench: BenchStore): Promise<Record<string, number>> {
  const team = await createBenchTeam(bench);
  const author = await team.connect('author');
  const reviewer = await team.connect('reviewer');
  const heard: { cursor: number; at: number }[] = [];
  const sockets = await Promise.all(
    Array.from(
      { length: CONNECTED },
      () =>
        new Promise<WebSocket>((done, failed) => {
          const socket = new WebSocket(`${bench.store.url.replace('http', 'ws')}/api/v1/socket`);
          socket.on('error', failed);
          socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: author.token })));
          socket.on('message', (data) => {
            const message = JSON.parse(String(data));
            if (message.type === 'ready') done(socket);
            if (message.type === 'poke') heard.push({ cursor: message.cursor, at: performance.now() });
          });
        }),
    ),
  );
  const times: number[] = [];
  for (let at = 0; at < DECISIONS; at += 1) {
    const { create, decide } = work(1e6 + at);
    const all = async (count: number): Promise<void> => {
      while (heard.length < count) await new Promise((next) => setImmediate(next));
    };
    await author.send(create);
    await all(CONNECTED);
    heard.length = 0;
    const start = performance.now();
    await reviewer.send(decide);
    await all(CONNECTED);
    for (const one of heard) times.push(one.at - start);
    heard.length = 0;
  }
  for (const socket of sockets) socket.terminate();
  times.sort((a, b) => a - b);
  return {
    connected: CONNECTED,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    worst: times.at(-1) ?? 0,
  };
}

/** 10,000 rules in ten packs. */
function rulesYaml(pack: number): string {
  const rules = Array.from(
    { length: 1_000 },
    (_, at) => `  - id: rule-${at}
    kind: existence
    severity: warn
    message: { en: "Says “{match}”." }
    tokens: [word${pack}x${at}]
    examples: { bad: [a word${pack}x${at}], good: [a word] }`,
  );
  return `pack: bench-${pack}\nversion: 1.0.0\ntitle: { en: Bench }\nrules:\n${rules.join('\n')}\n`;
}

async function measureRuleset(bench: BenchStore): Promise<Record<string, number>> {
  const team = await createBenchTeam(
    bench,
    Array.from({ length: 10 }, (_, at) => rulesYaml(at)),
  );
  const client = await team.connect('author');
  const timed = async (headers: Record<string, string>) => {
    const start = performance.now();
    const response = await client.get('/api/v1/ruleset', headers);
    const { length } = await response.text();
    return {
      ms: performance.now() - start,
      status: response.status,
      length,
      tag: response.headers.get('etag') ?? '',
    };
  };
  const cold = await timed({});
  const again: number[] = [];
  const same: number[] = [];
  const pulls: number[] = [];
  for (let at = 0; at < 20; at += 1) {
    again.push((await timed({})).ms);
    const unchanged = await timed({ 'if-none-match': cold.tag });
    if (unchanged.status !== 304)
      throw new Error(`an unchanged ruleset was answered with ${unchanged.status}`);
    same.push(unchanged.ms);
  }
  const first = (await (await client.get('/api/v1/pull')).json()) as { cursor: number; after: string };
  for (let at = 0; at < 20; at += 1) {
    const start = performance.now();
    await (await client.get(`/api/v1/pull?cursor=${first.cursor}&after=${first.after}`)).text();
    pulls.push(performance.now() - start);
  }
  const median = (list: number[]): number =>
    quantile(
      list.toSorted((a, b) => a - b),
      0.5,
    );
  return {
    cold: cold.ms,
    again: median(again),
    unchanged: median(same),
    pull: median(pulls),
    megabytes: cold.length / 1e6,
  };
}

/** Megabytes a minute by least squares over the second half: the first fills caches and pools. */
function slope(points: readonly { minute: number; megabytes: number }[]): number {
  const late = points.slice(Math.floor(points.length / 2));
  const mean = (of: (one: (typeof late)[number]) => number): number =>
    late.reduce((sum, one) => sum + of(one), 0) / late.length;
  const [x, y] = [mean(({ minute }) => minute), mean(({ megabytes }) => megabytes)];
  const above = late.reduce((sum, one) => sum + (one.minute - x) * (one.megabytes - y), 0);
  return above / late.reduce((sum, one) => sum + (one.minute - x) ** 2, 0);
}

async function measureMemory(
  bench: BenchStore,
): Promise<{ points: { minute: number; megabytes: number }[]; slope: number; requests: number }> {
  const team = await createBenchTeam(bench);
  const author = await team.connect('author');
  const reviewer = await team.connect('reviewer');
  const reader = await team.connect('author');
  const points: { minute: number; megabytes: number }[] = [];
  const start = performance.now();
  let requests = 0;
  let next = 0;
  let position = '';
  while (performance.now() - start < TRAFFIC_MS) {
    requests += 1;
    const { create, decide } = work(requests);
    await author.send(create);
    const pulled = reader.get(`/api/v1/pull${position}`).then((response) => response.json());
    await reviewer.send(decide);
    const { cursor, after } = (await pulled) as { cursor: number; after: string };
    position = `?cursor=${cursor}&after=${after}`;
    if (performance.now() - start < next) continue;
    next += TRAFFIC_MS / 60;
    global.gc?.();
    points.push({
      minute: (performance.now() - start) / 60_000,
      megabytes: process.memoryUsage().heapUsed / 1e6,
    });
  }
  return { points, slope: slope(points), requests };
}

const bench = await startBenchStore();
try {
  const speed = await measureRate(bench);
  console.table([
    { what: 'created and decided through HTTP, a second', of: round(speed.http ?? 0) },
    {
      what: `the same ${speed.statements} statements from a bare client, a second`,
      of: round(speed.sql ?? 0),
    },
    { what: 'the same, prepared as the store has them', of: round(speed.prepared ?? 0) },
    { what: 'the same, by pgbench', of: speed.pgbench ? round(speed.pgbench) : 'not installed' },
    {
      what: `x ${speed.pgbench ? 'pgbench' : 'the bare client'} (half is the budget)`,
      of: round(speed.ratio ?? 0),
    },
  ]);
  const pokes = await measurePokes(bench);
  console.table([
    {
      'connected browsers': CONNECTED,
      'p50 ms': round(pokes.p50 ?? 0),
      'p95 ms (budget 300)': round(pokes.p95 ?? 0),
      'worst ms': round(pokes.worst ?? 0),
    },
  ]);
  const ruleset = await measureRuleset(bench);
  console.table([
    {
      'ruleset of 10,000 rules': `${round(ruleset.megabytes ?? 0)} MB`,
      'first ms': round(ruleset.cold ?? 0),
      'again ms': round(ruleset.again ?? 0),
      'unchanged (304) ms': round(ruleset.unchanged ?? 0),
      'pull of nothing new ms': round(ruleset.pull ?? 0),
    },
  ]);
  const memory = await measureMemory(bench);
  console.table([
    {
      'minutes of traffic': round(TRAFFIC_MS / 60_000),
      'created and decided': memory.requests,
      'heap MB, half-way': round(memory.points[Math.floor(memory.points.length / 2)]?.megabytes ?? 0),
      'heap MB, end': round(memory.points.at(-1)?.megabytes ?? 0),
      'MB a minute': round(memory.slope),
    },
  ]);
  keep('store', { speed, pokes, ruleset, memory });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await bench.close();
}
