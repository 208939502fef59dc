/**
 * Reads a composer, checks it and decides, always together and always on what the page holds at that moment. What it
 * keeps is only what the background has said, and the linter made from it.
 */
import { type Draft, isEmptyDraft } from '../draft/draft.ts';
import { fingerprintOf } from '../draft/fingerprint.ts';
import type { EditorText } from '../editors/engine.ts';
import { declarableIn } from '../lint/declarable.ts';
import type { Finding, LintResult, Severity } from '../lint/finding.ts';
import type { LinterPlan } from '../lint/plan.ts';
import { type ComposerState, rulesetKey } from '../messages.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { readDraft } from '../platforms/read-draft.ts';
import { type Decision, decide, type Knowledge } from './decide.ts';

/** @param declared what the author said of the draft */
export type Lint = (draft: Draft, declared: readonly string[]) => LintResult;

export interface Examination {
  readonly draft: Draft;
  /** `texts[i]` is the text of `composer.editors[i]`, with the way back to the DOM. */
  readonly texts: readonly EditorText[];
  /** What the author said of it: {@link Examiner.declare}. */
  readonly declared: readonly string[];
  readonly lint: LintResult | null;
  /** What the decision rests on: examining may be what makes the linter, so it is not what was known before. */
  readonly knowledge: Knowledge;
  readonly decision: Decision;
}

export interface ExaminerPorts {
  readonly adapter: PlatformAdapter;
  /**
   * Makes the linter of a compiled ruleset; null while the engine is still on its way into the page. May throw: then
   * nothing that is not empty goes out.
   */
  readonly load: (plan: LinterPlan) => Lint | null;
  /** Sends for the engine; called when a composer is to be checked and it is not there, maybe many times. */
  readonly sendForEngine: () => void;
  /** True when the extension has gone from under this script. */
  readonly isOrphaned: () => boolean;
  /** Epoch ms. */
  readonly now: () => number;
}

const STARTING: Knowledge = { kind: 'starting' };

/** What holds nothing can be left as it is. */
export const isLeavable = (severity: Severity): severity is 'note' | 'warn' =>
  severity === 'note' || severity === 'warn';

/** The words that a rule has found, wherever they stand. */
const wordsOf = ({ pack, rule, text }: Finding): string => `${pack}/${rule} ${text}`;

export class Examiner {
  readonly #ports: ExaminerPorts;
  #knowledge: Knowledge = STARTING;
  #lint: Lint | null = null;
  /** A ruleset whose linter could not be made yet. */
  #waiting: LinterPlan | null = null;
  #loaded: string | null = null;
  /** The request that a composer's content was last sent with or equal to; gone with the composer. */
  readonly #links = new WeakMap<Element, string>();
  #declarable: readonly string[] = [];
  /** What the author said of the post that a composer holds; gone with the post. */
  readonly #declared = new WeakMap<Element, ReadonlySet<string>>();
  /** The words that the author leaves as they are in the post that a composer holds; gone with the post. */
  readonly #left = new WeakMap<Element, ReadonlySet<string>>();

  constructor(ports: ExaminerPorts) {
    this.#ports = ports;
  }

  /** The newest word of the background; asked again at each use, since a script becomes an orphan without notice. */
  get knowledge(): Knowledge {
    // A browser that belongs to no team has nothing to hold, with or without the extension.
    if (this.#knowledge.kind !== 'unjoined' && this.#ports.isOrphaned()) return { kind: 'orphaned' };
    // What cannot be checked yet is held like what nothing is known of yet.
    return this.#waiting !== null && this.#knowledge.kind === 'joined' ? STARTING : this.#knowledge;
  }

  /** {@link rulesetKey} of the ruleset that is here: the background need not send it again. */
  get knownRuleset(): string | null {
    return this.#loaded;
  }

  /** Takes the background's answer. The linter is made anew only when the ruleset is another. */
  learn(state: ComposerState): void {
    this.#knowledge = state;
    const ruleset = state.kind === 'joined' ? state.ruleset : null;
    const key = state.kind === 'joined' && ruleset && rulesetKey(state.team.id, ruleset.version);
    if (key && key === this.#loaded) return;
    // A ruleset that cannot be used leaves no linter: `decide` holds, and the pill says so.
    this.#lint = null;
    this.#waiting = null;
    this.#loaded = null;
    this.#declarable = [];
    // Without its content it is one this script is said to know but does not: it is asked for whole the next time.
    const plan = ruleset?.plan ?? null;
    if (!key || plan === null) return;
    this.#loaded = key;
    if (plan === 'unusable') return;
    this.#declarable = declarableIn(plan);
    this.#waiting = plan;
    this.#makeLinter();
  }

  /** Tries again where the engine was not in the page yet. */
  #makeLinter(): void {
    const plan = this.#waiting;
    if (plan === null) return;
    // A plan that throws is not tried again.
    this.#waiting = null;
    this.#lint = this.#ports.load(plan);
    if (this.#lint === null) this.#waiting = plan;
  }

  /** Remembers that this composer's content belongs to a request, so that an edit is known as one. */
  link(composer: Composer, request: string): void {
    this.#links.set(composer.root, request);
  }

  /** What rules of the ruleset wait for the author to say of a post. */
  get declarable(): readonly string[] {
    return this.#declarable;
  }

  /** What the author said of the post in this composer, as far as a rule minds it. */
  declared({ root }: Composer): readonly string[] {
    const said = this.#declared.get(root);
    return said === undefined ? [] : this.#declarable.filter((name) => said.has(name));
  }

  /** The author says, or takes back, that the post in this composer is of this sort. */
  declare({ root }: Composer, name: string, is: boolean): void {
    const said = new Set(this.#declared.get(root));
    if (is) said.add(name);
    else said.delete(name);
    this.#declared.set(root, said);
  }

  /** The author leaves these words of the post in this composer as they are. */
  leave({ root }: Composer, finding: Finding): void {
    this.#left.set(root, new Set(this.#left.get(root)).add(wordsOf(finding)));
  }

  /** The findings but for what the author leaves as it is. What holds the post is among them, whatever was left. */
  unsettled({ root }: Composer, lint: LintResult): LintResult {
    const left = this.#left.get(root);
    if (left === undefined) return lint;
    const findings = lint.findings.filter((one) => !isLeavable(one.severity) || !left.has(wordsOf(one)));
    return { ...lint, findings };
  }

  /** @throws what the adapter, the editor engine or the linter throws; the gate holds then. */
  examine(composer: Composer): Examination {
    this.#makeLinter();
    if (this.#waiting !== null) this.#ports.sendForEngine();
    const { draft, texts } = readDraft(this.#ports.adapter, composer);
    const { knowledge } = this;
    const isEmpty = isEmptyDraft(draft);
    // A new post begins in the same place.
    if (isEmpty) {
      this.#declared.delete(composer.root);
      this.#left.delete(composer.root);
    }
    const declared = this.declared(composer);
    const lint =
      knowledge.kind === 'joined' && this.#lint !== null && !isEmpty ? this.#lint(draft, declared) : null;
    const linked = this.#linkOf(composer, draft, lint, knowledge);
    const decision = decide({ knowledge, draft, lint, linked, now: this.#ports.now() });
    return { draft, texts, declared, lint, knowledge, decision };
  }

  /**
   * Decides about words that are going out, whatever the composer shows.
   * @param composer says who would publish and what it replies to; null when there is none
   * @throws as {@link examine}
   */
  judge(texts: readonly string[], composer: Composer | null): Decision {
    this.#makeLinter();
    if (this.#waiting !== null) this.#ports.sendForEngine();
    const { adapter } = this.#ports;
    const around =
      composer === null
        ? { platform: adapter.id, account: null, replyTo: null, quotes: null, scheduledFor: null }
        : readDraft(adapter, composer).draft;
    const draft: Draft = { ...around, parts: texts.map((text) => ({ text, media: [] })) };
    const declared = composer === null ? [] : this.declared(composer);
    const { knowledge } = this;
    const lint =
      knowledge.kind === 'joined' && this.#lint !== null && !isEmptyDraft(draft)
        ? this.#lint(draft, declared)
        : null;
    return decide({ knowledge, draft, lint, linked: null, now: this.#ports.now() });
  }

  #linkOf(composer: Composer, draft: Draft, lint: LintResult | null, knowledge: Knowledge): string | null {
    if (isEmptyDraft(draft)) {
      // A new post begins in the same place.
      this.#links.delete(composer.root);
      return null;
    }
    if (knowledge.kind === 'joined' && lint?.verdict === 'needs-approval' && knowledge.requests.length > 0) {
      const fingerprint = fingerprintOf(draft);
      const same = knowledge.requests.find(
        (request) =>
          request.fingerprint === fingerprint &&
          request.platform === draft.platform &&
          request.account === draft.account &&
          request.state !== 'withdrawn' &&
          request.state !== 'expired',
      );
      if (same !== undefined) this.#links.set(composer.root, same.id);
    }
    return this.#links.get(composer.root) ?? null;
  }
}
