/** All that the rules console asks the store for beside the rules themselves. */
import type {
  OwnWordAsks,
  RecentPosts,
  RuleFigures,
  RulesetDevices,
  RulesetHistory,
  RulesetSources,
  ShippedPack,
  WordAnswer,
  WordAsks,
} from '../../utils/api/routes.ts';
import { joinedClient } from '../../utils/sync/joined-client.ts';
import type { LocalStore } from '../../utils/sync/live.ts';
import { type Resource, resource } from '../ui/resource.ts';
import type { RuleFigure } from './rows.ts';

export interface Figures {
  readonly posts: number;
  readonly rules: ReadonlyMap<string, RuleFigure>;
}

export interface RulesRemote {
  readonly figures: Resource<Figures>;
  readonly history: Resource<RulesetHistory>;
  readonly devices: Resource<RulesetDevices>;
  readonly shipped: Resource<readonly ShippedPack[]>;
  /** What authors ask to have accepted and nobody has answered. */
  readonly asks: Resource<WordAsks['asks']>;
  /** What the member asked for, with its answers. */
  readonly ownAsks: Resource<OwnWordAsks['asks']>;
  /** @throws StoreError `not_found` when somebody has answered meanwhile */
  answer(answer: WordAnswer): Promise<void>;
  /** Not kept: asked each time it is wanted. @throws StoreError */
  posts(): Promise<RecentPosts>;
  /** A version from before. @throws StoreError */
  version(number: number): Promise<RulesetSources>;
  /** Puts older versions behind those that are there. @throws StoreError */
  older(): Promise<void>;
}

export function createRemote(store: Pick<LocalStore, 'client'>): RulesRemote {
  const client = () => joinedClient(store);
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
    asks: resource(async () => (await client()).wordAsks()),
    ownAsks: resource(async () => (await client()).ownWordAsks()),
    answer: async (answer) => (await client()).closeWordAsk(answer),
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
