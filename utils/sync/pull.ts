/** The team's history from the store into the local copy: page by page, each page with its cursor in one transaction. */
import type { ApprovalRequest, Change } from '../api/entities.ts';
import type { PullResponse } from '../api/routes.ts';
import type { VerifiedClearance } from '../messages.ts';
import { learnClock, UNSET_CLOCK } from './clock.ts';
import {
  type Database,
  noteProblem,
  type Position,
  readMeta,
  type StoredConnection,
  type Transaction,
  writeMeta,
} from './db.ts';
import { StoreError } from './errors.ts';
import { START } from './local.ts';
import { appliedSeqs } from './outbox.ts';
import { SealError, verifyClearance } from './seal.ts';

export interface PullDeps {
  readonly db: Database;
  readonly pull: (connection: StoredConnection, cursor: number, after: string) => Promise<PullResponse>;
  readonly now: () => number;
}

/** What became of an own request's clearance: `null` is none. */
type Checked =
  | { readonly kind: 'valid'; readonly clearance: VerifiedClearance }
  | { readonly kind: 'forged'; readonly detail: string }
  | null;

/**
 * A clearance counts for the newest version of an approved request only: a request that was withdrawn, decided anew or
 * followed by another version lets nothing out.
 */
async function checkClearance(request: ApprovalRequest, connection: StoredConnection): Promise<Checked> {
  const version = request.versions.at(-1);
  if (request.state !== 'approved' || version === undefined || version.clearance === null) return null;
  const { key, team } = connection;
  try {
    const expected = { key, team: team.id, request, version };
    return { kind: 'valid', clearance: await verifyClearance(version.clearance, expected) };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { kind: 'forged', detail: error.detail };
  }
}

async function checkClearances(
  changes: readonly Change[],
  connection: StoredConnection,
): Promise<ReadonlyMap<string, Checked>> {
  const checked = new Map<string, Checked>();
  for (const change of changes) {
    if (change.entity !== 'request' || change.data === null) continue;
    const own = change.data.author.id === connection.member.id;
    checked.set(change.id, own ? await checkClearance(change.data, connection) : null);
  }
  return checked;
}

async function dropClearances(tx: Transaction<'readwrite'>, request: string): Promise<void> {
  const store = tx.objectStore('clearances');
  for (const key of await store.index('request').getAllKeys(request)) await store.delete(key);
}

async function applyRequest(
  tx: Transaction<'readwrite'>,
  id: string,
  data: ApprovalRequest | null,
  generation: number,
  checked: Checked,
  now: number,
): Promise<void> {
  await dropClearances(tx, id);
  const problem = `clearance:${id}`;
  if (checked?.kind === 'forged')
    await noteProblem(tx, problem, { code: 'clearance_forged', detail: checked.detail, about: id, at: now });
  else await noteProblem(tx, problem, null);
  if (data === null) {
    await tx.objectStore('requests').delete(id);
    return;
  }
  await tx.objectStore('requests').put({ id, generation, data });
  if (checked?.kind === 'valid') await tx.objectStore('clearances').put(checked.clearance);
}

/** Rows that a full resync did not bring are gone at the store. */
async function sweep(tx: Transaction<'readwrite'>, generation: number): Promise<void> {
  for (const row of await tx.objectStore('requests').getAll()) {
    if (row.generation >= generation) continue;
    await dropClearances(tx, row.id);
    await tx.objectStore('requests').delete(row.id);
  }
  for (const row of await tx.objectStore('members').getAll()) {
    if (row.generation < generation) await tx.objectStore('members').delete(row.id);
  }
}

interface Page {
  readonly connection: StoredConnection;
  readonly from: Position;
  readonly answer: PullResponse;
  readonly checked: ReadonlyMap<string, Checked>;
  /** Outbox entries acknowledged before this pull began. */
  readonly applied: readonly number[];
}

/** @returns false when the copy moved on meanwhile (left, joined anew, another pull): the page is thrown away */
async function applyPage(tx: Transaction<'readwrite'>, page: Page, now: number): Promise<boolean> {
  const { answer, from } = page;
  const connection = await readMeta(tx, 'connection');
  const at = (await readMeta(tx, 'position')) ?? START;
  if (connection === undefined || connection.device !== page.connection.device) return false;
  if (at.cursor !== from.cursor || at.after !== from.after || at.generation !== from.generation) return false;

  let { wantedRuleset } = from;
  const { generation } = from;
  let pauses = [...((await readMeta(tx, 'pauses')) ?? [])];
  for (const change of answer.changes) {
    if (change.entity === 'request') {
      await applyRequest(tx, change.id, change.data, generation, page.checked.get(change.id) ?? null, now);
    } else if (change.entity === 'member') {
      if (change.data === null) await tx.objectStore('members').delete(change.id);
      else await tx.objectStore('members').put({ id: change.id, generation, data: change.data });
    } else if (change.entity === 'pause') {
      pauses = pauses.filter(({ id }) => id !== change.id);
      if (change.data !== null) pauses.push({ ...change.data, generation });
    } else if (change.data !== null) {
      wantedRuleset = Math.max(wantedRuleset, change.data.version);
    }
  }
  if (!answer.more) {
    if (from.sweeping) pauses = pauses.filter((pause) => pause.generation >= generation);
    await writeMeta(tx, 'heardAt', answer.now);
    await writeMeta(tx, 'answers', answer.answers ?? null);
    if (from.sweeping) await sweep(tx, generation);
    for (const seq of page.applied) await tx.objectStore('outbox').delete(seq);
  }
  await writeMeta(tx, 'pauses', pauses);
  await writeMeta(tx, 'position', {
    cursor: answer.cursor,
    after: answer.after,
    generation,
    sweeping: from.sweeping && answer.more,
    wantedRuleset,
  });
  await writeMeta(tx, 'connection', { ...connection, member: answer.member });
  await writeMeta(tx, 'clock', learnClock((await readMeta(tx, 'clock')) ?? UNSET_CLOCK, answer.now, now));
  return true;
}

/** @throws StoreError `invalid_answer`: a page that leads nowhere or back would be asked for without end */
function checkProgress(from: Position, answer: PullResponse): void {
  const stuck = answer.cursor === from.cursor && answer.after === from.after;
  if (answer.cursor >= from.cursor && !(answer.more && (stuck || answer.changes.length === 0))) return;
  throw new StoreError('invalid_answer', 'The store’s pages do not follow each other. It is tried again.', {
    status: 200,
  });
}

interface Before {
  readonly connection: StoredConnection;
  readonly position: Position;
}

async function loadBefore(tx: Transaction): Promise<Before | null> {
  const connection = await readMeta(tx, 'connection');
  if (connection === undefined) return null;
  return {
    connection,
    position: (await readMeta(tx, 'position')) ?? START,
  };
}

/** Begins again from nothing; what is there stays visible until the new rows are all here. */
async function restart(tx: Transaction<'readwrite'>, from: Position): Promise<void> {
  const at = (await readMeta(tx, 'position')) ?? START;
  if (at.cursor !== from.cursor || at.generation !== from.generation) return;
  await writeMeta(tx, 'position', {
    ...at,
    cursor: 0,
    after: '',
    generation: at.generation + 1,
    sweeping: true,
  });
}

/**
 * Fetches all that is new. One at a time: the caller holds the lock `PULL_LOCK`.
 * @returns how many changes came
 * @throws StoreError when the store cannot be reached or refuses; what came before stays
 */
export async function pullAll(deps: PullDeps): Promise<number> {
  const applied = await deps.db.read(appliedSeqs);
  let changes = 0;
  let restarted = false;
  for (;;) {
    const before = await deps.db.read(loadBefore);
    if (before === null) return changes;
    const { connection, position } = before;
    let answer: PullResponse;
    try {
      answer = await deps.pull(connection, position.cursor, position.after);
      checkProgress(position, answer);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'cursor_too_old' || restarted) throw error;
      restarted = true;
      await deps.db.write((tx) => restart(tx, position));
      continue;
    }
    const now = deps.now();
    const checked = await checkClearances(answer.changes, connection);
    const page: Page = { connection, from: position, answer, checked, applied };
    if (!(await deps.db.write((tx) => applyPage(tx, page, now)))) return changes;
    changes += answer.changes.length;
    if (!answer.more) return changes;
  }
}
