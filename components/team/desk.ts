/** What the options page knows of the connection and of what is on its way, as signals. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Ruleset } from '../../utils/api/entities.ts';
import type { Reply } from '../../utils/messages.ts';
import type { LocalConnection, LocalStore, OutboxEntry } from '../../utils/sync/live.ts';

export interface Problem {
  readonly code: string;
  readonly detail: string;
}

export interface TeamDesk {
  /** Undefined while it is read for the first time, null when this browser belongs to no team. */
  readonly connection: ReadonlySignal<LocalConnection | null | undefined>;
  readonly ruleset: ReadonlySignal<Ruleset | null>;
  readonly outbox: ReadonlySignal<readonly OutboxEntry[]>;
  readonly failure: ReadonlySignal<Problem | null>;
  readonly busy: ReadonlySignal<'sync' | 'leave' | null>;
  readonly local: ReadonlySignal<LocalStore | null>;
  start(): () => void;
  sync(): Promise<void>;
  leave(): Promise<void>;
  dismiss(seq: number): Promise<void>;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Error && 'code' in error && 'detail' in error)
    return { code: String(error.code), detail: String(error.detail) };
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}

export function createTeamDesk(
  openStore: () => Promise<LocalStore>,
  sendLeave: () => Promise<Reply<unknown>>,
): TeamDesk {
  const connection = signal<LocalConnection | null | undefined>(undefined);
  const ruleset = signal<Ruleset | null>(null);
  const outbox = signal<readonly OutboxEntry[]>([]);
  const failure = signal<Problem | null>(null);
  const busy = signal<'sync' | 'leave' | null>(null);
  const local = signal<LocalStore | null>(null);

  async function load(): Promise<void> {
    const store = local.peek();
    if (store === null) return;
    try {
      const [known, rules, entries] = await Promise.all([
        store.connection(),
        store.ruleset(),
        store.outbox(),
      ]);
      batch(() => {
        connection.value = known;
        // The same number is the same ruleset: whoever made a linter of it need not make it again.
        if (rules?.version !== ruleset.peek()?.version || rules?.team !== ruleset.peek()?.team)
          ruleset.value = rules;
        outbox.value = entries;
      });
    } catch (error) {
      failure.value = problemOf(error);
    }
  }

  async function during(
    what: 'sync' | 'leave',
    work: () => Promise<Reply<unknown> | undefined>,
  ): Promise<void> {
    if (busy.peek() !== null) return;
    busy.value = what;
    failure.value = null;
    try {
      const reply = await work();
      if (reply?.ok === false) failure.value = { code: reply.code, detail: reply.detail };
      await load();
    } catch (error) {
      failure.value = problemOf(error);
    } finally {
      busy.value = null;
    }
  }

  return {
    connection,
    ruleset,
    outbox,
    failure,
    busy,
    local,
    start() {
      let stopped = false;
      let unsubscribe = (): void => {};
      void (async () => {
        try {
          const store = await openStore();
          if (stopped) return;
          local.value = store;
          unsubscribe = store.subscribe(() => void load());
          await load();
        } catch (error) {
          failure.value = problemOf(error);
        }
      })();
      return () => {
        stopped = true;
        unsubscribe();
      };
    },
    sync: () => during('sync', async () => local.peek()?.sync()),
    leave: () => during('leave', sendLeave),
    async dismiss(seq) {
      try {
        await local.peek()?.dismissRefusal(seq);
        await load();
      } catch (error) {
        failure.value = problemOf(error);
      }
    },
  };
}
