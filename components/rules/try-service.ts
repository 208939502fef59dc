/** Trying posts in a worker of its own, the worker's end: what it is asked, what it answers. Pure but for its clock. */
import type { UiLocale } from '../../utils/i18n/locales.ts';
import type { Linter } from '../../utils/lint/linter.ts';
import { compile } from '../../utils/rules/compile.ts';
import type { Overrides, Pack } from '../../utils/rules/schema.ts';
import { type Trials, type TriedPost, tryPosts } from './try-many.ts';

export interface TriedRules {
  readonly packs: readonly Pack[];
  readonly overrides: Overrides;
}

/** All that a worker needs to know: it has no store, no page and no signals. */
export interface TryJob {
  readonly posts: readonly TriedPost[];
  readonly before: TriedRules;
  readonly after: TriedRules;
  readonly locale: UiLocale;
  /** Epoch ms that rules with a window are measured by. */
  readonly now: number;
}

/**
 * `differences` are those that were not told before: told anew each time, many posts would take longer to tell than to
 * check. `unusable`: rules of the job cannot be made a linter of.
 */
export type TryAnswer =
  | { readonly kind: 'told'; readonly trials: Trials }
  | { readonly kind: 'unusable'; readonly message: string };

/** Runs a job and answers, the last time with a state other than `running`. @param clock milliseconds */
export function serveTrial(job: TryJob, clock: () => number, answer: (answer: TryAnswer) => void): void {
  const { posts, locale, now } = job;
  let linters: readonly [Linter, Linter];
  try {
    const linterOf = ({ packs, overrides }: TriedRules): Linter =>
      compile({ packs: [...packs], overrides }, { locale, now });
    linters = [linterOf(job.before), linterOf(job.after)];
  } catch (error) {
    answer({ kind: 'unusable', message: error instanceof Error ? error.message : String(error) });
    return;
  }
  const [before, after] = linters;
  let told = 0;
  const tell = (trials: Trials): void => {
    answer({ kind: 'told', trials: { ...trials, differences: trials.differences.slice(told) } });
    told = trials.differences.length;
  };
  tell(tryPosts({ posts, before, after, clock, onProgress: tell }));
}
