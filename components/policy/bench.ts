/** An admin's edit of the policy, as signals: its text, its mistakes, the dry run, publishing. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Member } from '../../utils/api/entities.ts';
import type { DryRunAnswer, DryRunRequest, Groups, RulesetSources } from '../../utils/api/routes.ts';
import { mergePolicies, type PolicyChange, policyChanges } from '../../utils/policy/merge.ts';
import type { Policy } from '../../utils/policy/policy.ts';
import { type PolicyMistake, readPolicy, writePolicy } from '../../utils/policy/read.ts';
import { joinedClient } from '../../utils/sync/joined-client.ts';
import { type LocalStore, StoreError } from '../../utils/sync/live.ts';
import { type Problem, problemOf } from '../team/desk.ts';

export type PolicyPublishing =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly details: readonly string[] }
  | {
      readonly kind: 'conflict';
      readonly theirs: RulesetSources;
      readonly changes: readonly PolicyChange[];
    };

export type Asked =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'answer'; readonly answer: DryRunAnswer }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** What could not be put together by itself after another's version was taken. */
export interface LeftOver {
  readonly both: readonly PolicyChange[];
  /** The two together would be no policy: the own text stays as it was. */
  readonly isImpossible: boolean;
  readonly theirs: string;
}

export interface PolicyBench {
  readonly base: ReadonlySignal<RulesetSources | null>;
  readonly failure: ReadonlySignal<Problem | null>;
  readonly text: ReadonlySignal<string>;
  readonly mistakes: ReadonlySignal<readonly PolicyMistake[]>;
  /** The last text that could be read. */
  readonly policy: ReadonlySignal<Policy | null>;
  readonly changes: ReadonlySignal<readonly PolicyChange[]>;
  /** Something would be lost with the page: a change, or a text that cannot be read yet. */
  readonly isEdited: ReadonlySignal<boolean>;
  readonly members: ReadonlySignal<readonly Member[]>;
  readonly groups: ReadonlySignal<Groups['groups']>;
  readonly asked: ReadonlySignal<Asked>;
  readonly publishing: ReadonlySignal<PolicyPublishing>;
  readonly leftOver: ReadonlySignal<LeftOver | null>;
  load(): Promise<void>;
  edit(text: string): void;
  revert(): void;
  /** Asks the store what a draft would need by the policy as it is edited. */
  ask(request: Omit<DryRunRequest, 'policy'>): Promise<void>;
  publish(note: string): Promise<void>;
  /** Takes the other's version as the base and keeps the own changes on top. */
  takeTheirs(): void;
}

export type PolicyStore = Pick<LocalStore, 'client' | 'members' | 'sync'>;

export function createPolicyBench(store: PolicyStore): PolicyBench {
  const base = signal<RulesetSources | null>(null);
  const failure = signal<Problem | null>(null);
  const text = signal('');
  const members = signal<readonly Member[]>([]);
  const groups = signal<Groups['groups']>([]);
  const asked = signal<Asked>({ kind: 'idle' });
  const publishing = signal<PolicyPublishing>({ kind: 'idle' });
  const leftOver = signal<LeftOver | null>(null);
  const read = computed(() => readPolicy(text.value));
  let last: Policy | null = null;
  const policy = computed(() => {
    if (read.value.ok) last = read.value.policy;
    return last;
  });
  const changes = computed(() =>
    base.value === null || policy.value === null ? [] : policyChanges(base.value.policy, policy.value),
  );
  let question = 0;

  const refuse = (error: unknown): void => {
    publishing.value = {
      kind: 'refused',
      problem: problemOf(error),
      details:
        error instanceof StoreError
          ? error.errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
          : [],
    };
  };

  return {
    base,
    failure,
    text,
    mistakes: computed(() => (read.value.ok ? [] : read.value.errors)),
    policy,
    changes,
    isEdited: computed(() => changes.value.length > 0 || !read.value.ok),
    members,
    groups,
    asked,
    publishing,
    leftOver,
    async load() {
      failure.value = null;
      try {
        const known = await joinedClient(store);
        const [sources, all, people] = await Promise.all([
          known.rulesetSources(),
          known.groups(),
          store.members(),
        ]);
        batch(() => {
          base.value = sources;
          text.value = writePolicy(sources.policy);
          groups.value = all.groups;
          members.value = people;
        });
      } catch (error) {
        failure.value = problemOf(error);
      }
    },
    edit(next) {
      batch(() => {
        text.value = next;
        if (publishing.peek().kind === 'done') publishing.value = { kind: 'idle' };
      });
    },
    revert() {
      const sources = base.peek();
      if (sources === null) return;
      batch(() => {
        text.value = writePolicy(sources.policy);
        leftOver.value = null;
        publishing.value = { kind: 'idle' };
      });
    },
    async ask(request) {
      const now = read.peek();
      if (!now.ok) return;
      const mine = ++question;
      asked.value = { kind: 'busy' };
      let next: Asked;
      try {
        const answer = await (await joinedClient(store)).dryRun({ ...request, policy: now.policy });
        next = { kind: 'answer', answer };
      } catch (error) {
        next = { kind: 'failed', problem: problemOf(error) };
      }
      // A later question has the later answer.
      if (mine === question) asked.value = next;
    },
    async publish(note) {
      const sources = base.peek();
      const now = read.peek();
      if (sources === null || !now.ok || publishing.peek().kind === 'busy') return;
      publishing.value = { kind: 'busy' };
      try {
        const known = await joinedClient(store);
        const { version, packs, overrides } = sources;
        try {
          const published = await known.publish({
            base: version,
            packs,
            overrides,
            policy: now.policy,
            note,
          });
          batch(() => {
            base.value = { ...sources, policy: now.policy, version: published.version, note };
            leftOver.value = null;
            publishing.value = { kind: 'done', version: published.version };
          });
        } catch (error) {
          if (!(error instanceof StoreError) || error.code !== 'ruleset_changed') throw error;
          const theirs = await known.rulesetSources();
          publishing.value = {
            kind: 'conflict',
            theirs,
            changes: policyChanges(sources.policy, theirs.policy),
          };
        }
        await store.sync();
      } catch (error) {
        refuse(error);
      }
    },
    takeTheirs() {
      const sources = base.peek();
      const state = publishing.peek();
      const now = read.peek();
      if (sources === null || state.kind !== 'conflict' || !now.ok) return;
      const { theirs } = state;
      const merged = mergePolicies(sources.policy, now.policy, theirs.policy);
      batch(() => {
        base.value = theirs;
        if (merged !== null) text.value = writePolicy(merged.policy);
        leftOver.value =
          merged !== null && merged.both.length === 0
            ? null
            : {
                both: merged?.both ?? [],
                isImpossible: merged === null,
                theirs: writePolicy(theirs.policy),
              };
        publishing.value = { kind: 'idle' };
      });
    },
  };
}
