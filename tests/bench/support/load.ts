/**
 * Those who send: a thread of their own, as users are elsewhere than the store. Commands through HTTP, and the same SQL
 * through the bare driver, come from the same thread.
 */
import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import pg from 'pg';
import { Client, work } from './team-store.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Who sends in one lane: an author and a reviewer, or a client of the database. */
export type Sender =
  | { readonly via: 'http'; readonly url: string; readonly author: string; readonly reviewer: string }
  | {
      readonly via: 'sql';
      readonly url: string;
      readonly statements: readonly Statement[];
      /** As the store has its statements prepared, or each read and planned anew. */
      readonly prepared: boolean;
    };

export interface Load {
  /** How often a second `senders` were through, each one after the other, for so long. */
  rate(name: string, ms: number): Promise<number>;
  close(): Promise<void>;
}

interface Lane {
  once(): Promise<void>;
  close(): Promise<void>;
}

function httpLane(sender: Extract<Sender, { via: 'http' }>): Lane {
  const author = new Client(sender.url, sender.author);
  const reviewer = new Client(sender.url, sender.reviewer);
  let at = 0;
  return {
    async once() {
      at += 1;
      const { create, decide } = work(at);
      await author.send(create);
      await reviewer.send(decide);
    },
    async close() {},
  };
}

/**
 * Both commands in one transaction, for the second needs what the first has written; it is undone at its end, so that the
 * same can be sent again, and what the two commits cost is paid by two records of one row each.
 */
export function repeatable(statements: readonly Statement[]): Statement[] {
  const last = statements.findLastIndex(({ text }) => /^commit/i.test(text));
  const plain = (text: string): Statement => ({ text, values: [] });
  return [
    ...statements.map((statement, at) => {
      if (at === last) return plain('rollback');
      const isBetween = at > 0 && /^(begin|start transaction|commit)/i.test(statement.text);
      return isBetween ? plain('select 1') : statement;
    }),
    ...Array.from({ length: 2 }, () => ({
      text: "select pg_logical_emit_message(true, 'bench', $1)",
      values: ['x'.repeat(4_000)],
    })),
  ];
}

async function sqlLane({ url, statements, prepared }: Extract<Sender, { via: 'sql' }>): Promise<Lane> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const again = repeatable(statements);
  const send = async ({ text, values }: Statement, at: number): Promise<void> => {
    const list = values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
    if (prepared && list.length > 0) await client.query({ name: `s${at}`, text, values: list });
    else await client.query(text, list.length > 0 ? list : undefined);
  };
  return {
    async once() {
      for (const [at, statement] of again.entries()) await send(statement, at);
    },
    close: () => client.end(),
  };
}

/** @param senders by name, one for each lane */
export async function startLoad(senders: Readonly<Record<string, readonly Sender[]>>): Promise<Load> {
  const thread = new Worker(new URL(import.meta.url), { workerData: senders });
  const answer = async (): Promise<number> => {
    const [message] = await once(thread, 'message');
    return message;
  };
  await answer();
  return {
    rate(name, ms) {
      const done = answer();
      thread.postMessage({ name, ms });
      return done;
    },
    async close() {
      thread.postMessage(null);
      await once(thread, 'exit');
    },
  };
}

if (parentPort !== null) {
  const port = parentPort;
  const lanes = new Map<string, Lane[]>();
  const senders: Readonly<Record<string, readonly Sender[]>> = workerData;
  for (const [name, list] of Object.entries(senders))
    lanes.set(
      name,
      await Promise.all(list.map((one) => (one.via === 'http' ? httpLane(one) : sqlLane(one)))),
    );
  port.on('message', async (order: { name: string; ms: number } | null) => {
    if (order === null) {
      for (const list of lanes.values()) for (const lane of list) await lane.close();
      port.close();
      return;
    }
    const start = performance.now();
    const until = start + order.ms;
    let done = 0;
    await Promise.all(
      (lanes.get(order.name) ?? []).map(async (lane) => {
        while (performance.now() < until) {
          await lane.once();
          done += 1;
        }
      }),
    );
    port.postMessage((done / (performance.now() - start)) * 1_000);
  });
  port.postMessage(0);
}
