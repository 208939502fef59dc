/** An admin's edit of the ruleset, as signals: texts, their mistakes, what they would find, publishing. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RulesetSources } from '../../utils/api/routes.ts';
import type { UiLocale } from '../../utils/i18n/translator.ts';
import type { Linter } from '../../utils/lint/linter.ts';
import { compile } from '../../utils/rules/compile.ts';
import { loadPack } from '../../utils/rules/load.ts';
import { type Misfit, misfitsOf } from '../../utils/rules/misfits.ts';
import type { Overrides, Pack } from '../../utils/rules/schema.ts';
import { joinedClient } from '../../utils/sync/joined-client.ts';
import { type LocalStore, StoreError } from '../../utils/sync/live.ts';
import { type Problem, problemOf } from '../team/desk.ts';
import { type Content, changesBetween, mergeContent, type PackText, type RulesetChange } from './conflict.ts';

/** A mistake at its place in a pack's text. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CheckedPack {
  readonly file: string;
  readonly yaml: string;
  /** The last text that could be loaded; null when there was none yet. */
  readonly pack: Pack | null;
  readonly mistakes: readonly Mistake[];
}

export interface Conflict {
  readonly theirs: RulesetSources;
  readonly changes: readonly RulesetChange[];
  /** Who published it, where this browser has heard of it. */
  readonly by: string | null;
}

export type Publishing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly elsewhere: readonly string[] }
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

export type Trial =
  | { readonly ok: true; readonly linter: Linter }
  | { readonly ok: false; readonly message: string };

export interface Workbench {
  readonly base: ReadonlySignal<RulesetSources | null>;
  readonly failure: ReadonlySignal<Problem | null>;
  readonly packs: ReadonlySignal<readonly CheckedPack[]>;
  readonly overrides: ReadonlySignal<Overrides>;
  /** What the edit changes; empty when nothing is to be published. */
  readonly changes: ReadonlySignal<readonly RulesetChange[]>;
  readonly mistakes: ReadonlySignal<readonly Mistake[]>;
  /** Text was changed and is not checked yet. */
  readonly checking: ReadonlySignal<boolean>;
  /** Overrides that do not fit the packs as they are edited. */
  readonly misfits: ReadonlySignal<readonly Misfit[]>;
  /** Of the edited ruleset as far as it can be loaded. */
  readonly trial: ReadonlySignal<Trial>;
  readonly publishing: ReadonlySignal<Publishing>;
  /** After a merge: packs that both changed, with the other's text. */
  readonly both: ReadonlySignal<readonly PackText[]>;
  load(): Promise<void>;
  edit(file: string, yaml: string): void;
  override(overrides: Overrides): void;
  /** Puts a pack beside the others, or in the place of the one of that file; nothing is published. */
  putPack(file: string, yaml: string): void;
  removePack(file: string): void;
  revert(): void;
  /**
   * Publishes a change of what is in use at once; what is being edited stays as it is, on top of it.
   * @param change gets what is in use and says what shall be
   */
  publishNow(change: (inUse: Content) => Content, note: string): Promise<void>;
  publish(note: string): Promise<void>;
  /** Takes the other's version as the base and keeps the own changes on top. */
  takeTheirs(): void;
}

export type WorkbenchStore = Pick<LocalStore, 'client' | 'ruleset' | 'sync'>;

/** Loading runs every pattern and example; so long nothing is typed before it starts. */
const PAUSE_MS = 300;

function check(file: string, yaml: string, before: Pack | null): CheckedPack {
  const loaded = loadPack(yaml, file);
  if (loaded.ok) return { file, yaml, pack: loaded.pack, mistakes: [] };
  return { file, yaml, pack: before, mistakes: loaded.errors };
}

export function createWorkbench(
  store: WorkbenchStore,
  locale: UiLocale,
  clock: () => number = Date.now,
): Workbench {
  const base = signal<RulesetSources | null>(null);
  const failure = signal<Problem | null>(null);
  const packs = signal<readonly CheckedPack[]>([]);
  const overrides = signal<Overrides>({});
  const publishing = signal<Publishing>({ kind: 'idle' });
  const both = signal<readonly PackText[]>([]);
  const unchecked = signal<ReadonlySet<string>>(new Set());
  /** What the store found and the browser did not, until the text is changed. */
  const fromStore = signal<readonly Mistake[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const content = (): Content => ({
    packs: packs.value.map(({ file, yaml }) => ({ file, yaml })),
    overrides: overrides.value,
  });
  const changes = computed(() => (base.value === null ? [] : changesBetween(base.value, content())));
  const mistakes = computed(() => [...packs.value.flatMap((pack) => pack.mistakes), ...fromStore.value]);
  let lastLoaded: readonly Pack[] = [];
  /** The same list as before while no pack was loaded anew: typing does not make a linter at every key. */
  const loadedPacks = computed((): readonly Pack[] => {
    const now = packs.value.map(({ pack }) => pack).filter((pack) => pack !== null);
    const isSame = now.length === lastLoaded.length && now.every((pack, i) => pack === lastLoaded[i]);
    if (!isSame) lastLoaded = now;
    return lastLoaded;
  });
  const trial = computed((): Trial => {
    const loaded = [...loadedPacks.value];
    try {
      const linter = compile({ packs: loaded, overrides: overrides.value }, { locale, now: clock() });
      return { ok: true, linter };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  });

  function checkNow(): void {
    clearTimeout(timer);
    const due = unchecked.peek();
    if (due.size === 0) return;
    batch(() => {
      packs.value = packs
        .peek()
        .map((one) => (due.has(one.file) ? check(one.file, one.yaml, one.pack) : one));
      unchecked.value = new Set();
    });
  }

  function take(sources: RulesetSources, next: Content): void {
    const known = new Map(packs.peek().map((one) => [one.file, one]));
    batch(() => {
      base.value = sources;
      packs.value = next.packs.map(({ file, yaml }) => {
        const before = known.get(file);
        return before !== undefined && before.yaml === yaml
          ? before
          : check(file, yaml, before?.pack ?? null);
      });
      overrides.value = next.overrides;
      unchecked.value = new Set();
      fromStore.value = [];
    });
  }

  /** Puts what is being edited on top of another version than the one it began from. */
  function rebase(from: RulesetSources, onto: RulesetSources): void {
    const merged = mergeContent(from, content(), onto);
    take(onto, { packs: [...merged.packs], overrides: merged.overrides });
    both.value = merged.both;
  }

  async function fetchSources(): Promise<RulesetSources> {
    return (await joinedClient(store)).rulesetSources();
  }

  async function meet(error: StoreError): Promise<void> {
    const before = base.peek();
    if (error.code === 'ruleset_changed' && before !== null) {
      const theirs = await fetchSources();
      await store.sync();
      const running = await store.ruleset();
      publishing.value = {
        kind: 'conflict',
        conflict: {
          theirs,
          changes: changesBetween(before, theirs),
          by: running?.version === theirs.version ? running.publishedBy.name : null,
        },
      };
      return;
    }
    const files = new Set(packs.peek().map(({ file }) => file));
    batch(() => {
      fromStore.value = error.errors.flatMap(({ file, line, column, message }) =>
        file !== undefined && files.has(file)
          ? [{ file, line: line ?? 1, column: column ?? 1, message }]
          : [],
      );
      publishing.value = {
        kind: 'refused',
        problem: { code: error.code, detail: error.detail },
        elsewhere: error.errors
          .filter(({ file }) => file === undefined || !files.has(file))
          .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)),
      };
    });
  }

  /** @param done what becomes of the edit when the store has taken it */
  async function send(
    sources: RulesetSources,
    sent: Content,
    note: string,
    done: (published: RulesetSources) => void,
  ): Promise<void> {
    publishing.value = { kind: 'busy' };
    try {
      const client = await joinedClient(store);
      const { version } = await client.publish({
        base: sources.version,
        packs: [...sent.packs],
        overrides: sent.overrides,
        policy: sources.policy,
        note,
      });
      batch(() => {
        done({ ...sources, packs: [...sent.packs], overrides: sent.overrides, version, note });
        publishing.value = { kind: 'done', version };
      });
      await store.sync();
    } catch (error) {
      try {
        if (!(error instanceof StoreError)) throw error;
        await meet(error);
      } catch (other) {
        publishing.value = { kind: 'refused', problem: problemOf(other), elsewhere: [] };
      }
    }
  }

  return {
    base,
    failure,
    packs,
    overrides,
    changes,
    mistakes,
    checking: computed(() => unchecked.value.size > 0),
    misfits: computed(() => misfitsOf(loadedPacks.value, overrides.value)),
    trial,
    publishing,
    both,
    async load() {
      failure.value = null;
      try {
        const sources = await fetchSources();
        take(sources, sources);
      } catch (error) {
        failure.value = problemOf(error);
      }
    },
    edit(file, yaml) {
      batch(() => {
        packs.value = packs.peek().map((one) => (one.file === file ? { ...one, yaml } : one));
        unchecked.value = new Set([...unchecked.peek(), file]);
        fromStore.value = fromStore.peek().filter((mistake) => mistake.file !== file);
        if (publishing.peek().kind === 'done') publishing.value = { kind: 'idle' };
      });
      clearTimeout(timer);
      timer = setTimeout(checkNow, PAUSE_MS);
    },
    override(next) {
      batch(() => {
        overrides.value = next;
        if (publishing.peek().kind === 'done') publishing.value = { kind: 'idle' };
      });
    },
    putPack(file, yaml) {
      const known = packs.peek();
      batch(() => {
        if (known.some((one) => one.file === file))
          packs.value = known.map((one) => (one.file === file ? check(file, yaml, one.pack) : one));
        else packs.value = [...known, check(file, yaml, null)];
        unchecked.value = new Set([...unchecked.peek()].filter((one) => one !== file));
        if (publishing.peek().kind === 'done') publishing.value = { kind: 'idle' };
      });
    },
    removePack(file) {
      batch(() => {
        packs.value = packs.peek().filter((one) => one.file !== file);
        unchecked.value = new Set([...unchecked.peek()].filter((one) => one !== file));
        if (publishing.peek().kind === 'done') publishing.value = { kind: 'idle' };
      });
    },
    revert() {
      const sources = base.peek();
      if (sources === null) return;
      batch(() => {
        take(sources, sources);
        both.value = [];
        publishing.value = { kind: 'idle' };
      });
    },
    async publish(note) {
      const sources = base.peek();
      if (sources === null || publishing.peek().kind === 'busy') return;
      checkNow();
      if (mistakes.peek().length > 0) return;
      await send(sources, content(), note, (published) => {
        base.value = published;
        both.value = [];
      });
    },
    async publishNow(change, note) {
      const sources = base.peek();
      if (sources === null || publishing.peek().kind === 'busy') return;
      await send(sources, change(sources), note, (published) => {
        rebase(sources, published);
      });
    },
    takeTheirs() {
      const sources = base.peek();
      const state = publishing.peek();
      if (sources === null || state.kind !== 'conflict') return;
      batch(() => {
        rebase(sources, state.conflict.theirs);
        publishing.value = { kind: 'idle' };
      });
    },
  };
}
