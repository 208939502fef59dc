/** What the review screen knows and does: the local copy as signals, and the reviewer's steps on it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DecisionKind, Member, RequestVersion } from '../../utils/api/entities.ts';
import { joinedClient } from '../../utils/sync/joined-client.ts';
import type { LocalConnection, LocalStore, OutboxEntry } from '../../utils/sync/live.ts';
import type { LocalRequest } from '../../utils/sync/project.ts';
import type { Remark } from '../../utils/sync/remarks.ts';
import { type Filter, isPlain, NO_FILTER, narrow } from './filter.ts';
import { type OwnFigures, ownFigures } from './own.ts';
import { buildQueue, itemOf, nextAfter, type Queue, type QueueItem, walk } from './queue.ts';
import { type Delivery, deliveryOf } from './standing.ts';
import type { UnsentReasons } from './unsent-reasons.ts';

/** The part of the local copy that reviewing needs. */
export type ReviewStore = Pick<
  LocalStore,
  | 'connection'
  | 'requests'
  | 'members'
  | 'outbox'
  | 'subscribe'
  | 'decide'
  | 'takeBack'
  | 'remark'
  | 'takeOver'
  | 'end'
  | 'override'
  | 'client'
  | 'dismissRefusal'
  | 'sync'
>;

/** A decision that needs a reason. */
export type Reason = Exclude<DecisionKind, 'approve'>;
/** What can be done about a request beside deciding. */
export type Extra = 'remark' | 'suggest' | 'delegate' | 'override' | 'end';
/** What is open below a request instead of its buttons. */
export type Form = Reason | Extra;

export const isReason = (form: Form | null): form is Reason =>
  form === 'request-changes' || form === 'reject';

/** What was done last beside deciding; a decision that was taken back counts as none. */
export type Told = 'remarked' | 'delegated' | 'ended' | 'overridden' | 'taken-over' | 'taken-back';

export interface Problem {
  readonly code: string;
  readonly detail: string;
}

export type Stage =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unjoined' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly connection: LocalConnection };

/** The decision made last in this window, until it is dismissed or the next is made. */
export interface Made {
  readonly request: string;
  readonly decision: DecisionKind;
  readonly author: string;
  readonly firstWords: string;
  /** Numbers of its commands in the outbox, by which it is taken back. */
  readonly seqs: readonly number[];
  /** How many requests were decided at once. */
  readonly count: number;
  /** The next request was opened after it. */
  readonly moved: boolean;
}

export interface Opened {
  readonly id: string;
  /** The version the reviewer has seen; a newer one has to be looked at before anything is decided. */
  readonly seen: number;
}

export interface ReviewDesk {
  readonly stage: ReadonlySignal<Stage>;
  readonly queue: ReadonlySignal<Queue>;
  readonly filter: Signal<Filter>;
  /** The queue as the filter leaves it. */
  readonly shown: ReadonlySignal<Queue>;
  /** Requests chosen to be approved together; null while none are being chosen. */
  readonly picked: Signal<ReadonlySet<string> | null>;
  /** The member's own week. */
  readonly figures: ReadonlySignal<OwnFigures>;
  readonly members: ReadonlySignal<readonly Member[]>;
  /** What is open below the opened request. */
  readonly form: Signal<Form | null>;
  /** To be told. */
  readonly told: ReadonlySignal<Told | null>;
  readonly opened: ReadonlySignal<Opened | null>;
  /** The opened request as it is now; null when none is open or it is gone. */
  readonly item: ReadonlySignal<QueueItem | null>;
  readonly refused: ReadonlySignal<readonly OutboxEntry[]>;
  readonly made: ReadonlySignal<Made | null>;
  readonly delivery: ReadonlySignal<Delivery | null>;
  readonly failure: ReadonlySignal<Problem | null>;
  /** Something is on its way into the outbox, or to the store. */
  readonly deciding: ReadonlySignal<boolean>;
  /** Store clock, epoch ms; moves with the minute. */
  readonly now: ReadonlySignal<number>;
  readonly reasons: UnsentReasons;
  start(): () => void;
  open(id: string): void;
  close(): void;
  /** Opens the next (1) or previous (-1) request of the queue, from the opened one. */
  step(by: 1 | -1): void;
  /** The reviewer has looked at the newest version. */
  look(): void;
  /** Keeps the decision and goes on to the next request. */
  decide(kind: DecisionKind, reason: string | null): Promise<void>;
  /** Takes the decision made last back, while it is held. */
  undo(): Promise<void>;
  /** Approves those that are picked. */
  approvePicked(): Promise<void>;
  remark(remark: Remark): Promise<boolean>;
  takeOver(comment: string): Promise<void>;
  end(reason: string | null): Promise<void>;
  override(why: string): Promise<void>;
  /** @param until epoch ms, store clock */
  delegate(to: string, until: number): Promise<void>;
  dismiss(seq: number): Promise<void>;
  forget(): void;
  sync(): Promise<void>;
}

const NOTHING: Queue = { mine: [], own: [], others: [], decided: [] };
const TICK_MS = 30_000;

function problemOf(error: unknown): Problem {
  if (error instanceof Error && 'code' in error && 'detail' in error)
    return { code: String(error.code), detail: String(error.detail) };
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}

/** @param first id of the request to be opened at first, if it is here */
export function createDesk(
  openStore: () => Promise<ReviewStore>,
  reasons: UnsentReasons,
  clock: () => number = Date.now,
  first = '',
): ReviewDesk {
  const stage = signal<Stage>({ kind: 'loading' });
  const requests = signal<readonly LocalRequest[]>([]);
  const outbox = signal<readonly OutboxEntry[]>([]);
  const opened = signal<Opened | null>(null);
  const made = signal<Made | null>(null);
  const failure = signal<Problem | null>(null);
  const deciding = signal(false);
  const filter = signal<Filter>(NO_FILTER);
  const picked = signal<ReadonlySet<string> | null>(null);
  const members = signal<readonly Member[]>([]);
  const form = signal<Form | null>(null);
  const told = signal<Told | null>(null);
  const now = signal(clock());
  let store: ReviewStore | null = null;

  const offset = (): number => (stage.value.kind === 'ready' ? stage.value.connection.clockOffset : 0);
  const queue = computed(() =>
    stage.value.kind === 'ready'
      ? buildQueue(requests.value, stage.value.connection.member, now.value)
      : NOTHING,
  );
  const figures = computed(() =>
    ownFigures(
      requests.value,
      stage.value.kind === 'ready' ? stage.value.connection.member.id : '',
      now.value,
    ),
  );
  const shown = computed(() => narrow(queue.value, filter.value));
  const item = computed(() => {
    const id = opened.value?.id;
    const local = id === undefined ? undefined : requests.value.find(({ request }) => request.id === id);
    return local === undefined ? null : itemOf(local);
  });
  const refused = computed(() => outbox.value.filter((entry) => entry.state === 'refused'));
  const delivery = computed(() =>
    made.value === null ? null : deliveryOf(outbox.value, made.value.request, made.value.decision),
  );

  /** @param all false for what waits only, which is painted first */
  async function load(all: boolean): Promise<void> {
    if (store === null) return;
    const [connection, list, entries, people] = await Promise.all([
      store.connection(),
      store.requests(all ? {} : { states: ['waiting'] }),
      store.outbox(),
      all ? store.members() : members.peek(),
    ]);
    batch(() => {
      stage.value = connection === null ? { kind: 'unjoined' } : { kind: 'ready', connection };
      requests.value = list;
      outbox.value = entries;
      members.value = people;
      now.value = clock() + offset();
      if (connection === null) opened.value = null;
    });
    if (all && connection !== null) reasons.keepOnly(new Set(list.map(({ request }) => request.id)));
  }

  let again = false;
  let reading: Promise<void> | null = null;
  async function readAll(): Promise<void> {
    try {
      while (again) {
        again = false;
        await load(true);
      }
    } catch (error) {
      stage.value = { kind: 'failed', problem: problemOf(error) };
    }
  }
  /** One reading at a time; done when what was there at the time of the call has been read. */
  function reload(): Promise<void> {
    again = true;
    reading ??= readAll().finally(() => {
      reading = null;
    });
    return reading;
  }

  function open(id: string): void {
    const local = requests.peek().find(({ request }) => request.id === id);
    const newest = local?.request.versions.at(-1);
    if (newest === undefined) return;
    batch(() => {
      opened.value = { id, seen: newest.number };
      form.value = null;
      told.value = null;
      failure.value = null;
    });
  }

  /** @returns whether it was kept */
  async function act(what: Told, work: (open: ReviewStore) => Promise<unknown>): Promise<boolean> {
    if (store === null || deciding.peek()) return false;
    deciding.value = true;
    failure.value = null;
    try {
      await work(store);
      batch(() => {
        form.value = null;
        told.value = what;
      });
      await reload();
      return true;
    } catch (error) {
      failure.value = problemOf(error);
      return false;
    } finally {
      deciding.value = false;
    }
  }

  /** The opened request's newest version that the member has looked at. */
  const seenVersion = (current: QueueItem): RequestVersion =>
    current.local.request.versions.findLast(({ number }) => number <= (opened.peek()?.seen ?? 0)) ??
    current.newest;

  return {
    stage,
    queue,
    filter,
    shown,
    figures,
    picked,
    members,
    form,
    told,
    opened,
    item,
    refused,
    made,
    delivery,
    failure,
    deciding,
    now,
    reasons,
    start() {
      let stopped = false;
      let unsubscribe = (): void => {};
      const timer = setInterval(() => {
        now.value = clock() + offset();
      }, TICK_MS);
      void (async () => {
        try {
          store = await openStore();
          if (stopped) return;
          await load(false);
          if (stopped) return;
          unsubscribe = store.subscribe(() => void reload());
          await reload();
          open(first);
        } catch (error) {
          stage.value = { kind: 'failed', problem: problemOf(error) };
        }
      })();
      return () => {
        stopped = true;
        clearInterval(timer);
        unsubscribe();
      };
    },
    open,
    close() {
      batch(() => {
        opened.value = null;
        form.value = null;
        told.value = null;
        failure.value = null;
      });
    },
    step(by) {
      const items = walk(shown.peek());
      const at = items.findIndex((one) => one.local.request.id === opened.peek()?.id);
      const to = items[at === -1 ? (by === 1 ? 0 : items.length - 1) : at + by];
      if (to !== undefined) open(to.local.request.id);
    },
    look() {
      const newest = item.peek()?.newest;
      const current = opened.peek();
      if (newest !== undefined && current !== null) opened.value = { ...current, seen: newest.number };
    },
    async decide(kind, reason) {
      const current = item.peek();
      if (store === null || current === null || deciding.peek()) return;
      const { request } = current.local;
      // As the reviewer saw it: should a newer version be here already, the store of the local copy says so.
      const versions = request.versions.filter(({ number }) => number <= (opened.peek()?.seen ?? 0));
      const before = shown.peek().mine;
      deciding.value = true;
      failure.value = null;
      try {
        const seq = await store.decide({ id: request.id, versions }, kind, reason, true);
        reasons.forget(request.id);
        const next = nextAfter(before, request.id);
        // With the decision itself: one that is not in the outbox has been sent.
        const entries = await store.outbox();
        batch(() => {
          outbox.value = entries;
          made.value = {
            request: request.id,
            decision: kind,
            author: request.author.name,
            firstWords: current.firstWords,
            seqs: seq === null ? [] : [seq],
            count: 1,
            moved: next !== null,
          };
          form.value = null;
          if (next === null) opened.value = null;
          else open(next);
        });
        await reload();
      } catch (error) {
        failure.value = problemOf(error);
      } finally {
        deciding.value = false;
      }
    },
    async undo() {
      const last = made.peek();
      if (store === null || last === null || last.seqs.length === 0) return;
      try {
        const isBack = await store.takeBack(last.seqs);
        if (isBack) made.value = null;
        await reload();
        if (isBack && last.count === 1) open(last.request);
        if (isBack) told.value = 'taken-back';
      } catch (error) {
        failure.value = problemOf(error);
      }
    },
    async approvePicked() {
      const ids = picked.peek();
      if (store === null || ids === null || deciding.peek()) return;
      // As they are now: what changed since it was picked, and is not plain any more, is left for a look of its own.
      const items = queue.peek().mine.filter((one) => ids.has(one.local.request.id) && isPlain(one));
      const [first] = items;
      if (first === undefined) return;
      deciding.value = true;
      failure.value = null;
      const seqs: number[] = [];
      try {
        for (const { local } of items) {
          const seq = await store.decide(local.request, 'approve', null, true);
          if (seq !== null) seqs.push(seq);
        }
      } catch (error) {
        failure.value = problemOf(error);
      } finally {
        const entries = await store.outbox();
        batch(() => {
          outbox.value = entries;
          picked.value = null;
          made.value = {
            request: first.local.request.id,
            decision: 'approve',
            author: first.local.request.author.name,
            firstWords: first.firstWords,
            seqs,
            count: seqs.length,
            moved: false,
          };
        });
        await reload();
        deciding.value = false;
      }
    },
    async remark(said) {
      const current = item.peek();
      if (current === null) return false;
      const { number } = seenVersion(current);
      return act('remarked', (open) => open.remark(current.local.request.id, number, said));
    },
    async takeOver(comment) {
      const current = item.peek();
      if (current !== null)
        await act('taken-over', (open) => open.takeOver(current.local.request.id, comment));
    },
    async end(reason) {
      const current = item.peek();
      if (current !== null) await act('ended', (open) => open.end(current.local.request.id, reason));
    },
    async override(why) {
      const current = item.peek();
      if (current === null) return;
      const seen = seenVersion(current);
      await act('overridden', (open) => open.override(current.local.request.id, seen, why));
    },
    async delegate(to, until) {
      const from = clock() + offset();
      const current = stage.peek();
      if (current.kind !== 'ready') return;
      const { member } = current.connection;
      await act('delegated', async (open) => {
        const client = await joinedClient(open);
        await client.setAbsence({ member: member.id, absence: { delegate: to, from, until } });
        void open.sync();
      });
    },
    async dismiss(seq) {
      try {
        await store?.dismissRefusal(seq);
        batch(() => {
          const current = delivery.peek();
          if (current?.kind === 'refused' && current.seq === seq) made.value = null;
        });
        await reload();
      } catch (error) {
        failure.value = problemOf(error);
      }
    },
    forget() {
      made.value = null;
    },
    async sync() {
      const reply = await store?.sync();
      failure.value = reply === undefined || reply.ok ? null : { code: reply.code, detail: reply.detail };
    },
  };
}
