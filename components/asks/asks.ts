/** What authors ask to have accepted, as an admin answers it: in the edit of the rules first, to its author once published. */
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { WordAsks } from '../../utils/api/routes.ts';
import { overrideOf } from '../../utils/rules/overrides.ts';
import type { Override, Pack, Rule } from '../../utils/rules/schema.ts';
import { StoreError } from '../../utils/sync/live.ts';
import { canAccept, isAccepted, withAccepted, withoutAccepted } from '../rules/acceptance.ts';
import { replaced } from '../rules/conflict.ts';
import type { RulesRemote } from '../rules/remote.ts';
import type { Workbench } from '../rules/workbench.ts';
import { type Problem, problemOf } from '../team/desk.ts';

export type WordAsk = WordAsks['asks'][number];

/**
 * `open`: the rule finds the words. `edited`: the edit lets them pass, nobody runs it yet. `passing`: the version in use
 * lets them pass. `unnamed`: the rule is of a kind that cannot let single words pass. `gone`: no pack has the rule.
 */
export type AskState = 'open' | 'edited' | 'passing' | 'unnamed' | 'gone';

/** The same words of the same rule, whoever asks for them. */
export interface AskRow {
  /** The oldest of its asks. */
  readonly id: string;
  /** `pack/rule`. */
  readonly name: string;
  readonly words: string;
  /** As the pack has it. */
  readonly rule: Rule | null;
  readonly state: AskState;
  /** The oldest first. */
  readonly asks: readonly WordAsk[];
}

export interface AskDesk {
  readonly rows: ReadonlySignal<readonly AskRow[]>;
  /** The rows that are being answered, by their id. */
  readonly busy: ReadonlySignal<ReadonlySet<string>>;
  readonly failure: ReadonlySignal<Problem | null>;
  /** How many authors the last answer is for; null before there was one. */
  readonly told: ReadonlySignal<number | null>;
  /** Tells who asked as soon as a published version lets their words pass. @returns what stops it */
  start(): () => void;
  /** Lets the words pass in the edit. */
  accept(row: AskRow): void;
  takeBack(row: AskRow): void;
  /** @param reason what its authors read */
  decline(row: AskRow, reason: string): Promise<void>;
  /** Tells who asked that the words are accepted. */
  tell(row: AskRow): Promise<void>;
}

type Bench = Pick<Workbench, 'base' | 'packs' | 'overrides' | 'publishing' | 'override'>;

export function createAskDesk(bench: Bench, remote: Pick<RulesRemote, 'asks' | 'answer'>): AskDesk {
  const busy = signal<ReadonlySet<string>>(new Set());
  const failure = signal<Problem | null>(null);
  const told = signal<number | null>(null);

  const rows = computed((): readonly AskRow[] => {
    const state = remote.asks.state.value;
    const base = bench.base.value;
    if (state.kind !== 'ready' || base === null) return [];
    const packs = bench.packs.value.flatMap(({ file, yaml, pack }) => {
      const isAsPublished = base.packs.some((one) => one.file === file && one.yaml === yaml);
      return pack === null ? [] : [{ pack, isAsPublished }];
    });
    return askRows(state.value, packs, bench.overrides.value, base.overrides);
  });

  const override = (row: AskRow, change: (rule: Rule, before: Override) => Override): void => {
    if (row.rule === null) return;
    const before = bench.overrides.peek();
    const next = change(row.rule, overrideOf(before, row.name) ?? {});
    bench.override(replaced(before, row.name, next));
  };

  /** One by one: what was answered stays answered when a later one fails. */
  async function answer(answered: readonly AskRow[], reason: string | null): Promise<void> {
    const ids = answered.map(({ id }) => id).filter((id) => !busy.peek().has(id));
    const wanted = answered.filter(({ id }) => ids.includes(id));
    if (wanted.length === 0) return;
    batch(() => {
      busy.value = new Set([...busy.peek(), ...ids]);
      failure.value = null;
      told.value = null;
    });
    const members = new Set<string>();
    try {
      for (const { ask, member } of wanted.flatMap(({ asks }) => asks)) {
        await remote
          .answer(reason === null ? { answer: 'accepted', ask } : { answer: 'declined', ask, reason })
          .catch(unlessAnswered);
        members.add(member.id);
      }
      told.value = members.size;
    } catch (error) {
      failure.value = problemOf(error);
    }
    await remote.asks.refresh();
    busy.value = new Set([...busy.peek()].filter((id) => !ids.includes(id)));
  }

  return {
    rows,
    busy,
    failure,
    told,
    start: () =>
      effect(() => {
        if (bench.publishing.value.kind !== 'done') return;
        const passing = untracked(() => rows.value.filter(({ state }) => state === 'passing'));
        untracked(() => void answer(passing, null));
      }),
    accept: (row) => override(row, (rule, before) => withAccepted(rule, before, row.words)),
    takeBack: (row) => override(row, (rule, before) => withoutAccepted(rule, before, row.words)),
    decline: (row, reason) => answer([row], reason),
    tell: (row) => answer([row], null),
  };
}

/** Another admin was faster: that is an answer. */
function unlessAnswered(error: unknown): void {
  if (!(error instanceof StoreError && error.code === 'not_found')) throw error;
}

/**
 * The asks by rule and words, in the order of the oldest of each. Pure.
 * @param packs as they are edited, and whether each is as it was published
 */
export function askRows(
  asks: readonly WordAsk[],
  packs: readonly { readonly pack: Pack; readonly isAsPublished: boolean }[],
  edited: Readonly<Record<string, Override>>,
  published: Readonly<Record<string, Override>>,
): readonly AskRow[] {
  const groups = Map.groupBy(
    asks,
    ({ pack, rule, words }) => `${pack}/${rule} ${words.trim().toLowerCase()}`,
  );
  return [...groups.values()].flatMap((group): AskRow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { ask: id, pack, words } = first;
    const name = `${pack}/${first.rule}`;
    const own = packs.find((one) => one.pack.pack === pack);
    const rule = own?.pack.rules.find((one) => one.id === first.rule) ?? null;
    const passes = (overrides: Readonly<Record<string, Override>>): boolean =>
      rule !== null && isAccepted(rule, overrideOf(overrides, name) ?? {}, words);
    const stateOf = (): AskState => {
      if (rule === null) return 'gone';
      if (!canAccept(rule, words)) return 'unnamed';
      if (!passes(edited)) return 'open';
      return own?.isAsPublished === true && passes(published) ? 'passing' : 'edited';
    };
    return [{ id, name, words, rule, state: stateOf(), asks: group }];
  });
}
