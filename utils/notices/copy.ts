/** Reading from the local copy what notices are made of, within a transaction. */
import { storeNow } from '../sync/clock.ts';
import { type Database, type RefusedEntry, readMeta, type Transaction } from '../sync/db.ts';
import { listOwnRequests, listRequests, loadContext } from '../sync/local.ts';
import type { NoticeCopy } from './events.ts';
import type { Ledger } from './ledger.ts';

export interface LoadedNotices {
  readonly copy: NoticeCopy;
  readonly whose: Pick<Ledger, 'team' | 'member'>;
  /** Null before anything was read here, and while it was another's. */
  readonly ledger: Ledger | null;
  /** Numbers of the commands that can still be taken back. */
  readonly heldBack: ReadonlySet<number>;
  /** Epoch ms, store clock. */
  readonly now: number;
  /** Store clock minus this browser's, ms. */
  readonly clockOffset: number;
}

/**
 * @param now this browser's clock, epoch ms
 * @returns null where there is nothing to tell of: nobody joined, or the copy was never whole yet
 */
export async function loadNotices(tx: Transaction, now: number): Promise<LoadedNotices | null> {
  const context = await loadContext(tx);
  const { connection } = context;
  if (connection === null || context.heardAt == null) return null;
  const { team, member } = connection;
  const [waiting, own] = [await listRequests(tx, ['waiting']), await listOwnRequests(tx, null)];
  const entries = await tx.objectStore('outbox').getAll();
  const refused = entries.filter(
    (entry): entry is RefusedEntry => entry.state === 'refused' && entry.command.kind === 'request.decide',
  );
  const rows = await Promise.all(
    refused.map(async (entry) => ({
      entry,
      request: (await tx.objectStore('requests').get(entry.command.request))?.data ?? null,
    })),
  );
  const kept = await readMeta(tx, 'notices');
  const isTheirs = kept?.team === team.id && kept.member === member.id;
  const storeTime = storeNow(context.clock, now);
  return {
    copy: {
      member,
      waiting: waiting.map(({ request }) => request),
      own: own.map(({ request }) => request),
      clearances: await tx.objectStore('clearances').getAll(),
      pauses: (await readMeta(tx, 'pauses')) ?? [],
      refused: rows,
    },
    whose: { team: team.id, member: member.id },
    ledger: isTheirs ? (kept ?? null) : null,
    heldBack: new Set(entries.filter((one) => one.heldUntil !== undefined).map(({ seq }) => seq)),
    now: storeTime,
    clockOffset: storeTime - now,
  };
}

/** Keeps what was told; not when the team was left or changed meanwhile. @param ledger null forgets it */
export async function keepLedger(db: Database, ledger: Ledger | null): Promise<void> {
  await db.write(async (tx) => {
    if (ledger === null) return tx.objectStore('meta').delete('notices');
    const connection = await readMeta(tx, 'connection');
    if (connection?.team.id !== ledger.team || connection.member.id !== ledger.member) return;
    await tx.objectStore('meta').put(ledger, 'notices');
  });
}
