/**
 * The extension's own database. It lives in the extension's origin, so no page and no content script can open it;
 * the device token is kept here and nowhere else.
 */
import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import type { Command } from '../api/commands.ts';
import type { ApprovalRequest, Member, MemberRef, Ruleset } from '../api/entities.ts';
import type { PublicKey, PullResponse } from '../api/routes.ts';
import type { Connection, VerifiedClearance } from '../messages.ts';
import type { Ledger } from '../notices/ledger.ts';
import type { Pause } from '../policy/pause.ts';
import { LocalError } from './errors.ts';

export const DATABASE = 'signoff';
const VERSION = 1;
/** Another context of an older version that does not let go in this time makes opening fail. */
const BLOCKED_MS = 10_000;

export interface StoredConnection {
  readonly storeUrl: string;
  readonly token: string;
  readonly device: string;
  readonly team: { readonly id: string; readonly name: string };
  /** As of the newest pull: roles may change. */
  readonly member: Member;
  /** The team's public key, pinned when the browser joined. */
  readonly key: PublicKey;
  readonly joinedAt: number;
}

export interface Link {
  readonly state: Connection;
  /** Epoch ms, this browser's clock. */
  readonly since: number;
  /** Code of the error that made it offline or revoked. */
  readonly code: string | null;
}

export interface Position {
  readonly cursor: number;
  readonly after: string;
  /** Every full resync raises it; rows of an older one are swept when the resync is complete. */
  readonly generation: number;
  readonly sweeping: boolean;
  /** The newest ruleset number the store has named. */
  readonly wantedRuleset: number;
}

export interface Clock {
  /** Store clock minus this browser's, ms. */
  readonly offset: number;
  /** The latest store time ever seen, epoch ms. */
  readonly latest: number;
}

/** The little that every view needs of the ruleset. */
export interface StoredRuleset {
  readonly version: number;
  readonly policy: Ruleset['policy'];
}

/** All of it, with the signature it came under. Kept apart: it may be megabytes. */
export interface StoredBundle {
  readonly jws: string;
  readonly bundle: Ruleset;
}

/** Something the member should know of; replaced by the next with the same key, gone when it is well again. */
export interface SyncProblem {
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  /** The request's id or the ruleset's number, where it is about one. */
  readonly about: string | null;
  /** Epoch ms, this browser's clock. */
  readonly at: number;
}

export interface StoredPause extends Pause {
  /** Who has set it, as the store says it. */
  readonly placedBy?: MemberRef;
  readonly generation: number;
}

export interface MetaValues {
  readonly connection: StoredConnection;
  readonly link: Link;
  readonly position: Position;
  readonly clock: Clock;
  readonly ruleset: StoredRuleset;
  readonly bundle: StoredBundle;
  readonly problems: readonly SyncProblem[];
  /** What the team has paused, as of the newest pull. */
  readonly pauses: readonly StoredPause[];
  /** When the copy was last whole, epoch ms, store clock. */
  readonly heardAt: number;
  /** How long answers have taken lately, as of the newest pull: ms. */
  readonly answers: NonNullable<PullResponse['answers']> | null;
  /** The newest posts told, as {@link MetaValues.released}. */
  readonly published: readonly string[];
  /** Local number of the next outbox entry. */
  readonly nextSeq: number;
  /** The last of the device's sequence numbers that the store is known to have applied. */
  readonly acked: number;
  /** The newest releases told, oldest first: a message that was delivered twice is recorded once. */
  readonly released: readonly string[];
  /** The store asked not to be called before this time (epoch ms, this browser's clock). */
  readonly holdUntil: number;
  /** What was told by desktop notices; not there while they are off. */
  readonly notices: Ledger;
}

interface OutboxBase {
  /** Local order; the number sent to the store is counted from `acked` when it is sent. */
  readonly seq: number;
  /** Names the command for ever. */
  readonly id: string;
  readonly command: Command;
  /** Epoch ms, this browser's clock. */
  readonly createdAt: number;
  readonly attempts: number;
  readonly nextAt: number;
  /** May still be taken back, and is not sent before this time (epoch ms, this browser's clock). */
  readonly heldUntil?: number;
}

export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/** `applied`: acknowledged, and kept until a pull has brought its effect, so that nothing flickers. */
export interface WaitingEntry extends OutboxBase {
  readonly state: 'pending' | 'applied';
}

/** Kept until somebody has seen why and dismissed it. */
export interface RefusedEntry extends OutboxBase {
  readonly state: 'refused';
  readonly refusal: Refusal;
}

export type OutboxEntry = WaitingEntry | RefusedEntry;

export interface Row<T> {
  readonly id: string;
  readonly generation: number;
  readonly data: T;
}

export interface SignoffSchema extends DBSchema {
  meta: { key: string; value: MetaValues[keyof MetaValues] };
  requests: {
    key: string;
    value: Row<ApprovalRequest>;
    indexes: { state: [string, number]; author: [string, string] };
  };
  members: { key: string; value: Row<Member> };
  /** Own clearances whose signature was verified, run out or not; one row a request. */
  clearances: { key: string; value: VerifiedClearance; indexes: { request: string } };
  outbox: { key: number; value: OutboxEntry };
}

export type Stores = StoreNames<SignoffSchema>;
export const ALL_STORES = ['meta', 'requests', 'members', 'clearances', 'outbox'] as const satisfies Stores[];

export type Transaction<Mode extends IDBTransactionMode = 'readonly'> = IDBPTransaction<
  SignoffSchema,
  Stores[],
  Mode
>;

export async function readMeta<K extends keyof MetaValues>(
  tx: Transaction<IDBTransactionMode>,
  key: K,
): Promise<MetaValues[K] | undefined> {
  // The store is keyed by K and only `writeMeta` writes it; idb's types know one value type a store.
  return (await tx.objectStore('meta').get(key)) as MetaValues[K] | undefined;
}

export async function writeMeta<K extends keyof MetaValues>(
  tx: Transaction<'readwrite'>,
  key: K,
  value: MetaValues[K],
): Promise<void> {
  await tx.objectStore('meta').put(value, key);
}

/** Records a problem under its key, or takes it away with `null`. */
export async function noteProblem(
  tx: Transaction<'readwrite'>,
  key: string,
  problem: Omit<SyncProblem, 'key'> | null,
): Promise<void> {
  const problems = (await readMeta(tx, 'problems')) ?? [];
  const others = problems.filter((one) => one.key !== key);
  if (problem === null && others.length === problems.length) return;
  await writeMeta(tx, 'problems', problem === null ? others : [...others, { key, ...problem }].slice(-20));
}

export interface Database {
  /**
   * Runs `work` in one transaction over all stores: all of it is written, or nothing. `work` must await nothing but
   * the database. Throws {@link LocalError} when the database is full, damaged, blocked or newer than this code.
   */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Transaction<'readwrite'>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Removes the database itself, for when it is damaged beyond reading. */
  destroy(): Promise<void>;
}

function toLocalError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  switch (error.name) {
    case 'QuotaExceededError':
      return new LocalError(
        'database_full',
        'There is no room left on this device for Signoff’s data. Nothing was changed. Free some space and try again.',
        error,
      );
    case 'VersionError':
      return new LocalError(
        'database_newer',
        'Signoff’s data on this device is from a newer version of the extension. Update the extension.',
        error,
      );
    default:
      return new LocalError(
        'database_unavailable',
        'Signoff cannot read its data on this device. Restart the browser; if that does not help, leave the team and join again.',
        error,
      );
  }
}

async function open(name: string, onLost: () => void): Promise<IDBPDatabase<SignoffSchema>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = Promise.withResolvers<never>();
  const opening = openDB<SignoffSchema>(name, VERSION, {
    upgrade(db, oldVersion) {
      if (oldVersion < 1) {
        db.createObjectStore('meta');
        const requests = db.createObjectStore('requests', { keyPath: 'id' });
        requests.createIndex('state', ['data.state', 'data.updatedAt']);
        requests.createIndex('author', ['data.author.id', 'data.platform']);
        db.createObjectStore('members', { keyPath: 'id' });
        db.createObjectStore('clearances', { keyPath: 'id' }).createIndex('request', 'request');
        db.createObjectStore('outbox', { keyPath: 'seq' });
      }
    },
    blocked() {
      timer = setTimeout(() => {
        blocked.reject(
          new LocalError(
            'database_blocked',
            'Another window holds an older version of Signoff open. Close Signoff’s other windows and try again.',
          ),
        );
      }, BLOCKED_MS);
    },
    blocking(_current, _blocked, event) {
      // A newer version of the extension wants to upgrade: let go, and open again when needed.
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  // When blocking ends after we gave up, the late connection must not stay open.
  opening.catch(() => undefined);
  blocked.promise.catch(() => opening.then((db) => db.close()).catch(() => undefined));
  try {
    return await Promise.race([opening, blocked.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A handle that opens the database when it is first needed and again whenever the browser has closed it. */
export function createDatabase(name = DATABASE): Database {
  let current: Promise<IDBPDatabase<SignoffSchema>> | null = null;
  const connect = (): Promise<IDBPDatabase<SignoffSchema>> => {
    if (current !== null) return current;
    const opening = open(name, () => {
      if (current === opening) current = null;
    });
    opening.catch(() => {
      if (current === opening) current = null;
    });
    current = opening;
    return opening;
  };

  async function begin<Mode extends 'readonly' | 'readwrite'>(mode: Mode): Promise<Transaction<Mode>> {
    const db = await connect();
    try {
      return db.transaction([...ALL_STORES], mode) as unknown as Transaction<Mode>;
    } catch (error) {
      // The connection was closing: the browser ended it between two uses.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      current = null;
      return (await connect()).transaction([...ALL_STORES], mode) as unknown as Transaction<Mode>;
    }
  }

  async function run<Mode extends 'readonly' | 'readwrite', T>(
    mode: Mode,
    work: (tx: Transaction<Mode>) => Promise<T>,
  ): Promise<T> {
    try {
      const tx = await begin(mode);
      // Awaited below; without this an abort after `work` has thrown would count as unhandled.
      tx.done.catch(() => undefined);
      try {
        const result = await work(tx);
        await tx.done;
        return result;
      } catch (error) {
        try {
          tx.abort();
        } catch {
          // Already finished or aborted by the browser.
        }
        throw error;
      }
    } catch (error) {
      throw toLocalError(error);
    }
  }

  async function close(): Promise<void> {
    const opening = current;
    current = null;
    if (opening !== null) (await opening.catch(() => null))?.close();
  }

  return {
    read: (work) => run('readonly', work),
    write: (work) => run('readwrite', work),
    close,
    async destroy() {
      await close();
      await deleteDB(name);
    },
  };
}

/** Forgets everything: the connection, its token and all data of the team. */
export async function clearAll(tx: Transaction<'readwrite'>): Promise<void> {
  for (const store of ALL_STORES) await tx.objectStore(store).clear();
}
