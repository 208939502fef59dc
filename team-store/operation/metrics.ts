/** What Prometheus reads: https://prometheus.io/docs/instrumenting/exposition_formats/ */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/database.ts';

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
}

/** Bounds in seconds, about the budgets that the store has. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10];

export function createMetrics({ db, now, sockets }: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'signoff_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const outcomes = new Counter({
    name: 'signoff_outbox_attempts_total',
    help: 'Attempts to send a message, by outcome.',
    labelNames: ['outcome'],
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
    help: 'Connections to the database, and callers that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(db.connections())) this.set({ state }, count);
    },
  });
  const depth = new Gauge({
    name: 'signoff_outbox_messages',
    help: 'Messages in the outbox of all teams.',
    labelNames: ['state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'signoff_outbox_oldest_seconds',
    help: 'Age of the oldest message that waits, 0 when none does.',
    registers,
  });
  const readOutbox = async (): Promise<void> => {
    const rows = await db.lookup((tx) =>
      tx
        .selectFrom('outbox')
        .select(({ fn }) => [
          'state',
          fn.countAll<number>().as('count'),
          fn.min<number>('created_at').as('first'),
        ])
        .where('state', '<>', 'sent')
        .groupBy('state')
        .execute(),
    );
    const of = (state: string) => rows.find((row) => row.state === state);
    for (const state of ['waiting', 'dead']) depth.set({ state }, of(state)?.count ?? 0);
    const first = of('waiting')?.first;
    oldest.set(first === undefined ? 0 : Math.max(0, (now() - first) / 1_000));
  };
  return {
    contentType: registry.contentType,
    async text() {
      await readOutbox();
      return registry.metrics();
    },
    answered: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    outbox: (outcome) => outcomes.inc({ outcome }),
  };
}
