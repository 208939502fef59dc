import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDatabase, type Database, noteProblem, writeMeta } from '../../../utils/sync/db.ts';
import { describeDevice } from '../../../utils/sync/device-name.ts';
import { openLocal } from '../../../utils/sync/live.ts';
import { connectionOf, freshDatabase, joinedDatabase, memberOf, requestOf, teamKey } from './support.ts';

const key = (await teamKey()).publicKey;
const kari = memberOf('Kari', ['reviewer']);
const ola = memberOf('Ola');

afterEach(() => vi.unstubAllGlobals());

async function withRequest(): Promise<{ db: Database; request: ReturnType<typeof requestOf> }> {
  const db = await joinedDatabase(connectionOf(kari, key));
  const request = requestOf(ola, 'Guaranteed');
  await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data: request }));
  return { db, request };
}

describe('the local copy as pages see it', () => {
  it('is empty before anybody joined', async () => {
    const local = await openLocal(freshDatabase());
    expect(await local.connection()).toBeNull();
    expect(await local.requests()).toEqual([]);
    expect(await local.ruleset()).toBeNull();
    expect(await local.client()).toBeNull();
  });

  it('shows the connection without its token', async () => {
    const { db } = await withRequest();
    const connection = await (await openLocal(db)).connection();
    expect(connection).toMatchObject({ team: { name: 'Fund' }, member: { name: 'Kari' } });
    expect(JSON.stringify(connection)).not.toContain('device-token');
  });

  it('keeps a decision, shows it at once, and tells every listener', async () => {
    const { db, request } = await withRequest();
    const local = await openLocal(db);
    const heard = Promise.withResolvers<void>();
    const stop = local.subscribe(heard.resolve);
    await local.decide(request, 'approve', null);
    await heard.promise;
    stop();
    expect(await local.requests({ states: ['approved'] })).toMatchObject([
      { request: { id: request.id }, delivery: 'queued' },
    ]);
    expect(await local.requests({ states: ['waiting'] })).toEqual([]);
    expect(await local.outbox()).toMatchObject([{ state: 'pending', command: { kind: 'request.decide' } }]);
  });

  it('lets a refusal be dismissed, and nothing that is not sent yet', async () => {
    const { db, request } = await withRequest();
    const local = await openLocal(db);
    await local.decide(request, 'approve', null);
    const [entry] = await local.outbox();
    if (entry === undefined) throw new Error('kept');
    await local.dismissRefusal(entry.seq);
    expect(await local.outbox()).toHaveLength(1);
    const refusal = { code: 'already_decided', detail: 'Too late.' };
    await db.write((tx) => tx.objectStore('outbox').put({ ...entry, state: 'refused', refusal }));
    expect(await local.requests()).toMatchObject([{ delivery: 'refused', refusal, refusedSeq: entry.seq }]);
    await local.dismissRefusal(entry.seq);
    expect(await local.outbox()).toEqual([]);
  });
});

describe('the database', () => {
  it('writes all of a transaction or nothing', async () => {
    const { db } = await withRequest();
    const failing = db.write(async (tx) => {
      await tx.objectStore('requests').clear();
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await db.read((tx) => tx.objectStore('requests').count())).toBe(1);
  });

  it('says so when there is no room left', async () => {
    const { db } = await withRequest();
    const full = db.write(async () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(full).rejects.toMatchObject({ name: 'LocalError', code: 'database_full' });
  });

  it('says so when its data is from a newer version', async () => {
    const newer = await openDB('newer', 99);
    newer.close();
    await expect(createDatabase('newer').read(async () => 1)).rejects.toMatchObject({
      code: 'database_newer',
    });
  });

  it('lets a newer version upgrade, and opens again when it can', async () => {
    const db = createDatabase('upgraded');
    await db.write((tx) => writeMeta(tx, 'acked', 3));
    const other = await openDB('upgraded', 2);
    other.close();
    await expect(db.read(async () => 1)).rejects.toMatchObject({ code: 'database_newer' });
  });

  it('opens again after the connection was closed under it', async () => {
    const { db } = await withRequest();
    await db.close();
    expect(await db.read((tx) => tx.objectStore('requests').count())).toBe(1);
  });

  it('keeps the newest problems, one a key', async () => {
    const { db } = await withRequest();
    await db.write(async (tx) => {
      for (let i = 0; i < 30; i += 1)
        await noteProblem(tx, `k${i}`, { code: 'c', detail: '', about: null, at: i });
      await noteProblem(tx, 'k29', { code: 'd', detail: '', about: null, at: 31 });
      await noteProblem(tx, 'k28', null);
    });
    const problems = (await (await openLocal(db)).connection())?.problems ?? [];
    expect(problems).toHaveLength(19);
    expect(problems.at(-1)).toMatchObject({ key: 'k29', code: 'd' });
  });
});

describe('the name of a device', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
      'Chromium',
      'Linux',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/156.0 Safari/537.36 Edg/156.0', 'Edge', 'Windows'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:153.0) Gecko/20100101 Firefox/153.0',
      'Firefox',
      'macOS',
    ],
  ])('%s', (userAgent, browser, system) => expect(describeDevice(userAgent)).toEqual({ browser, system }));

  it('is nothing for a browser nobody knows', () => expect(describeDevice('curl/8')).toBeNull());
});
