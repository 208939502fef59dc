/**
 * What Prometheus reads: https://prometheus.io/docs/instrumenting/exposition_formats/. Labels are routes' patterns, states
 * and codes of the store's own: no team, no person, no text.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/database.ts';
import type { JobState } from './periodic.ts';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** @param route the route's pattern, never an address with ids in it */
  answered(method: string, route: string, status: number, seconds: number): void;
  /** An attempt to send a message: `sent`, or the problem's code. */
  outbox(outcome: string): void;
}

export interface MetricsSources {
  readonly db: Database;
  readonly now: () => number;
  readonly sockets: () => number;
  readonly jobs: () => readonly JobState[];
}

/** Bounds in seconds, about the budgets that the store has. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10];

/** Of all teams together, as the database has it now. */
interface Stock {
  readonly waiting: number;
  readonly dead: number;
  /** Seconds that the oldest waiting message is overdue. */
  readonly late: number;
  readonly teams: number;
  readonly entries: number;
  readonly exportsFailing: number;
}

function readStock(db: Database, now: number): Promise<Stock> {
  return db.lookup(async (tx) => {
    const messages = await tx
      .selectFrom('outbox')
      .select(({ fn }) => [
        'state',
        fn.countAll<number>().as('count'),
        fn.min<number | null>('due_at').as('first'),
      ])
      .where('state', '<>', 'sent')
      .groupBy('state')
      .execute();
    const log = await tx
      .selectFrom('teams')
      .select(({ fn }) => [
        fn.countAll<number>().as('teams'),
        fn.sum<string | null>('log_size').as('entries'),
      ])
      .executeTakeFirstOrThrow();
    const { failing } = await tx
      .selectFrom('log_exports')
      .select(({ fn }) => fn.countAll<number>().as('failing'))
      .where('state', '=', 'waiting')
      .where('attempts', '>', 0)
      .executeTakeFirstOrThrow();
    const of = (state: string) => messages.find((row) => row.state === state);
    return {
      waiting: of('waiting')?.count ?? 0,
      dead: of('dead')?.count ?? 0,
      late: Math.max(0, (now - (of('waiting')?.first ?? now)) / 1_000),
      teams: log.teams,
      entries: Number(log.entries ?? 0),
      exportsFailing: failing,
    };
  });
}

export function createMetrics({ db, now, sockets, jobs }: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const labels = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'signoff_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: labels,
    registers,
  });
  const time = new Histogram({
    name: 'signoff_request_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route'] as const,
    buckets: BUCKETS,
    registers,
  });
  const attempts = new Counter({
    name: 'signoff_outbox_attempts_total',
    help: 'Attempts to send a message, by outcome.',
    labelNames: ['outcome'] as const,
    registers,
  });
  new Gauge({
    name: 'signoff_sockets',
    help: 'Browsers connected to this server.',
    registers,
    collect() {
      this.set(sockets());
    },
  });
  new Gauge({
    name: 'signoff_database_connections',
    help: 'Connections of this server to the database, and callers that wait for one.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      for (const [state, count] of Object.entries(db.connections())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'signoff_sweep_age_seconds',
    help: 'Time since each of the regular jobs last got through without an error.',
    labelNames: ['job'] as const,
    registers,
    collect() {
      for (const { name, age } of jobs()) this.set({ job: name }, age);
    },
  });
  new Gauge({
    name: 'signoff_sweep_failures',
    help: 'How often each of the regular jobs has failed since the start.',
    labelNames: ['job'] as const,
    registers,
    collect() {
      for (const { name, failures } of jobs()) this.set({ job: name }, failures);
    },
  });
  const up = gauge('signoff_database_up', '1 when the database answered this very question.');
  const stock: Readonly<Record<keyof Stock, Gauge>> = {
    waiting: gauge('signoff_outbox_waiting', 'Messages that are to be sent, of all teams.'),
    dead: gauge('signoff_outbox_dead', 'Messages that were given up, of all teams.'),
    late: gauge('signoff_outbox_late_seconds', 'How long the oldest message is overdue, 0 when none is.'),
    teams: gauge('signoff_teams', 'Teams in the database.'),
    entries: gauge('signoff_log_entries', 'Entries in the logs of all teams.'),
    exportsFailing: gauge(
      'signoff_log_exports_failing',
      'Exports of the log on a schedule that failed at least once and are not there yet.',
    ),
  };
  return {
    contentType: registry.contentType,
    async text() {
      try {
        const found = await readStock(db, now());
        for (const [name, value] of Object.entries(found)) stock[name as keyof Stock].set(value);
        up.set(1);
      } catch {
        // What the database has is not known now; a number from before would look as if it were.
        for (const one of Object.values(stock)) one.set(Number.NaN);
        up.set(0);
      }
      return registry.metrics();
    },
    answered(method, route, status, seconds) {
      requests.inc({ method, route, status: String(status) });
      time.observe({ method, route }, seconds);
    },
    outbox: (outcome) => attempts.inc({ outcome }),
  };
}
