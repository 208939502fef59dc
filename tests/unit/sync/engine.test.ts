import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mutation } from '../../../utils/api/commands.ts';
import type { Change } from '../../../utils/api/entities.ts';
import type { StoreClient } from '../../../utils/sync/client.ts';
import { askApproval } from '../../../utils/sync/commands.ts';
import { type Database, writeMeta } from '../../../utils/sync/db.ts';
import { createEngine, type Engine } from '../../../utils/sync/engine.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { listRequests, loadContext } from '../../../utils/sync/local.ts';
import type { SocketHandlers } from '../../../utils/sync/socket.ts';
import {
  connectionOf,
  freshDatabase,
  joinedDatabase,
  ModelStore,
  memberOf,
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
      rulesetHistory: never,
      rulesetDevices: never,
      ruleFigures: never,
      insight: never,
      groups: never,
      dryRun: never,
      recentPosts: never,
      shippedPacks: never,
      publish: never,
      askWords: never,
      wordAsks: never,
      ownWordAsks: never,
      closeWordAsk: never,
      setAbsence: never,
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
    // The second fetch tells the store which rules run here now.
    expect(store.asked).toEqual(['push', 'pull', 'ruleset', 'pull']);
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
    await expect.poll(async () => await db.read((tx) => tx.objectStore('requests').count())).toBe(1);
    sockets[0]?.handlers.poke(5);
    await engine.sync('soon');
    expect(store.asked.slice(asked)).toEqual(['pull', 'pull']);
  });

  it('that says goodbye makes a request find out why', async () => {
    const { db, store, engine, sockets } = await rig();
    await engine.sync('soon');
    sockets[0]?.handlers.bye('unauthorized');
    await engine.sync('soon');
    expect((await link(db)).state).toBe('online');
    store.before = async () => {
      throw new StoreError('token_revoked', 'Signed out.', { status: 401 });
    };
    sockets[0]?.handlers.bye('unauthorized');
    await expect.poll(async () => (await link(db)).state).toBe('revoked');
    expect(sockets).toMatchObject([{ closed: true }]);
  });

  it('that says the token was taken back ends it without asking, and an older answer does not bring it back', async () => {
    const { db, store, engine, sockets, changed } = await rig();
    await engine.sync('soon');
    const asked = store.asked.length;
    changed.mockClear();
    sockets[0]?.handlers.bye('token_revoked');
    await expect.poll(async () => await link(db)).toMatchObject({ state: 'revoked', code: 'token_revoked' });
    expect(store.asked).toHaveLength(asked);
    expect(sockets).toMatchObject([{ closed: true }]);
    await expect.poll(() => changed).toHaveBeenCalled();

    const late = await rig();
    await late.engine.sync('soon');
    const answer = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    late.store.before = async () => {
      reached.resolve();
      await answer.promise;
    };
    const round = late.engine.sync('now');
    await reached.promise;
    late.sockets[0]?.handlers.bye('token_revoked');
    await expect.poll(async () => (await link(late.db)).state).toBe('revoked');
    late.store.before = async () => undefined;
    answer.resolve();
    await round;
    expect((await link(late.db)).state).toBe('revoked');
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

describe('calls during a round', () => {
  it('make the next one as urgent as the most urgent of them', async () => {
    const { store, engine, sockets } = await rig();
    store.before = async () => {
      if (store.asked.length !== 1) return;
      void engine.sync('floor');
      void engine.sync('now');
      void engine.sync('soon');
    };
    await engine.sync('soon');
    expect(store.asked).toEqual(['pull', 'pull']);
    expect(sockets).toMatchObject([{ ensured: 1 }]);
  });
});
