import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { askApproval } from '../../../utils/sync/commands.ts';
import { type Database, readMeta, type StoredConnection, writeMeta } from '../../../utils/sync/db.ts';
import { LocalError } from '../../../utils/sync/errors.ts';
import { loadContext } from '../../../utils/sync/local.ts';
import { joinTeam, leaveTeam } from '../../../utils/sync/membership.ts';
import {
  connectionOf,
  freshDatabase,
  joinedDatabase,
  memberOf,
  NOW,
  submissionOf,
  teamKey,
} from './support.ts';

const ola = memberOf('Ola');
const team = await teamKey();

describe('joining and leaving', () => {
  async function withStore(
    answer: () => object,
    work: (store: string, left: string[]) => Promise<void>,
  ): Promise<void> {
    const left: string[] = [];
    const server = createServer((request, response) => {
      if (request.url?.endsWith('/leave')) left.push(request.headers.authorization ?? '');
      const body = request.url?.endsWith('/join') ? answer() : {};
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/join?x`, left);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const answerFor = (member = ola, token = 'first') => ({
    token,
    device: randomUUID(),
    team: { id: '0b0e2f0e-6a5c-4f0d-8f6a-3f1d7a1f2b3c', name: 'Fund' },
    member,
    key: team.publicKey,
    now: NOW,
  });
  const joining = (store: string) => ({
    store,
    code: 'ABCD-EFGH-JKLM-NPQR',
    verifier: 'v'.repeat(43),
    deviceName: 'Test',
  });

  it('pins the team and its key, and forgets all when it leaves', async () => {
    await withStore(answerFor, async (store, left) => {
      const db = freshDatabase();
      const connection: StoredConnection = await joinTeam(db, joining(store));
      expect(connection).toMatchObject({
        storeUrl: new URL(store).origin,
        key: team.publicKey,
        token: 'first',
      });
      await askApproval(db, submissionOf('Guaranteed'));
      await leaveTeam(db);
      expect(left).toEqual(['Bearer first']);
      for (const name of ['meta', 'requests', 'members', 'clearances', 'outbox'] as const)
        expect(await db.read((tx) => tx.objectStore(name).count())).toBe(0);
    });
  });

  it('leaves even when its data cannot be read any more', async () => {
    const db = await joinedDatabase(connectionOf(ola, team.publicKey));
    const damaged: Database = {
      ...db,
      write: async () => {
        throw new LocalError('database_unavailable', 'Damaged.');
      },
    };
    await leaveTeam(damaged);
    expect((await db.read(loadContext)).connection).toBeNull();
  });

  it('again as the same member keeps what is unsent, for the new device', async () => {
    const answers = [answerFor(ola, 'first'), answerFor(ola, 'second')];
    await withStore(
      () => answers.shift() ?? {},
      async (store, left) => {
        const db = freshDatabase();
        await joinTeam(db, joining(store));
        await db.write((tx) => writeMeta(tx, 'acked', 9));
        await askApproval(db, submissionOf('Guaranteed'));
        await joinTeam(db, joining(store));
        expect(await db.read((tx) => tx.objectStore('outbox').getAll())).toMatchObject([
          { state: 'pending' },
        ]);
        expect(await db.read((tx) => readMeta(tx, 'acked'))).toBe(0);
        expect(await db.read((tx) => readMeta(tx, 'position'))).toMatchObject({ cursor: 0, sweeping: true });
        expect(left).toEqual(['Bearer first']);
      },
    );
  });

  it('as somebody else does not throw away what is unsent', async () => {
    const answers = [
      answerFor(ola, 'first'),
      answerFor(memberOf('Kari'), 'second'),
      answerFor(memberOf('Per'), 'third'),
    ];
    await withStore(
      () => answers.shift() ?? {},
      async (store, left) => {
        const db = freshDatabase();
        await joinTeam(db, joining(store));
        await askApproval(db, submissionOf('Guaranteed'));
        await expect(joinTeam(db, joining(store))).rejects.toMatchObject({ code: 'already_joined' });
        expect((await db.read(loadContext)).connection?.token).toBe('first');
        // The device that came to nothing is signed out again.
        expect(left).toEqual(['Bearer second']);
        await db.write((tx) => tx.objectStore('outbox').clear());
        await joinTeam(db, joining(store));
        expect((await db.read(loadContext)).connection?.token).toBe('third');
        expect(left).toEqual(['Bearer second', 'Bearer first']);
      },
    );
  });
});
