/** What the review screen knows and does: the local copy as signals, and the reviewer's steps on it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DecisionKind } from '../../utils/api/entities.ts';
import type { LocalConnection, LocalStore, OutboxEntry } from '../../utils/sync/live.ts';
import type { LocalRequest } from '../../utils/sync/project.ts';
import { buildQueue, itemOf, nextAfter, type Queue, type QueueItem, walk } from './queue.ts';
import { type Delivery, deliveryOf } from './standing.ts';
import type { UnsentReasons } from './unsent-reasons.ts';

/** The part of the local copy that reviewing needs. */
export type ReviewStore = Pick<
  LocalStore,
  'connection' | 'requests' | 'outbox' | 'subscribe' | 'decide' | 'dismissRefusal' | 'sync'
>;

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
  readonly opened: ReadonlySignal<Opened | null>;
  /** The opened request as it is now; null when none is open or it is gone. */
  readonly item: ReadonlySignal<QueueItem | null>;
  readonly refused: ReadonlySignal<readonly OutboxEntry[]>;
  readonly made: ReadonlySignal<Made | null>;
  readonly delivery: ReadonlySignal<Delivery | null>;
  /** The opened request's form for a reason, if it is open. */
  readonly asking: Signal<Exclude<DecisionKind, 'approve'> | null>;
  readonly failure: ReadonlySignal<Problem | null>;
  /** A decision is on its way into the outbox. */
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

export function createDesk(
  openStore: () => Promise<ReviewStore>,
  reasons: UnsentReasons,
  clock: () => number = Date.now,
): ReviewDesk {
  const stage = signal<Stage>({ kind: 'loading' });
  const requests = signal<readonly LocalRequest[]>([]);
  const outbox = signal<readonly OutboxEntry[]>([]);
  const opened = signal<Opened | null>(null);
  const made = signal<Made | null>(null);
  const asking = signal<Exclude<DecisionKind, 'approve'> | null>(null);
  const failure = signal<Problem | null>(null);
  const deciding = signal(false);
  const now = signal(clock());
  let store: ReviewStore | null = null;

  const offset = (): number => (stage.value.kind === 'ready' ? stage.value.connection.clockOffset : 0);
  const queue = computed(() =>
    stage.value.kind === 'ready'
      ? buildQueue(requests.value, stage.value.connection.member, now.value)
      : NOTHING,
  );
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
    const [connection, list, entries] = await Promise.all([
      store.connection(),
      store.requests(all ? {} : { states: ['waiting'] }),
      store.outbox(),
    ]);
    batch(() => {
      stage.value = connection === null ? { kind: 'unjoined' } : { kind: 'ready', connection };
      requests.value = list;
      outbox.value = entries;
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
      asking.value = null;
      failure.value = null;
    });
  }

  return {
    stage,
    queue,
    opened,
    item,
    refused,
    made,
    delivery,
    asking,
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
        asking.value = null;
        failure.value = null;
      });
    },
    step(by) {
      const items = walk(queue.peek());
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
      const before = queue.peek().mine;
      deciding.value = true;
      failure.value = null;
      try {
        await store.decide({ id: request.id, versions }, kind, reason);
        reasons.forget(request.id);
        const next = nextAfter(before, request.id);
        batch(() => {
          made.value = {
            request: request.id,
            decision: kind,
            author: request.author.name,
            firstWords: current.firstWords,
            moved: next !== null,
          };
          asking.value = null;
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
