/**
 * A post to practise on, as signals: the same linter and the same decision as in a composer, on a page of our own. What
 * is written here is kept nowhere and sent nowhere.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Draft, draftOf } from '../../utils/draft/draft.ts';
import { type Decision, decide, type Knowledge } from '../../utils/gate/decide.ts';
import type { UiLocale } from '../../utils/i18n/translator.ts';
import type { LintResult, Suggestion } from '../../utils/lint/finding.ts';
import type { Linter } from '../../utils/lint/linter.ts';
import { type Standing, standingOf } from '../../utils/overlay/standing.ts';
import { compile } from '../../utils/rules/compile.ts';
import type { Pack } from '../../utils/rules/schema.ts';
import type { LocalStore } from '../../utils/sync/live.ts';
import { type Problem, problemOf } from '../team/desk.ts';
import { badExamples, type Example, mended, pickExample } from './example.ts';

/** Which rules are practised with. */
export type Source =
  | { readonly kind: 'team'; readonly team: string; readonly version: number }
  /** Of a pack that comes with Signoff: there is no team. */
  | { readonly kind: 'sample' }
  /** The same, because the team's rules have not reached this browser yet. */
  | { readonly kind: 'waiting'; readonly team: string };

export interface Ready {
  readonly source: Source;
  readonly linter: Linter;
  /** Null when no example was found that these rules say anything of. */
  readonly example: Example | null;
}

export type Rules =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: Ready }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** How the post stands at this moment. */
export interface Look {
  readonly lint: LintResult;
  readonly decision: Decision;
  readonly standing: Standing;
}

/** Where the person is: write something risky, see why it is held, mend it, done. */
export type PracticeStep = 'write' | 'held' | 'mend' | 'done';

export interface PracticePorts {
  readonly openStore: () => Promise<Pick<LocalStore, 'connection' | 'ruleset' | 'subscribe'>>;
  readonly loadSample: () => Promise<Pack>;
  readonly locale: UiLocale;
  /** Texts to begin with, if the rules mind them. */
  readonly examples: readonly string[];
  /** Epoch ms. */
  readonly now: () => number;
}

export interface Practice {
  readonly rules: ReadonlySignal<Rules>;
  readonly text: ReadonlySignal<string>;
  /** Null while nothing is written, or no rules are here. */
  readonly look: ReadonlySignal<Look | null>;
  readonly step: ReadonlySignal<PracticeStep>;
  /** What the last press of Post came to; null once the text has changed. */
  readonly pressed: ReadonlySignal<'held' | 'out' | null>;
  /** @returns how to stop */
  start(): () => void;
  /** Once more, after it failed. */
  reload(): void;
  write(text: string): void;
  useExample(): void;
  post(): void;
  take(suggestion: Suggestion): void;
  again(): void;
}

/** A draft of nobody in particular; an account that could not be seen would be held for that alone. */
const draftFor = (text: string): Draft => ({ ...draftOf(text, 'x'), account: '@practice' });

/** All that the gate needs to know to decide by the rules: a member, online, who has asked for nothing. */
const KNOWLEDGE: Knowledge = {
  kind: 'joined',
  team: { id: '', name: '' },
  member: { id: '', name: '' },
  mayAsk: true,
  connection: 'online',
  ruleset: { version: 0, plan: null },
  clockOffset: 0,
  requests: [],
  clearances: [],
};

export function createPractice(ports: PracticePorts): Practice {
  const rules = signal<Rules>({ kind: 'loading' });
  const text = signal('');
  const pressed = signal<'held' | 'out' | null>(null);
  /** Post was pressed while it was held, once: from then on it is about mending. */
  const wasHeld = signal(false);
  /** Which rules are loaded; the same need not be compiled again. */
  let loaded: string | null = null;

  const look = computed((): Look | null => {
    const here = rules.value;
    if (here.kind !== 'ready' || text.value.trim() === '') return null;
    const draft = draftFor(text.value);
    const now = ports.now();
    const lint = here.value.linter.lint(draft, { now });
    const decision = decide({ knowledge: KNOWLEDGE, draft, lint, linked: null, now });
    // No time is ever told: nothing was asked, so nothing can wait or run out.
    const standing = standingOf({ knowledge: KNOWLEDGE, decision, lint, clock: String });
    return standing === null ? null : { lint, decision, standing };
  });

  const step = computed((): PracticeStep => {
    const isHeld = look.value?.decision.kind === 'held';
    if (!wasHeld.value) return isHeld ? 'held' : 'write';
    return isHeld || look.value === null ? 'mend' : 'done';
  });

  function ready(source: Source, packs: readonly Pack[], linter: Linter): Ready {
    const lint = (words: string): LintResult => linter.lint(draftFor(words), { now: ports.now() });
    const example = pickExample([...ports.examples, ...badExamples(packs)], lint);
    return { source, linter, example };
  }

  async function load(store: Awaited<ReturnType<PracticePorts['openStore']>>): Promise<void> {
    const [connection, ruleset] = await Promise.all([store.connection(), store.ruleset()]);
    const isTeam = connection !== null && ruleset !== null;
    const source: Source = isTeam
      ? { kind: 'team', team: connection.team.name, version: ruleset.version }
      : connection === null
        ? { kind: 'sample' }
        : { kind: 'waiting', team: connection.team.name };
    const key = JSON.stringify(source);
    if (key === loaded) return;
    loaded = key;
    const { packs, overrides } = isTeam ? ruleset : { packs: [await ports.loadSample()], overrides: {} };
    const linter = compile({ packs, overrides }, { locale: ports.locale, now: ports.now() });
    // Something newer came while the sample was fetched.
    if (key === loaded) rules.value = { kind: 'ready', value: ready(source, packs, linter) };
  }

  const failed = (error: unknown): void => {
    loaded = null;
    rules.value = { kind: 'failed', problem: problemOf(error) };
  };

  let close = (): void => {};

  function open(): () => void {
    let stopped = false;
    let unsubscribe = (): void => {};
    close = () => {
      stopped = true;
      unsubscribe();
    };
    void (async () => {
      try {
        const store = await ports.openStore();
        if (stopped) return;
        unsubscribe = store.subscribe(() => void load(store).catch(failed));
        await load(store);
      } catch (error) {
        failed(error);
      }
    })();
    return () => close();
  }

  function put(words: string): void {
    batch(() => {
      text.value = words;
      pressed.value = null;
    });
  }

  return {
    rules,
    text,
    look,
    step,
    pressed,
    start: open,
    reload() {
      close();
      rules.value = { kind: 'loading' };
      open();
    },
    write: put,
    useExample() {
      const here = rules.peek();
      if (here.kind === 'ready' && here.value.example !== null) put(here.value.example.text);
    },
    post() {
      const now = look.peek();
      if (now === null) return;
      batch(() => {
        pressed.value = now.decision.kind === 'held' ? 'held' : 'out';
        if (now.decision.kind === 'held') wasHeld.value = true;
      });
    },
    take: (suggestion) => put(mended(text.peek(), suggestion)),
    again() {
      batch(() => {
        put('');
        wasHeld.value = false;
      });
    },
  };
}
