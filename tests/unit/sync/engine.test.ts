import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mutation } from '../../../utils/api/commands.ts';
import type { Change } from '../../../utils/api/entities.ts';
import type { StoreClient } from '../../../utils/sync/client.ts';
import { askApproval } from '../../../utils/sync/commands.ts';
import { type Database, readMeta, type StoredConnection, writeMeta } from '../../../utils/sync/db.ts';
import { createEngine, type Engine } from '../../../utils/sync/engine.ts';
import { LocalError, StoreError } from '../../../utils/sync/errors.ts';
import { listRequests, loadContext } from '../../../utils/sync/local.ts';
import { joinTeam, leaveTeam } from '../../../utils/sync/membership.ts';
import type { SocketHandlers } from '../../../utils/sync/socket.ts';
import {
  connectionOf,
  freshDatabase,
  joinedDatabase,
  ModelStore,
  memberOf,
  NOW,
  pageOf,
  requestChange,
  requestOf,
  rulesetOf,
  submissionOf,
  teamKey,
} from './support.ts';

const ola = memberOf('Ola');
const team = await teamKey();
const jws = await team.sign(rulesetOf(1));

/** A store with a history, whose answers a test can hold or spoil. */
class Store {
  readonly commands = new ModelStore();
  readonly history: Change[] = [];
  before: (route: string) => Promise<void> = async () => undefined;
  readonly asked: string[] = [];

  client(): StoreClient {
    const on = async <T>(route: string, work: () => T): Promise<T> => {
      this.asked.push(route);
      await this.before(route);
      return work();
    };
    const never = async () => {
      throw new Error('not part of a round');
    };
    return {
      push: (mutations: readonly Mutation[]) => on('push', () => this.push(mutations)),
      pull: (cursor) =>
        on('pull', () => {
          const fresh = this.history.filter((change) => change.version > cursor);
          return { ...pageOf(ola, fresh), cursor: Math.max(cursor, fresh.at(-1)?.version ?? 0) };
        }),
      ruleset: () => on('ruleset', () => ({ version: 1, jws })),
      rulesetSources: never,
      publish: never,
      devices: never,
      leave: never,
    };
  }

  private push(mutations: readonly Mutation[]) {
    const answer = this.commands.push(mutations);
    for (const { command } of mutations) {
      if (command.kind !== 'request.create') continue;
      const text = command.draft.parts[0]?.text ?? '';
      this.history.push(
        requestChange(requestOf(ola, text, { id: command.request }), this.history.length + 1),
      );
    }
    return answer;
  }
}

interface Rig {
  readonly db: Database;
  readonly store: Store;
  readonly engine: Engine;
  readonly changed: ReturnType<typeof vi.fn>;
  readonly sockets: { handlers: SocketHandlers; token: string; closed: boolean; ensured: number }[];
}

function engineOn(db: Database, store: Store): Rig {
  const sockets: Rig['sockets'] = [];
  const changed = vi.fn();
  const engine = createEngine({
    db,
    changed,
    createClient: () => store.client(),
    openSocket: ({ handlers, token }) => {
      const socket = { handlers, token, closed: false, ensured: 0 };
      sockets.push(socket);
      return {
        ensure: () => {
          socket.ensured += 1;
        },
        close: () => {
          socket.closed = true;
        },
      };
    },
  });
  return { db, store, engine, changed, sockets };
}

const rig = async (): Promise<Rig> =>
  engineOn(await joinedDatabase(connectionOf(ola, team.publicKey)), new Store());
const link = async (db: Database) => (await db.read(loadContext)).link;

afterEach(() => vi.useRealTimers());

describe('a round', () => {
  it('sends, fetches, and takes the ruleset, and says that something changed', async () => {
    const { db, store, engine, changed } = await rig();
    store.history.push({ entity: 'ruleset', id: 'ruleset', version: 1, data: { version: 1 } });
    const id = await askApproval(db, submissionOf('Guaranteed'));
    await engine.sync('soon');
    expect(store.asked).toEqual(['push', 'pull', 'ruleset']);
    expect(changed).toHaveBeenCalled();
    const context = await db.read(loadContext);
    expect(context.ruleset?.version).toBe(1);
    expect(context.link.state).toBe('online');
    expect(await db.read((tx) => listRequests(tx, null))).toMatchObject([
      { request: { id }, delivery: 'sent' },
    ]);
  });

  it('does nothing before anybody joined', async () => {
    const { engine, store, sockets } = engineOn(freshDatabase(), new Store());
    await engine.sync('now');
    expect(store.asked).toEqual([]);
    expect(sockets).toEqual([]);
  });

  it('is made once more for what came meanwhile, and never two at a time', async () => {
    const { db, store, engine } = await rig();
    let running = 0;
    store.before = async (route) => {
      running += 1;
      expect(running).toBe(1);
      if (route === 'pull' && store.asked.length === 1) {
        await askApproval(db, submissionOf('Guaranteed'));
        void engine.sync('soon');
        void engine.sync('soon');
      }
      running -= 1;
    };
    await engine.sync('soon');
    expect(store.asked).toEqual(['pull', 'push', 'pull']);
  });

  it('goes offline and comes back without losing anything', async () => {
    const { db, store, engine } = await rig();
    store.before = async () => {
      throw new StoreError('unreachable', 'No network.', { status: 0 });
    };
    await askApproval(db, submissionOf('Guaranteed'));
    await engine.sync('soon');
    expect(await link(db)).toMatchObject({ state: 'offline', code: 'unreachable' });
    store.before = async () => undefined;
    await engine.sync('now');
    expect(await link(db)).toMatchObject({ state: 'online', code: null });
    expect(store.commands.applied).toHaveLength(1);
  });

  it('stops at a revoked token, keeps all data, and stays silent', async () => {
    const { db, store, engine, sockets } = await rig();
    store.before = async () => {
      throw new StoreError('token_revoked', 'Signed out.', { status: 401 });
    };
    await askApproval(db, submissionOf('Guaranteed'));
    await engine.sync('soon');
    expect(await link(db)).toMatchObject({ state: 'revoked', code: 'token_revoked' });
    expect(await db.read((tx) => listRequests(tx, null))).toMatchObject([{ delivery: 'queued' }]);
    expect(sockets.every((socket) => socket.closed)).toBe(true);
    const asked = store.asked.length;
    await engine.sync('now');
    expect(store.asked).toHaveLength(asked);
  });

  it('goes on where a worker was ended, whichever step it had come to', async () => {
    const db = await joinedDatabase(connectionOf(ola, team.publicKey));
    const store = new Store();
    store.history.push({ entity: 'ruleset', id: 'ruleset', version: 1, data: { version: 1 } });
    const id = await askApproval(db, submissionOf('Guaranteed'));
    for (const route of ['push', 'pull', 'ruleset']) {
      const ended = Promise.withResolvers<void>();
      store.before = async (asked) => {
        if (asked !== route) return;
        ended.resolve();
        // A worker that is gone never hears the answer.
        await new Promise(() => undefined);
      };
      // Locks die with their worker: this one has its own.
      vi.stubGlobal('navigator', { locks: { request: (_: string, work: () => unknown) => work() } });
      void engineOn(db, store).engine.sync('now');
      await ended.promise;
    }
    store.before = async () => undefined;
    await engineOn(db, store).engine.sync('now');
    vi.unstubAllGlobals();
    expect(store.commands.applied).toHaveLength(1);
    expect((await db.read(loadContext)).ruleset?.version).toBe(1);
    expect(await db.read((tx) => listRequests(tx, null))).toMatchObject([
      { request: { id }, delivery: 'sent' },
    ]);
  });
});

describe('a poke', () => {
  it('fetches what is new, and only that', async () => {
    const { db, store, engine, sockets } = await rig();
    await engine.sync('soon');
    const asked = store.asked.length;
    const request = requestOf(ola, 'a');
    store.history.push(requestChange(request, 5));
    sockets[0]?.handlers.poke(5);
    await vi.waitFor(async () => expect(await db.read((tx) => tx.objectStore('requests').count())).toBe(1));
    sockets[0]?.handlers.poke(5);
    await engine.sync('soon');
    expect(store.asked.slice(asked)).toEqual(['pull', 'pull']);
  });

  it('that says goodbye for good ends the connection', async () => {
    const { db, engine, sockets } = await rig();
    await engine.sync('soon');
    sockets[0]?.handlers.bye('token_revoked');
    await vi.waitFor(async () => expect((await link(db)).state).toBe('revoked'));
  });
});

describe('the socket of a round', () => {
  it('is opened once, hurried only when asked, and replaced with the connection', async () => {
    const { db, engine, sockets } = await rig();
    await engine.sync('soon');
    await engine.sync('soon');
    expect(sockets).toMatchObject([{ token: 'device-token-of-a-test', ensured: 0 }]);
    await engine.sync('now');
    expect(sockets).toMatchObject([{ ensured: 1 }]);
    const other = connectionOf(ola, team.publicKey, { token: 'new' });
    await db.write((tx) => writeMeta(tx, 'connection', other));
    await engine.restart();
    expect(sockets).toMatchObject([{ closed: true }, { token: 'new', closed: false }]);
  });
});

describe('the alarm', () => {
  it('fetches while no socket would tell, and leaves the store in peace while one does', async () => {
    const { db, store, engine, sockets } = await rig();
    await engine.sync('floor');
    await engine.sync('floor');
    expect(store.asked).toEqual(['pull', 'pull']);
    sockets[0]?.handlers.ready(0);
    await engine.sync('now');
    const asked = store.asked.length;
    await engine.sync('floor');
    expect(store.asked).toHaveLength(asked);
    await askApproval(db, submissionOf('Guaranteed'));
    await engine.sync('floor');
    expect(store.asked.slice(asked)).toEqual(['push', 'pull']);
    sockets[0]?.handlers.lost();
    await engine.sync('floor');
    expect(store.asked.slice(asked + 2)).toContain('pull');
  });
});

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
