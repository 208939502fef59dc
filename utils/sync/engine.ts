/**
 * Keeps the local copy and the store in step. All state is in the database and every step can be done again, so the
 * browser may end the worker between any two of them: the next start, alarm, poke or message goes on from there.
 */
import type { Connection } from '../messages.ts';
import { refreshRuleset } from './bundle.ts';
import { createClient } from './client.ts';
import { type Database, readMeta, type StoredConnection, writeMeta } from './db.ts';
import { LocalError, StoreError } from './errors.ts';
import { flushOutbox } from './outbox.ts';
import { pullAll } from './pull.ts';
import { openSocket, type PokeSocket } from './socket.ts';

const OUTBOX_LOCK = 'signoff-outbox';
const PULL_LOCK = 'signoff-pull';
/** With a socket that would tell, the alarm fetches only this often, against a poke that got lost. */
const TRUST_SOCKET_MS = 5 * 60_000;
/** Longer waits are left to the alarm: a timer does not outlive the worker. */
const TIMER_MS = 25_000;
/** Answers take their time; less than this is not a clock that was set. */
const CLOCK_STEP_MS = 1_000;

export interface EngineOptions {
  readonly db: Database;
  /** The local copy changed: badge, composers and pages should look again. Called after the data is written. */
  readonly changed: () => void;
  readonly openSocket?: typeof openSocket;
  readonly createClient?: typeof createClient;
}

/**
 * `now`: whatever waits for a retry or a reconnect does it now. `soon`: retries and reconnects keep their own time.
 * `floor`: the alarm, which is `now` but leaves the store in peace while the socket works.
 */
export type Urgency = 'now' | 'soon' | 'floor';
const URGENCIES: readonly Urgency[] = ['floor', 'soon', 'now'];

export interface Engine {
  /** Sends and fetches. Calls during a round make one more round. Never rejects. */
  sync(urgency: Urgency): Promise<void>;
  /** Drops the socket and takes up the connection that is stored now (after joining or leaving). */
  restart(): Promise<void>;
}

export function createEngine(options: EngineOptions): Engine {
  const { db, changed } = options;
  const clientOf = options.createClient ?? createClient;
  const connect = options.openSocket ?? openSocket;
  let socket: { readonly device: string; readonly poke: PokeSocket; ready: boolean } | null = null;
  let fetchedAt = 0;
  /** The clock offset that composers were last told of. */
  let told = Number.NaN;
  let round: Promise<void> | null = null;
  let again: Urgency | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function setLink(state: Connection, code: string | null, device: string): Promise<void> {
    const moved = await db.write(async (tx) => {
      if ((await readMeta(tx, 'connection'))?.device !== device) return false;
      const link = await readMeta(tx, 'link');
      if (link?.state === state && link.code === code) return false;
      // An answer from before the goodbye must not bring a revoked device back; only joining anew does, as another device.
      if (link?.state === 'revoked') return false;
      await writeMeta(tx, 'link', { state, since: Date.now(), code });
      return true;
    });
    if (moved) changed();
  }

  function closeSocket(): void {
    socket?.poke.close();
    socket = null;
  }

  function ensureSocket(connection: StoredConnection, urgency: Urgency): void {
    if (socket?.device === connection.device) {
      // Otherwise its own back-off decides: a round that follows every lost socket must not reconnect at once.
      if (urgency !== 'soon') socket.poke.ensure();
      return;
    }
    closeSocket();
    const { storeUrl, token, device } = connection;
    const poke = connect({
      storeUrl,
      token,
      handlers: {
        ready: () => {
          if (socket?.device === device) socket.ready = true;
          void sync('now');
        },
        poke: (cursor) => void poked(cursor),
        // Said of this very token, and only of one that was taken back: nothing has to be asked before the gates close.
        bye: (code) => void (code === 'token_revoked' ? revoke(code, device) : sync('soon')),
        // The next request tells whether the store is gone or only the socket.
        lost: () => {
          if (socket?.device === device) socket.ready = false;
          void sync('soon');
        },
      },
    });
    socket = { device, poke, ready: false };
  }

  async function poked(cursor: number): Promise<void> {
    const position = await db.read((tx) => readMeta(tx, 'position')).catch(() => undefined);
    // Often a page fetched meanwhile already has it.
    if (position === undefined || position.cursor < cursor) await sync('soon');
  }

  async function revoke(code: string, device: string): Promise<void> {
    await setLink('revoked', code, device).catch(() => undefined);
    if (socket?.device === device) closeSocket();
  }

  function planRetry(at: number): void {
    const wait = at - Date.now();
    if (wait > TIMER_MS) return;
    clearTimeout(timer);
    timer = setTimeout(() => void sync('soon'), Math.max(0, wait));
  }

  /** @returns whether the store took anything */
  async function flush(force: boolean): Promise<boolean> {
    const outcome = await navigator.locks.request(OUTBOX_LOCK, () =>
      flushOutbox(
        {
          db,
          push: (connection, mutations) => clientOf(connection).push(mutations),
          now: Date.now,
          random: Math.random,
        },
        force,
      ),
    );
    if (outcome.kind === 'done') {
      const moved = outcome.sent + outcome.refused > 0;
      if (moved) changed();
      return moved;
    }
    if (outcome.kind === 'revoked') throw outcome.error;
    planRetry(outcome.at);
    // Without an answer a pull would only wait as long once more; with one, reading may still work.
    if (outcome.error?.status === 0) throw outcome.error;
    return false;
  }

  const offset = (): Promise<number> => db.read(async (tx) => (await readMeta(tx, 'clock'))?.offset ?? 0);

  /** Says with each call which rules run here. */
  async function fetchChanges(): Promise<number> {
    const running = await db.read(async (tx) => (await readMeta(tx, 'ruleset'))?.version ?? null);
    return navigator.locks.request(PULL_LOCK, () =>
      pullAll({
        db,
        pull: (connection, cursor, after) => clientOf(connection).pull(cursor, after, running),
        now: Date.now,
      }),
    );
  }

  async function pull(): Promise<void> {
    const changes = await fetchChanges();
    // Composers judge an approval's end by the store's clock: a corrected clock is a change as well.
    const learned = await offset();
    const corrected = !(Math.abs(learned - told) <= CLOCK_STEP_MS);
    // Where a team lets browsers go by what they know for a time only, composers have to hear that it is fresh.
    const aged = await db.read(
      async (tx) => (await readMeta(tx, 'ruleset'))?.policy.offlineMinutes !== undefined,
    );
    if (changes > 0 || corrected || aged) {
      told = learned;
      changed();
    }
    const fresh = await refreshRuleset({
      db,
      ruleset: (connection) => clientOf(connection).ruleset(),
      now: Date.now,
    });
    if (!fresh) return;
    changed();
    // An admin watches who has the new rules.
    await fetchChanges();
  }

  async function once(urgency: Urgency): Promise<void> {
    const state = await db.read(async (tx) => ({
      connection: await readMeta(tx, 'connection'),
      link: await readMeta(tx, 'link'),
    }));
    const { connection, link } = state;
    if (connection === undefined || link?.state === 'revoked') {
      closeSocket();
      return;
    }
    ensureSocket(connection, urgency);
    try {
      const sent = await flush(urgency !== 'soon');
      const trusted = socket?.ready === true && Math.abs(Date.now() - fetchedAt) < TRUST_SOCKET_MS;
      if (urgency !== 'floor' || sent || !trusted) {
        await pull();
        fetchedAt = Date.now();
      }
      await setLink('online', null, connection.device);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.revoked) await revoke(error.code, connection.device);
      else await setLink('offline', error.code, connection.device);
    }
  }

  async function rounds(urgency: Urgency): Promise<void> {
    let next: Urgency | null = urgency;
    while (next !== null) {
      again = null;
      try {
        await once(next);
      } catch (error) {
        // A database that is full or gone: pages show it when they read; the next alarm tries again.
        if (!(error instanceof LocalError)) reportError(error);
      }
      next = again;
    }
    // In the same step as the last look at `again`, so that no call falls between.
    round = null;
  }

  function sync(urgency: Urgency): Promise<void> {
    if (round !== null) {
      if (again === null || URGENCIES.indexOf(urgency) > URGENCIES.indexOf(again)) again = urgency;
      return round;
    }
    round = rounds(urgency);
    return round;
  }

  return {
    sync,
    async restart() {
      clearTimeout(timer);
      closeSocket();
      changed();
      fetchedAt = 0;
      await sync('now');
    },
  };
}
