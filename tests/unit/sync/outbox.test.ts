import { describe, expect, it } from 'vitest';
import { askApproval } from '../../../utils/sync/commands.ts';
import { type Database, type OutboxEntry, readMeta, writeMeta } from '../../../utils/sync/db.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { enqueueIn, type FlushDeps, flushOutbox } from '../../../utils/sync/outbox.ts';
import { connectionOf, joinedDatabase, ModelStore, memberOf, submissionOf, teamKey } from './support.ts';

const key = (await teamKey()).publicKey;

const entries = (db: Database): Promise<OutboxEntry[]> => db.read((tx) => tx.objectStore('outbox').getAll());
const joined = (): Promise<Database> => joinedDatabase(connectionOf(memberOf('Ola'), key));

function deps(db: Database, push: FlushDeps['push'], now = 1_000): FlushDeps {
  return { db, push, now: () => now, random: () => 0.5 };
}

const withdraw = (db: Database) =>
  db.write((tx) => enqueueIn(tx, { kind: 'request.withdraw', request: crypto.randomUUID() }));

const network = (): StoreError => new StoreError('unreachable', 'No network.', { status: 0 });

describe('the outbox', () => {
  it('keeps a command that is not joined to a team nowhere', async () => {
    const db = await joined();
    await db.write((tx) => tx.objectStore('meta').delete('connection'));
    await expect(askApproval(db, submissionOf('a'))).rejects.toMatchObject({ code: 'not_joined' });
    expect(await entries(db)).toEqual([]);
  });

  it('refuses at once what the store would never take, and names the field', async () => {
    const db = await joined();
    const submission = { ...submissionOf('a'), note: 'n'.repeat(2_001) };
    await expect(askApproval(db, submission)).rejects.toMatchObject({
      code: 'invalid_input',
      detail: /note/,
    });
    expect(await entries(db)).toEqual([]);
  });

  it('sends again under the same number when the answer was lost, and the store applies it once', async () => {
    const db = await joined();
    const store = new ModelStore();
    await withdraw(db);
    const lost = await flushOutbox(
      deps(db, async (_, mutations) => {
        store.push(mutations);
        throw network();
      }),
    );
    expect(lost).toMatchObject({ kind: 'later', error: { code: 'unreachable' } });
    await withdraw(db);
    const done = await flushOutbox(
      deps(db, async (_, mutations) => store.push(mutations)),
      true,
    );
    expect(done).toEqual({ kind: 'done', sent: 2, refused: 0 });
    expect(store.applied.map((one) => one.id)).toEqual((await entries(db)).map((entry) => entry.id));
  });

  it('keeps everything when the token was revoked', async () => {
    const db = await joined();
    await withdraw(db);
    const outcome = await flushOutbox(
      deps(db, async () => {
        throw new StoreError('token_revoked', 'Signed out.', { status: 401 });
      }),
    );
    expect(outcome).toMatchObject({ kind: 'revoked' });
    expect(await entries(db)).toMatchObject([{ state: 'pending' }]);
  });

  it.each([408, 425, 429, 500, 502, 503])('keeps everything after status %i', async (status) => {
    const db = await joined();
    await withdraw(db);
    const outcome = await flushOutbox(
      deps(db, async () => {
        throw new StoreError('unavailable', 'Not now.', { status });
      }),
    );
    expect(outcome).toMatchObject({ kind: 'later' });
    expect(await entries(db)).toMatchObject([{ state: 'pending', attempts: 1 }]);
  });

  it('does not call a store that asked to be left alone, not even when told to hurry', async () => {
    const db = await joined();
    await withdraw(db);
    let calls = 0;
    const busy: FlushDeps['push'] = async () => {
      calls += 1;
      throw new StoreError('rate_limited', 'Slower.', { status: 429, retryAfter: 30_000 });
    };
    expect(await flushOutbox(deps(db, busy, 1_000))).toMatchObject({ kind: 'later', at: 31_000 });
    expect(await flushOutbox(deps(db, busy, 20_000), true)).toMatchObject({ kind: 'later', at: 31_000 });
    expect(calls).toBe(1);
    await flushOutbox(deps(db, busy, 31_000), true);
    expect(calls).toBe(2);
  });

  it('is not stopped for ever by a clock that was set back', async () => {
    const db = await joined();
    const store = new ModelStore();
    await withdraw(db);
    await db.write((tx) => writeMeta(tx, 'holdUntil', 10 ** 13));
    const outcome = await flushOutbox(deps(db, async (_, mutations) => store.push(mutations)));
    expect(outcome).toMatchObject({ kind: 'done', sent: 1 });
  });

  it('finds the one command that spoils a body, shows it, and lets the others pass without a gap', async () => {
    const db = await joined();
    const store = new ModelStore();
    const all = [await withdraw(db), await withdraw(db), await withdraw(db)];
    const bad = all[1]?.id;
    const outcome = await flushOutbox(
      deps(db, async (_, mutations) => {
        if (mutations.some((mutation) => mutation.id === bad))
          throw new StoreError('invalid_input', 'The store does not know this.', { status: 400 });
        return store.push(mutations);
      }),
    );
    expect(outcome).toEqual({ kind: 'done', sent: 2, refused: 1 });
    expect((await entries(db)).map((entry) => entry.state)).toEqual(['applied', 'refused', 'applied']);
    expect(store.applied.map((one) => one.id)).toEqual([all[0]?.id, all[2]?.id]);
  });

  it('keeps a refused command with its reason and goes on', async () => {
    const db = await joined();
    const store = new ModelStore();
    const first = await withdraw(db);
    await withdraw(db);
    store.refuse = (command) =>
      command.request === first.command.request ? { code: 'not_found', detail: 'No such request.' } : null;
    await flushOutbox(deps(db, async (_, mutations) => store.push(mutations)));
    expect(await entries(db)).toMatchObject([
      { state: 'refused', refusal: { code: 'not_found', detail: 'No such request.' } },
      { state: 'applied' },
    ]);
  });

  it('goes on from the store’s count after a gap', async () => {
    const db = await joined();
    const store = new ModelStore();
    const push: FlushDeps['push'] = async (_, mutations) => store.push(mutations);
    await withdraw(db);
    await withdraw(db);
    await flushOutbox(deps(db, push));
    store.rewind(1);
    await withdraw(db);
    expect(await flushOutbox(deps(db, push))).toMatchObject({ kind: 'done', sent: 1 });
    expect(await db.read((tx) => readMeta(tx, 'acked'))).toBe(2);
  });

  it('goes on from the store’s count when its own is behind (a profile restored from a backup)', async () => {
    const db = await joined();
    const store = new ModelStore();
    const push: FlushDeps['push'] = async (_, mutations) => store.push(mutations);
    await withdraw(db);
    await withdraw(db);
    await flushOutbox(deps(db, push));
    await db.write((tx) => writeMeta(tx, 'acked', 0));
    const late = await withdraw(db);
    expect(await flushOutbox(deps(db, push))).toMatchObject({ kind: 'done', sent: 1 });
    expect(store.applied.at(-1)?.id).toBe(late.id);
    expect(store.applied).toHaveLength(3);
  });

  it('finds its way after a restored profile that has some of what the store has', async () => {
    const db = await joined();
    const store = new ModelStore();
    const push: FlushDeps['push'] = async (_, mutations) => store.push(mutations);
    await withdraw(db);
    const old = await withdraw(db);
    const lost = await withdraw(db);
    await flushOutbox(deps(db, push));
    // The profile of before the flush, without the third command.
    await db.write(async (tx) => {
      await writeMeta(tx, 'acked', 1);
      await tx.objectStore('outbox').put({ ...old, state: 'pending' });
      await tx.objectStore('outbox').delete(lost.seq);
    });
    const late = await withdraw(db);
    expect(await flushOutbox(deps(db, push))).toMatchObject({ kind: 'done', sent: 2, refused: 0 });
    expect(store.applied.map((one) => one.id).slice(1)).toEqual([old.id, lost.id, late.id]);
  });

  it('shows a command that the store has under another number, instead of trying for ever', async () => {
    const db = await joined();
    const store = new ModelStore();
    const push: FlushDeps['push'] = async (_, mutations) => store.push(mutations);
    const twice = await withdraw(db);
    await flushOutbox(deps(db, push));
    await db.write((tx) => tx.objectStore('outbox').put({ ...twice, state: 'pending' }));
    await withdraw(db);
    expect(await flushOutbox(deps(db, push))).toMatchObject({ kind: 'done', sent: 1, refused: 1 });
    expect(await entries(db)).toMatchObject([
      { state: 'refused', refusal: { code: 'id_reused' } },
      { state: 'applied' },
    ]);
    expect(store.applied).toHaveLength(2);
  });

  it('takes nothing from an answer that does not cover what was sent', async () => {
    const db = await joined();
    const store = new ModelStore();
    await withdraw(db);
    const outcome = await flushOutbox(
      deps(db, async (_, mutations) => ({ ...store.push(mutations), results: [] })),
    );
    expect(outcome).toMatchObject({ kind: 'later', error: { code: 'invalid_answer' } });
    expect(await entries(db)).toMatchObject([{ state: 'pending' }]);
  });

  it('does not settle under a connection that was replaced while the answer was on its way', async () => {
    const db = await joined();
    const store = new ModelStore();
    await withdraw(db);
    const other = connectionOf(memberOf('Kari'), key);
    await flushOutbox(
      deps(db, async (connection, mutations) => {
        if (connection.device === other.device) throw network();
        await db.write((tx) => writeMeta(tx, 'connection', other));
        return store.push(mutations);
      }),
    );
    expect(await entries(db)).toMatchObject([{ state: 'pending' }]);
  });

  it('sends at most a hundred at a time, in order', async () => {
    const db = await joined();
    const store = new ModelStore();
    const sizes: number[] = [];
    const sent: string[] = [];
    for (let i = 0; i < 120; i += 1) sent.push((await withdraw(db)).id);
    await flushOutbox(
      deps(db, async (_, mutations) => {
        sizes.push(mutations.length);
        return store.push(mutations);
      }),
    );
    expect(sizes).toEqual([100, 20]);
    expect(store.applied.map((one) => one.id)).toEqual(sent);
  });
});
