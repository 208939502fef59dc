/** Something that the store is asked for when it is wanted: not there, on its way, there, or why not. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  RecentPosts,
  RuleFigures,
  RulesetDevices,
  RulesetHistory,
  RulesetSources,
  ShippedPack,
} from '../../utils/api/routes.ts';
import type { StoreClient } from '../../utils/sync/client.ts';
import { type LocalStore, StoreError } from '../../utils/sync/live.ts';
import { type Problem, problemOf } from '../team/desk.ts';
import type { RuleFigure } from './rows.ts';

export type Remote<T> =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Resource<T> {
  readonly state: ReadonlySignal<Remote<T>>;
  /** Asks, unless it is there or on its way. */
  want(): Promise<void>;
  /** Asks anew; what was there is shown meanwhile. */
  refresh(): Promise<void>;
}

export function resource<T>(load: () => Promise<T>): Resource<T> {
  const state = signal<Remote<T>>({ kind: 'unasked' });
  let round = 0;
  async function refresh(): Promise<void> {
    const mine = ++round;
    if (state.peek().kind !== 'ready') state.value = { kind: 'loading' };
    let next: Remote<T>;
    try {
      next = { kind: 'ready', value: await load() };
    } catch (error) {
      next = { kind: 'failed', problem: problemOf(error) };
    }
    // A later question has the later answer.
    if (mine === round) state.value = next;
  }
  return {
    state,
    refresh,
    want: async () => {
      const { kind } = state.peek();
      if (kind === 'unasked' || kind === 'failed') await refresh();
    },
  };
}

export interface Figures {
  readonly posts: number;
  readonly rules: ReadonlyMap<string, RuleFigure>;
}

/** All that the console asks the store for beside the rules themselves. */
export interface RulesRemote {
  readonly figures: Resource<Figures>;
  readonly history: Resource<RulesetHistory>;
  readonly devices: Resource<RulesetDevices>;
  readonly shipped: Resource<readonly ShippedPack[]>;
  /** Not kept: asked each time it is wanted. @throws StoreError */
  posts(): Promise<RecentPosts>;
  /** A version from before. @throws StoreError */
  version(number: number): Promise<RulesetSources>;
  /** Puts older versions behind those that are there. @throws StoreError */
  older(): Promise<void>;
}

export function createRemote(store: Pick<LocalStore, 'client'>): RulesRemote {
  async function client(): Promise<StoreClient> {
    const known = await store.client();
    if (known === null) throw new StoreError('not_joined', 'This browser belongs to no team.', { status: 0 });
    return known;
  }
  let older: RulesetHistory['versions'] = [];
  const history = resource(async (): Promise<RulesetHistory> => {
    const last = older.at(-1);
    const page = await (await client()).rulesetHistory();
    const newest = page.versions;
    const from = newest.at(-1)?.version ?? 0;
    const kept = older.filter(({ version }) => version < from);
    return last === undefined || kept.length === 0
      ? page
      : { versions: [...newest, ...kept], more: last.version > 1 };
  });
  return {
    figures: resource(async () => figuresOf(await (await client()).ruleFigures())),
    history,
    devices: resource(async () => (await client()).rulesetDevices()),
    shipped: resource(async () => (await client()).shippedPacks()),
    posts: async () => (await client()).recentPosts(),
    version: async (number) => (await client()).rulesetSources(number),
    async older() {
      const state = history.state.peek();
      const last = state.kind === 'ready' ? state.value.versions.at(-1) : undefined;
      if (last === undefined) return;
      const page = await (await client()).rulesetHistory(last.version);
      older = [...older, ...page.versions];
      await history.refresh();
    },
  };
}

/** By rule; what was let pass is what was approved with the finding in it and what authors asked to have accepted. */
export function figuresOf({ posts, rules }: RuleFigures): Figures {
  return {
    posts,
    rules: new Map(
      rules.map(({ rule, hits, posts: own, passed, asked }) => [
        rule,
        { hits, posts: own, dismissed: passed + asked },
      ]),
    ),
  };
}
