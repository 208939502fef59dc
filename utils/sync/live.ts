/**
 * The local copy, for the extension's own pages: read the database directly, hear when it changed, put commands into
 * the outbox. Not for content scripts: they cannot reach it.
 *
 *   const local = await openLocal();
 *   const stop = local.subscribe(() => void paint());
 *   const waiting = await local.requests({ states: ['waiting'] });
 *   await local.decide(waiting[0].request, 'approve', null);
 */
import type {
  ApprovalRequest,
  DecisionKind,
  Member,
  RequestState,
  RequestVersion,
  Ruleset,
} from '../api/entities.ts';
import { pickLocale } from '../i18n/translator.ts';
import type { Connection, Reply } from '../messages.ts';
import { send } from '../messaging.ts';
import type { StoreClient } from './client.ts';
import { storeNow } from './clock.ts';
import { createDatabase, type Database, type OutboxEntry, readMeta, type SyncProblem } from './db.ts';
import { HOLD_MS } from './hold.ts';
import { listRequests, loadContext } from './local.ts';
import type { LocalRequest } from './project.ts';
import type { Remark } from './remarks.ts';
import { onChange, postChange } from './signals.ts';

export { LocalError, StoreError } from './errors.ts';
export type { LocalRequest } from './project.ts';
export { type Explain, explainIn } from './texts.ts';
export type { Connection, OutboxEntry, SyncProblem };

export interface LocalConnection {
  readonly storeUrl: string;
  readonly device: string;
  readonly team: { readonly id: string; readonly name: string };
  readonly member: Member;
  readonly state: Connection;
  /** Code of the error behind `offline` or `revoked`. */
  readonly code: string | null;
  /** Epoch ms, this browser's clock. */
  readonly since: number;
  /** What the member should know of: a ruleset or clearance that was not genuine, a store out of step. */
  readonly problems: readonly SyncProblem[];
  /** Store clock minus this browser's, ms: ages and expiry are `Date.now() + clockOffset`. */
  readonly clockOffset: number;
}

export interface RequestFilter {
  /** All states when absent. */
  readonly states?: readonly RequestState[];
}

export interface LocalStore {
  /** Null when this browser belongs to no team. */
  connection(): Promise<LocalConnection | null>;
  /** With pending commands applied; newest change first. */
  requests(filter?: RequestFilter): Promise<readonly LocalRequest[]>;
  members(): Promise<readonly Member[]>;
  ruleset(): Promise<Ruleset | null>;
  /** What is not sent yet, and what the store refused and nobody has dismissed. In order. */
  outbox(): Promise<readonly OutboxEntry[]>;
  /** Called (not with what) after any change of the local copy, by whichever context. Returns the way to stop. */
  subscribe(callback: () => void): () => void;
  /**
   * Puts a decision on the newest version of `request` *as given* (as the reviewer saw it) into the outbox and asks
   * the background to send it. Resolves when it is kept safely, not when the store has it.
   * @throws LocalError `reason_required`, `forbidden`, `not_found`, `version_changed`, `already_decided`, `not_joined`, `database_…`
   */
  decide(
    request: Pick<ApprovalRequest, 'id' | 'versions'>,
    kind: DecisionKind,
    reason: string | null,
    /** Can be taken back for {@link HOLD_MS} and is sent after that, whether this page is still there or not. */
    isHeld?: boolean,
  ): Promise<number | null>;
  /**
   * Takes back decisions that are held, all or none.
   * @returns false when one of them is on its way already
   */
  takeBack(seqs: readonly number[]): Promise<boolean>;
  /** See `remarks.ts`; each asks the background to send it. @throws LocalError */
  remark(request: string, version: number, remark: Remark): Promise<void>;
  takeOver(request: string, comment: string): Promise<void>;
  end(request: string, reason: string | null): Promise<void>;
  override(request: string, seen: Pick<RequestVersion, 'number' | 'fingerprint'>, why: string): Promise<void>;
  /** Takes a refused command off the list. */
  dismissRefusal(seq: number): Promise<void>;
  /** For what is not kept locally: rule sources, publishing, devices. Null when unjoined. */
  client(): Promise<StoreClient | null>;
  /** Asks the background to send and fetch now. */
  sync(): Promise<Reply<Record<string, never>>>;
  close(): Promise<void>;
}

function tell(): void {
  postChange();
  // Kept already; when the background does not answer, its alarm sends it.
  void send({ type: 'page/flush' });
}

async function loadRemarks(): Promise<typeof import('./remarks.ts')> {
  await import('./no-eval.ts');
  return import('./remarks.ts');
}

/** Opens the local copy. Cheap; one a page. */
export async function openLocal(db: Database = createDatabase()): Promise<LocalStore> {
  return {
    async connection() {
      const { connection, link, problems, clock } = await db.read(loadContext);
      if (connection === null) return null;
      const { storeUrl, device, team, member } = connection;
      const now = Date.now();
      return {
        storeUrl,
        device,
        team,
        member,
        state: link.state,
        code: link.code,
        since: link.since,
        problems,
        clockOffset: storeNow(clock, now) - now,
      };
    },
    requests: (filter = {}) => db.read((tx) => listRequests(tx, filter.states ?? null)),
    members: () => db.read(async (tx) => (await tx.objectStore('members').getAll()).map((row) => row.data)),
    async ruleset() {
      return (await db.read((tx) => readMeta(tx, 'bundle')))?.bundle ?? null;
    },
    async outbox() {
      const entries = await db.read((tx) => tx.objectStore('outbox').getAll());
      return entries.filter((entry) => entry.state !== 'applied');
    },
    subscribe: onChange,
    async decide(request, kind, reason, isHeld = false) {
      // Loaded when needed: with them comes zod, and the queue is to be painted at once.
      await import('./no-eval.ts');
      const { decide } = await import('./commands.ts');
      const seq = await decide(db, request, kind, reason, isHeld ? Date.now() + HOLD_MS : undefined);
      tell();
      return seq;
    },
    async takeBack(seqs) {
      const { takeBackIn } = await import('./outbox.ts');
      const isBack = await db.write((tx) => takeBackIn(tx, seqs));
      tell();
      return isBack;
    },
    async remark(request, version, said) {
      const { remark } = await loadRemarks();
      await remark(db, request, version, said);
      tell();
    },
    async takeOver(request, comment) {
      const { takeOver } = await loadRemarks();
      const bundle = (await db.read((tx) => readMeta(tx, 'bundle')))?.bundle;
      const { compile } = await import('../rules/compile.ts');
      const now = Date.now();
      const { packs = [], overrides = {} } = bundle ?? {};
      const locale = pickLocale([navigator.language]);
      const linter = compile({ packs, overrides }, { locale, now });
      await takeOver(db, request, comment, (draft, declared) =>
        linter.lint(draft, { now, context: declared }),
      );
      tell();
    },
    async end(request, reason) {
      const { endRequest } = await loadRemarks();
      await endRequest(db, request, reason);
      tell();
    },
    async override(request, seen, why) {
      const { override } = await loadRemarks();
      await override(db, request, seen, why);
      tell();
    },
    async dismissRefusal(seq) {
      await db.write(async (tx) => {
        const entry = await tx.objectStore('outbox').get(seq);
        if (entry?.state === 'refused') await tx.objectStore('outbox').delete(seq);
      });
      tell();
    },
    async client() {
      const { connection } = await db.read(loadContext);
      if (connection === null) return null;
      await import('./no-eval.ts');
      const { createClient } = await import('./client.ts');
      return createClient(connection);
    },
    sync: () => send({ type: 'page/sync' }),
    close: () => db.close(),
  };
}
