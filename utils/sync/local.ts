/** Reading the local copy within a transaction. */

import type { ApprovalRequest, RequestState } from '../api/entities.ts';
import { type ComposerRuleset, rulesetKey } from '../messages.ts';
import { DEFAULT_POLICY } from '../policy/default-policy.ts';
import type { Pause } from '../policy/pause.ts';
import { textOfExample } from '../rules/example.ts';
import { storeNow, UNSET_CLOCK } from './clock.ts';
import {
  type Clock,
  type Link,
  type OutboxEntry,
  type Position,
  readMeta,
  type StoredConnection,
  type StoredRuleset,
  type SyncProblem,
  type Transaction,
} from './db.ts';
import type { Planner } from './planner.ts';
import { type LocalRequest, type Projection, project } from './project.ts';

export const START: Position = { cursor: 0, after: '', generation: 1, sweeping: false, wantedRuleset: 0 };
const NO_LINK: Link = { state: 'offline', since: 0, code: null };

type AnyTransaction = Transaction<IDBTransactionMode>;

export interface LocalContext {
  readonly connection: StoredConnection | null;
  readonly link: Link;
  readonly clock: Clock;
  readonly ruleset: StoredRuleset | null;
  readonly problems: readonly SyncProblem[];
  /** Left out where nothing was ever paused. */
  readonly pauses?: readonly Pause[];
  /** When the copy was last whole, epoch ms, store clock; null before the first time. */
  readonly heardAt?: number | null;
  /** How long answers have taken lately; null where too few are known. */
  readonly answers?: { readonly median: number; readonly of: number } | null;
}

export async function loadContext(tx: AnyTransaction): Promise<LocalContext> {
  return {
    connection: (await readMeta(tx, 'connection')) ?? null,
    link: (await readMeta(tx, 'link')) ?? NO_LINK,
    clock: (await readMeta(tx, 'clock')) ?? UNSET_CLOCK,
    ruleset: (await readMeta(tx, 'ruleset')) ?? null,
    problems: (await readMeta(tx, 'problems')) ?? [],
    pauses: (await readMeta(tx, 'pauses')) ?? [],
    heardAt: (await readMeta(tx, 'heardAt')) ?? null,
    answers: (await readMeta(tx, 'answers')) ?? null,
  };
}

/**
 * @param known {@link rulesetKey} of the one the composer has: its content, maybe megabytes, is not even read then
 * @param planner compiles what is not known
 */
export async function loadComposerRuleset(
  tx: AnyTransaction,
  { connection, ruleset }: LocalContext,
  known: string | null,
  planner: Planner,
): Promise<ComposerRuleset | null> {
  if (connection !== null && ruleset !== null && known === rulesetKey(connection.team.id, ruleset.version))
    return { version: ruleset.version, plan: null };
  const bundle = (await readMeta(tx, 'bundle'))?.bundle;
  if (bundle === undefined || connection === null) return null;
  const { version } = bundle;
  return { version, plan: planner(rulesetKey(connection.team.id, version), bundle) };
}

/** How many good examples help; the rest are tests. */
const SHOWN_EXAMPLES = 3;
const EXAMPLE_LENGTH = 500;

/** What the pack itself gives as good for a rule, as plain texts; none where the rule is not there. */
export async function goodExamples(tx: AnyTransaction, pack: string, rule: string): Promise<string[]> {
  const bundle = (await readMeta(tx, 'bundle'))?.bundle;
  const found = bundle?.packs.find((one) => one.pack === pack)?.rules.find((one) => one.id === rule);
  return (found?.examples?.good ?? [])
    .map(textOfExample)
    .filter((text) => text.trim() !== '' && text.length <= EXAMPLE_LENGTH)
    .slice(0, SHOWN_EXAMPLES);
}

export function projectionOf(context: LocalContext, connection: StoredConnection): Projection {
  const now = Date.now();
  return {
    member: { id: connection.member.id, name: connection.member.name },
    policy: context.ruleset?.policy ?? DEFAULT_POLICY,
    clockOffset: storeNow(context.clock, now) - now,
  };
}

const requestsOf = (entries: readonly OutboxEntry[]): Set<string> =>
  new Set(entries.map((entry) => entry.command.request));

/** The rows that pending commands are about, so that a projection over a part of the requests is still whole. */
async function touchedRows(
  tx: AnyTransaction,
  entries: readonly OutboxEntry[],
  have: ReadonlySet<string>,
): Promise<ApprovalRequest[]> {
  const rows: ApprovalRequest[] = [];
  for (const id of requestsOf(entries)) {
    if (have.has(id)) continue;
    const row = await tx.objectStore('requests').get(id);
    if (row !== undefined) rows.push(row.data);
  }
  return rows;
}

/** @param states null for all. The states are those after pending commands. */
export async function listRequests(
  tx: AnyTransaction,
  states: readonly RequestState[] | null,
): Promise<LocalRequest[]> {
  const context = await loadContext(tx);
  if (context.connection === null) return [];
  const entries = await tx.objectStore('outbox').getAll();
  const store = tx.objectStore('requests');
  const rows: ApprovalRequest[] = [];
  if (states === null) {
    for (const row of await store.getAll()) rows.push(row.data);
  } else {
    for (const state of states) {
      const range = IDBKeyRange.bound([state, 0], [state, Number.POSITIVE_INFINITY]);
      for (const row of await store.index('state').getAll(range)) rows.push(row.data);
    }
    rows.push(...(await touchedRows(tx, entries, new Set(rows.map((row) => row.id)))));
  }
  const projected = project(rows, entries, projectionOf(context, context.connection));
  return states === null ? projected : projected.filter(({ request }) => states.includes(request.state));
}

/** Own requests, with pending commands on them. @param platform null for all */
export async function listOwnRequests(tx: AnyTransaction, platform: string | null): Promise<LocalRequest[]> {
  const context = await loadContext(tx);
  const { connection } = context;
  if (connection === null) return [];
  const { id } = connection.member;
  // An array comes after every string: https://w3c.github.io/IndexedDB/#compare-two-keys
  const range = platform === null ? IDBKeyRange.bound([id], [id, []]) : IDBKeyRange.only([id, platform]);
  const rows = await tx.objectStore('requests').index('author').getAll(range);
  const entries = await tx.objectStore('outbox').getAll();
  const own = rows.map((row) => row.data);
  own.push(...(await touchedRows(tx, entries, new Set(own.map((row) => row.id)))));
  return project(own, entries, projectionOf(context, connection)).filter(
    ({ request }) => request.author.id === id && (platform === null || request.platform === platform),
  );
}

/** One request with pending commands on it, or null. */
export async function findRequest(tx: AnyTransaction, id: string): Promise<LocalRequest | null> {
  const context = await loadContext(tx);
  if (context.connection === null) return null;
  const row = await tx.objectStore('requests').get(id);
  const entries = (await tx.objectStore('outbox').getAll()).filter((entry) => entry.command.request === id);
  const projection = projectionOf(context, context.connection);
  return project(row === undefined ? [] : [row.data], entries, projection)[0] ?? null;
}
