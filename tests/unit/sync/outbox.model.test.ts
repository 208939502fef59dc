import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../utils/api/commands.ts';
import type { Database, OutboxEntry } from '../../../utils/sync/db.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { enqueueIn, type FlushDeps, type FlushOutcome, flushOutbox } from '../../../utils/sync/outbox.ts';
import { connectionOf, joinedDatabase, ModelStore, memberOf, teamKey } from './support.ts';

const key = (await teamKey()).publicKey;

const entries = (db: Database): Promise<OutboxEntry[]> => db.read((tx) => tx.objectStore('outbox').getAll());
const joined = (): Promise<Database> => joinedDatabase(connectionOf(memberOf('Ola'), key));

function deps(db: Database, push: FlushDeps['push'], now = 1_000): FlushDeps {
  return { db, push, now: () => now, random: () => 0.5 };
}

const withdraw = (db: Database) =>
  db.write((tx) => enqueueIn(tx, { kind: 'request.withdraw', request: crypto.randomUUID() }));

const network = (): StoreError => new StoreError('unreachable', 'No network.', { status: 0 });

/** What can happen to one push: the browser ends the worker, the network loses either way, or the store answers twice. */
type Fate =
  | 'ok'
  | 'lost-request'
  | 'lost-answer'
  | 'killed-before'
  | 'killed-after'
  | 'duplicate'
  | 'bad'
  | 'partial';

class Killed extends Error {}

interface Real {
  db: Database;
  store: ModelStore;
  /** Copies of earlier bodies, which the network may deliver late. */
  sent: (readonly Mutation[])[];
}

interface Model {
  enqueued: string[];
  refusedByStore: Set<string>;
}

class Enqueue implements fc.AsyncCommand<Model, Real> {
  readonly refused: boolean;
  constructor(refused: boolean) {
    this.refused = refused;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const entry = await withdraw(real.db);
    model.enqueued.push(entry.id);
    if (this.refused) model.refusedByStore.add(entry.command.request);
  }
  toString = () => `enqueue(${this.refused ? 'refused' : 'applied'})`;
}

/** The worker dies after the command was written or before it: the transaction decides, never half. */
class KilledEnqueue implements fc.AsyncCommand<Model, Real> {
  check = () => true;
  async run(_model: Model, real: Real): Promise<void> {
    const dying = real.db.write(async (tx) => {
      await enqueueIn(tx, { kind: 'request.withdraw', request: crypto.randomUUID() });
      throw new Killed();
    });
    await expect(dying).rejects.toBeInstanceOf(Killed);
  }
  toString = () => 'killedEnqueue';
}

class Flush implements fc.AsyncCommand<Model, Real> {
  readonly fates: readonly Fate[];
  constructor(fates: readonly Fate[]) {
    this.fates = fates;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    let step = 0;
    const push: FlushDeps['push'] = async (_, mutations) => {
      const fate = this.fates[step] ?? 'ok';
      step += 1;
      real.sent.push(mutations);
      switch (fate) {
        case 'lost-request':
          throw network();
        case 'killed-before':
          throw new Killed();
        case 'lost-answer':
          real.store.push(mutations);
          throw network();
        case 'killed-after':
          real.store.push(mutations);
          throw new Killed();
        case 'duplicate':
          real.store.push(mutations);
          return real.store.push(mutations);
        case 'bad':
          throw new StoreError('unavailable', 'Busy.', { status: 503 });
        case 'partial': {
          const answer = real.store.push(mutations);
          return { ...answer, results: answer.results.slice(1) };
        }
        case 'ok':
          return real.store.push(mutations);
      }
    };
    await flushOutbox(deps(real.db, push), true).catch((error: unknown): FlushOutcome | null => {
      if (error instanceof Killed) return null;
      throw error;
    });
    await check(model, real);
  }
  toString = () => `flush(${this.fates.join(',')})`;
}

/** An old body arrives at the store once more, after newer ones. */
class Reordered implements fc.AsyncCommand<Model, Real> {
  readonly which: number;
  constructor(which: number) {
    this.which = which;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const old = real.sent[this.which % Math.max(1, real.sent.length)];
    if (old === undefined) return;
    try {
      real.store.push(old);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    await check(model, real);
  }
  toString = () => `lateDelivery(${this.which})`;
}

async function check(model: Model, real: Real): Promise<void> {
  const kept = await entries(real.db);
  const applied = real.store.applied.map((one) => one.id);
  expect(new Set(applied).size).toBe(applied.length);
  expect(applied).toEqual(model.enqueued.filter((id) => applied.includes(id)));
  expect(kept.map((entry) => entry.id)).toEqual(model.enqueued);
  for (const entry of kept) {
    if (entry.state === 'applied') expect(applied).toContain(entry.id);
    if (entry.state === 'refused') expect(model.refusedByStore).toContain(entry.command.request);
  }
}

describe('whatever happens between the browser and the store', () => {
  it('loses no command, applies none twice, keeps the order, and shows what was refused', async () => {
    const fate = fc.constantFrom<Fate>(
      'ok',
      'lost-request',
      'lost-answer',
      'killed-before',
      'killed-after',
      'duplicate',
      'bad',
      'partial',
    );
    const commands = fc.commands(
      [
        fc.boolean().map((refused) => new Enqueue(refused)),
        fc.constant(new KilledEnqueue()),
        fc.array(fate, { maxLength: 3 }).map((fates) => new Flush(fates)),
        fc.nat(20).map((which) => new Reordered(which)),
      ],
      { maxCommands: 25 },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (list) => {
        const model: Model = { enqueued: [], refusedByStore: new Set() };
        const store = new ModelStore();
        store.refuse = (command) =>
          model.refusedByStore.has(command.request) ? { code: 'not_found', detail: 'No.' } : null;
        const real: Real = { db: await joined(), store, sent: [] };
        await fc.asyncModelRun(() => ({ model, real }), list);
        // The store is back: everything that was ever kept arrives, or is shown as refused.
        await flushOutbox(
          deps(real.db, async (_, mutations) => store.push(mutations)),
          true,
        );
        const kept = await entries(real.db);
        expect(kept.filter((entry) => entry.state === 'pending')).toEqual([]);
        const wanted = kept.filter((entry) => !model.refusedByStore.has(entry.command.request));
        expect(store.applied.map((one) => one.id)).toEqual(wanted.map((entry) => entry.id));
        const refused = kept.filter((entry) => entry.state === 'refused');
        expect(refused).toHaveLength(model.refusedByStore.size);
        await real.db.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
