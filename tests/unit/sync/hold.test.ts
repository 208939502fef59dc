import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { decide } from '../../../utils/sync/commands.ts';
import type { Database, OutboxEntry } from '../../../utils/sync/db.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { HOLD_MS } from '../../../utils/sync/hold.ts';
import { enqueueIn, type FlushDeps, flushOutbox, takeBackIn } from '../../../utils/sync/outbox.ts';
import { endRequest, override, remark, takeOver } from '../../../utils/sync/remarks.ts';
import {
  connectionOf,
  draftOf,
  joinedDatabase,
  ModelStore,
  memberOf,
  requestOf,
  teamKey,
} from './support.ts';

const key = (await teamKey()).publicKey;
const ola = memberOf('Ola');
const kari = memberOf('Kari', ['reviewer']);
const START = 1_000_000;

const joined = (member = kari): Promise<Database> => joinedDatabase(connectionOf(member, key));
const entries = (db: Database): Promise<OutboxEntry[]> => db.read((tx) => tx.objectStore('outbox').getAll());
const hold = (db: Database, until: number) =>
  db.write((tx) => enqueueIn(tx, { kind: 'request.withdraw', request: crypto.randomUUID() }, until));
const deps = (db: Database, store: ModelStore, now: number): FlushDeps => ({
  db,
  push: async (_, mutations) => store.push(mutations),
  now: () => now,
  random: () => 0.5,
});

describe('a held command', () => {
  it('is not sent before its time, and what is not held goes past it', async () => {
    const db = await joined();
    const store = new ModelStore();
    await hold(db, START + HOLD_MS);
    await hold(db, 0);
    expect(await flushOutbox(deps(db, store, START), true)).toMatchObject({
      kind: 'later',
      at: START + HOLD_MS,
    });
    expect(store.applied).toHaveLength(1);
    expect(await flushOutbox(deps(db, store, START + HOLD_MS))).toMatchObject({ kind: 'done', sent: 1 });
    expect(store.applied).toHaveLength(2);
  });

  it('changes no number of what has overtaken it, also when that answer was lost', async () => {
    const db = await joined();
    const store = new ModelStore();
    const held = await hold(db, START + HOLD_MS);
    const free = await hold(db, 0);
    await flushOutbox({
      ...deps(db, store, START),
      push: async (_, mutations) => {
        store.push(mutations);
        throw new StoreError('unreachable', 'No network.', { status: 0 });
      },
    });
    expect(await flushOutbox(deps(db, store, START + HOLD_MS), true)).toEqual({
      kind: 'done',
      sent: 2,
      refused: 0,
    });
    expect(store.applied.map(({ id }) => id)).toEqual([free.id, held.id]);
  });

  it('can be taken back until it is let go, and no longer', async () => {
    const db = await joined();
    const store = new ModelStore();
    const one = await hold(db, START + HOLD_MS);
    const two = await hold(db, START + HOLD_MS);
    expect(await db.write((tx) => takeBackIn(tx, [one.seq]))).toBe(true);
    await flushOutbox({
      ...deps(db, store, START + HOLD_MS),
      push: async (_, mutations) => {
        // On its way: the answer has not come yet.
        expect(await db.write((tx) => takeBackIn(tx, [two.seq]))).toBe(false);
        return store.push(mutations);
      },
    });
    expect(store.applied).toHaveLength(1);
  });

  it('is taken back with the others or not at all', async () => {
    const db = await joined();
    const [held, free] = [
      await hold(db, START + HOLD_MS),
      await db.write((tx) => enqueueIn(tx, { kind: 'request.withdraw', request: crypto.randomUUID() })),
    ];
    expect(await db.write((tx) => takeBackIn(tx, [held.seq, free.seq]))).toBe(false);
    expect(await entries(db)).toHaveLength(2);
  });

  it('is not kept for hours by a clock that was turned back', async () => {
    const db = await joined();
    const store = new ModelStore();
    await hold(db, START + 3_600_000);
    expect(await flushOutbox(deps(db, store, START))).toMatchObject({ kind: 'done', sent: 1 });
  });
});

async function withRequest(member = kari) {
  const db = await joined(member);
  const request = requestOf(ola, 'Guaranteed');
  await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data: request }));
  return { db, request };
}
const SAID = { text: 'Softer.', audience: 'team', words: null, suggestion: null } as const;
const CLEAR = { verdict: 'clear', findings: [] } as const;

describe('remarks and what else is done about a request', () => {
  it('keeps a remark with its words, and refuses one that says nothing', async () => {
    const { db, request } = await withRequest();
    const words = { part: 0, start: 0, end: 2 };
    await remark(db, request.id, 1, { ...SAID, words });
    expect((await entries(db))[0]?.command).toMatchObject({ kind: 'request.comment', version: 1, words });
    await expect(remark(db, request.id, 1, { ...SAID, text: ' ' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(remark(db, request.id, 7, SAID)).rejects.toMatchObject({ code: 'version_changed' });
  });

  it('refuses a suggestion that changes nothing', async () => {
    const { db, request } = await withRequest();
    const newest = request.versions[0];
    const same = newest === undefined ? draftOf('') : newest.draft;
    const data = {
      ...request,
      versions: request.versions.map((one) => ({ ...one, fingerprint: fingerprintOf(one.draft) })),
    };
    await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data }));
    await expect(remark(db, request.id, 1, { ...SAID, suggestion: same })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('takes a suggestion over to the letter, as the next version', async () => {
    const { db, request } = await withRequest(ola);
    const suggestion = { ...draftOf('Hoped for'), parts: [{ text: 'Hoped for', media: [] }] };
    const comment = crypto.randomUUID();
    const data = {
      ...request,
      comments: [
        { id: comment, version: 1, member: kari, audience: 'team' as const, text: '', suggestion, at: 1 },
      ],
    };
    await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data }));
    await takeOver(db, request.id, comment, () => CLEAR);
    expect((await entries(db))[0]?.command).toMatchObject({
      kind: 'request.send-version',
      number: 2,
      suggestion: comment,
      draft: suggestion,
      fingerprint: fingerprintOf(suggestion),
    });
    // Version 2 is there now, with pending commands applied: the suggestion was for an older one.
    await expect(takeOver(db, request.id, comment, () => CLEAR)).rejects.toMatchObject({
      code: 'version_changed',
    });
  });

  it('lets the author withdraw, an admin cancel with a reason, and nobody else', async () => {
    const own = await withRequest(ola);
    await endRequest(own.db, own.request.id, null);
    expect((await entries(own.db))[0]?.command.kind).toBe('request.withdraw');
    const other = await withRequest();
    await expect(endRequest(other.db, other.request.id, 'Why')).rejects.toMatchObject({ code: 'forbidden' });
    const admin = await withRequest(memberOf('Lise', ['admin']));
    await expect(endRequest(admin.db, admin.request.id, ' ')).rejects.toMatchObject({
      code: 'reason_required',
    });
    await endRequest(admin.db, admin.request.id, 'Left the team.');
    expect((await entries(admin.db))[0]?.command.kind).toBe('request.cancel');
  });

  it('overrides only where the policy lets somebody, with a reason that is long enough', async () => {
    const { db, request } = await withRequest();
    const seen = request.versions[0] ?? { number: 0, fingerprint: '' };
    await expect(override(db, request.id, seen, 'Because.')).rejects.toMatchObject({ code: 'forbidden' });
    const plan = {
      steps: [],
      clearanceHours: 1,
      requestHours: 1,
      oneUse: false,
      keepsSame: false,
      override: { who: { role: 'reviewer' as const }, reasonLength: 20 },
    };
    const data = { ...request, versions: request.versions.map((one) => ({ ...one, plan })) };
    await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data }));
    await expect(override(db, request.id, seen, 'Because.')).rejects.toMatchObject({
      code: 'reason_required',
    });
    await expect(
      override(db, request.id, { ...seen, number: 2 }, 'A reason of twenty letters.'),
    ).rejects.toMatchObject({ code: 'version_changed' });
    await override(db, request.id, seen, 'A reason of twenty letters.');
    expect((await entries(db))[0]?.command.kind).toBe('request.override');
  });

  it('holds a decision that is to be held', async () => {
    const { db, request } = await withRequest();
    const seq = await decide(db, request, 'approve', null, Date.now() + HOLD_MS);
    const [entry] = await entries(db);
    expect(entry?.seq).toBe(seq);
    expect(entry?.heldUntil).toBeGreaterThan(0);
  });
});
