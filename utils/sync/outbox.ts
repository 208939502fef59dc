/**
 * Commands on their way to the store: kept in order, sent in order, each applied once.
 *
 * An entry has no number of its own for the store. The numbers are counted from `acked`, the last the store is known to
 * have applied, when a batch is sent. `acked` moves only together with the entries' own states, in one transaction, and
 * a pending entry never leaves the queue otherwise; so a batch whose answer was lost goes out again under the same
 * numbers and the store answers it as a replay, and an entry that never reached the store leaves no gap.
 */
import { type Command, commandSchema, type Mutation, type PushResponse } from '../api/commands.ts';
import { LIMITS } from '../api/limits.ts';
import { fullJitter } from './backoff.ts';
import { learnClock, UNSET_CLOCK } from './clock.ts';
import {
  type Database,
  noteProblem,
  type OutboxEntry,
  readMeta,
  type StoredConnection,
  type Transaction,
  writeMeta,
} from './db.ts';
import { LocalError, StoreError } from './errors.ts';
import { HOLD_MS } from './hold.ts';

/** Half of what the store takes in one body: room for the envelope and for JSON escapes counted in UTF-8. */
const BATCH_CHARACTERS = LIMITS.body / 2;
/** A wait longer than this can only come from a clock that was turned. */
const LONGEST_WAIT_MS = 60 * 60_000;
const RESYNCS = 3;

/**
 * Adds a command at the end of the outbox, in the caller's transaction.
 * @param heldUntil epoch ms: until then it can be taken back and is not sent; see {@link takeBackIn}
 * @throws LocalError `invalid_input`, naming the field: nothing is ever cut to fit
 */
export async function enqueueIn(
  tx: Transaction<'readwrite'>,
  command: Command,
  heldUntil?: number,
): Promise<OutboxEntry> {
  const checked = commandSchema.safeParse(command);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new LocalError(
      'invalid_input',
      `This cannot be sent: ${issue?.path.join('.') ?? 'the command'} is not valid (${issue?.message ?? 'unknown'}).`,
      checked.error,
    );
  }
  const seq = (await readMeta(tx, 'nextSeq')) ?? 1;
  const entry: OutboxEntry = {
    seq,
    id: crypto.randomUUID(),
    command: checked.data,
    createdAt: Date.now(),
    attempts: 0,
    nextAt: 0,
    ...(heldUntil === undefined ? {} : { heldUntil }),
    state: 'pending',
  };
  await writeMeta(tx, 'nextSeq', seq + 1);
  await tx.objectStore('outbox').add(entry);
  return entry;
}

/** A wait longer than the longest there is comes from a clock that was turned back: it is over. */
const isHeld = ({ heldUntil = 0 }: OutboxEntry, now: number): boolean =>
  heldUntil > now && heldUntil <= now + HOLD_MS;

/**
 * Takes back commands that are held, all of them or none.
 * @returns false when one of them is on its way already
 */
export async function takeBackIn(tx: Transaction<'readwrite'>, seqs: readonly number[]): Promise<boolean> {
  const store = tx.objectStore('outbox');
  for (const seq of seqs) if ((await store.get(seq))?.heldUntil === undefined) return false;
  for (const seq of seqs) await store.delete(seq);
  return true;
}

async function isAnyOver(tx: Transaction<IDBTransactionMode>, now: number): Promise<boolean> {
  const entries = await tx.objectStore('outbox').getAll();
  return entries.some((entry) => entry.heldUntil !== undefined && !isHeld(entry, now));
}

/**
 * What has been held long enough is not held any more, before it is sent: nobody takes back what is on its way. It goes
 * to the end, since what has overtaken it may be at the store already, under the number that its place would give it.
 */
async function letGo(tx: Transaction<'readwrite'>, now: number): Promise<void> {
  const store = tx.objectStore('outbox');
  let next = (await readMeta(tx, 'nextSeq')) ?? 1;
  for (const entry of await store.getAll()) {
    if (entry.heldUntil === undefined || isHeld(entry, now)) continue;
    const { heldUntil: _over, ...free } = entry;
    await store.delete(entry.seq);
    await store.add({ ...free, seq: next } as OutboxEntry);
    next += 1;
  }
  await writeMeta(tx, 'nextSeq', next);
}

export type FlushOutcome =
  | { readonly kind: 'done'; readonly sent: number; readonly refused: number }
  /** Kept; try again at `at` (epoch ms, this browser's clock). */
  | { readonly kind: 'later'; readonly at: number; readonly error: StoreError | null }
  | { readonly kind: 'revoked'; readonly error: StoreError };

export interface FlushDeps {
  readonly db: Database;
  readonly push: (connection: StoredConnection, mutations: readonly Mutation[]) => Promise<PushResponse>;
  readonly now: () => number;
  readonly random: () => number;
}

interface Batch {
  readonly connection: StoredConnection;
  readonly acked: number;
  readonly entries: readonly OutboxEntry[];
  readonly mutations: readonly Mutation[];
}

type Next = Batch | { readonly waitUntil: number } | null;

async function nextBatch(
  tx: Transaction<IDBTransactionMode>,
  now: number,
  options: { readonly force: boolean; readonly size: number },
): Promise<Next> {
  const connection = await readMeta(tx, 'connection');
  if (connection === undefined) return null;
  const pending = (await tx.objectStore('outbox').getAll()).filter((entry) => entry.state === 'pending');
  const free = pending.filter((entry) => entry.heldUntil === undefined);
  const head = free[0];
  if (head === undefined)
    return pending[0] === undefined
      ? null
      : { waitUntil: Math.min(...pending.map(({ heldUntil = now }) => heldUntil)) };
  const due = (at: number): boolean => at <= now || at > now + LONGEST_WAIT_MS;
  const holdUntil = (await readMeta(tx, 'holdUntil')) ?? 0;
  if (!due(holdUntil)) return { waitUntil: holdUntil };
  if (!options.force && !due(head.nextAt)) return { waitUntil: head.nextAt };
  const acked = (await readMeta(tx, 'acked')) ?? 0;
  const entries: OutboxEntry[] = [];
  let characters = 0;
  for (const entry of free.slice(0, options.size)) {
    characters += JSON.stringify(entry.command).length;
    if (entries.length > 0 && characters > BATCH_CHARACTERS) break;
    entries.push(entry);
  }
  const mutations = entries.map((entry, i) => ({ seq: acked + 1 + i, id: entry.id, command: entry.command }));
  return { connection, acked, entries, mutations };
}

/** True while nothing else has moved the outbox since the batch was taken (another team joined, a second sender). */
async function stillCurrent(tx: Transaction<'readwrite'>, batch: Batch): Promise<boolean> {
  const connection = await readMeta(tx, 'connection');
  const acked = (await readMeta(tx, 'acked')) ?? 0;
  return connection?.device === batch.connection.device && acked === batch.acked;
}

/** @throws StoreError `invalid_answer` when the answer does not cover the batch: nothing is taken from it */
function checkAnswer(batch: Batch, answer: PushResponse): void {
  const answered = new Set(answer.results.map((result) => result.seq));
  const highest = batch.acked + batch.mutations.length;
  if (answer.last >= highest && batch.mutations.every((mutation) => answered.has(mutation.seq))) return;
  throw new StoreError(
    'invalid_answer',
    'The store’s answer does not cover what was sent. It is sent again.',
    {
      status: 200,
    },
  );
}

async function settle(
  tx: Transaction<'readwrite'>,
  batch: Batch,
  answer: PushResponse,
  now: number,
): Promise<number> {
  const results = new Map(answer.results.map((result) => [result.seq, result]));
  let refused = 0;
  for (const [i, entry] of batch.entries.entries()) {
    const result = results.get(batch.acked + 1 + i);
    if (result?.outcome === 'refused') {
      refused += 1;
      const refusal = { code: result.code, detail: result.detail };
      await tx.objectStore('outbox').put({ ...entry, state: 'refused', refusal });
    } else {
      await tx.objectStore('outbox').put({ ...entry, state: 'applied' });
    }
  }
  await writeMeta(tx, 'acked', answer.last);
  await writeMeta(tx, 'clock', learnClock((await readMeta(tx, 'clock')) ?? UNSET_CLOCK, answer.now, now));
  await noteProblem(tx, 'outbox', null);
  return refused;
}

type Remedy =
  /** Send one command at a time: one of them spoils the whole body, and the others should pass. */
  | 'singly'
  /** Go on from the store's count: one of the two sides was restored from a backup. */
  | 'resync'
  /** The store will never take this command: show it. */
  | 'refuse'
  /** Anything else may pass. */
  | 'wait';

function remedyFor(error: StoreError, batch: Batch, mayResync: boolean): Remedy {
  const alone = batch.entries.length === 1;
  const behind = error.last !== null && error.last !== batch.acked && mayResync;
  switch (error.code) {
    case 'invalid_input':
    case 'too_large':
      return alone ? 'refuse' : 'singly';
    case 'sequence_gap':
      return behind ? 'resync' : 'wait';
    case 'id_reused':
      // Sent singly, a command that the store has under this very number is answered as a replay.
      if (!alone) return 'singly';
      if (behind) return 'resync';
      return error.last === batch.acked ? 'refuse' : 'wait';
    default:
      return 'wait';
  }
}

async function resync(tx: Transaction<'readwrite'>, batch: Batch, error: StoreError): Promise<void> {
  if (error.last !== null && (await stillCurrent(tx, batch))) await writeMeta(tx, 'acked', error.last);
}

async function refuseHead(tx: Transaction<'readwrite'>, batch: Batch, error: StoreError): Promise<boolean> {
  const [head] = batch.entries;
  if (head === undefined || !(await stillCurrent(tx, batch))) return false;
  const refusal = { code: error.code, detail: error.detail };
  await tx.objectStore('outbox').put({ ...head, state: 'refused', refusal });
  return true;
}

async function postpone(
  tx: Transaction<'readwrite'>,
  batch: Batch,
  error: StoreError,
  deps: FlushDeps,
): Promise<number> {
  const now = deps.now();
  let at = now;
  for (const [i, entry] of batch.entries.entries()) {
    // Only for the wait: there is no number of attempts after which a command is given up.
    const attempts = entry.attempts + 1;
    const nextAt = now + fullJitter(attempts, deps.random());
    if (i === 0) at = nextAt;
    await tx.objectStore('outbox').put({ ...entry, attempts, nextAt });
  }
  if (error.retryAfter !== null) {
    const until = now + Math.min(error.retryAfter, LONGEST_WAIT_MS);
    await writeMeta(tx, 'holdUntil', until);
    at = Math.max(at, until);
  }
  // No answer at all is shown as being offline, not as a problem with what was sent.
  if (error.status !== 0)
    await noteProblem(tx, 'outbox', { code: error.code, detail: error.detail, about: null, at: now });
  return at;
}

/**
 * Sends what is pending, in order, until the outbox is empty or the store cannot take more. One at a time: the caller
 * holds the lock `OUTBOX_LOCK`.
 * @param force try now even if a retry is planned for later (the network is back); `Retry-After` is kept all the same
 */
export async function flushOutbox(deps: FlushDeps, force = false): Promise<FlushOutcome> {
  let sent = 0;
  let refused = 0;
  let size: number = LIMITS.mutationsPerPush;
  let resyncs = 0;
  for (;;) {
    if (await deps.db.read((tx) => isAnyOver(tx, deps.now())))
      await deps.db.write((tx) => letGo(tx, deps.now()));
    const next = await deps.db.read((tx) => nextBatch(tx, deps.now(), { force, size }));
    if (next === null) return { kind: 'done', sent, refused };
    if ('waitUntil' in next) return { kind: 'later', at: next.waitUntil, error: null };
    try {
      const answer = await deps.push(next.connection, next.mutations);
      checkAnswer(next, answer);
      const more = await deps.db.write(async (tx) =>
        (await stillCurrent(tx, next)) ? await settle(tx, next, answer, deps.now()) : null,
      );
      if (more !== null) {
        sent += next.entries.length;
        refused += more;
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.revoked) return { kind: 'revoked', error };
      const remedy = remedyFor(error, next, resyncs < RESYNCS);
      if (remedy === 'singly') {
        size = 1;
        continue;
      }
      if (remedy === 'resync') {
        resyncs += 1;
        await deps.db.write((tx) => resync(tx, next, error));
        continue;
      }
      if (remedy === 'refuse') {
        if (await deps.db.write((tx) => refuseHead(tx, next, error))) refused += 1;
        continue;
      }
      const at = await deps.db.write(async (tx) =>
        (await stillCurrent(tx, next)) ? postpone(tx, next, error, deps) : deps.now(),
      );
      return { kind: 'later', at, error };
    }
  }
}

/** Entries the store has acknowledged; a pull that begins after this has their effect. */
export async function appliedSeqs(tx: Transaction<IDBTransactionMode>): Promise<number[]> {
  const entries = await tx.objectStore('outbox').getAll();
  return entries.filter((entry) => entry.state === 'applied').map((entry) => entry.seq);
}
