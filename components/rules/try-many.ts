/** Many posts under two rulesets: what the changed one newly catches, what it lets go, and how long it takes. */
import { type Draft, draftOf } from '../../utils/draft/draft.ts';
import { type Finding, type Verdict, verdictOf } from '../../utils/lint/finding.ts';
import type { Linter } from '../../utils/lint/linter.ts';

export interface TriedPost {
  readonly id: string;
  readonly draft: Draft;
  /** What its author declared of it. */
  readonly declared: readonly string[];
}

export interface PostDifference {
  readonly post: TriedPost;
  readonly before: Verdict;
  readonly after: Verdict;
  /** Found by the changed rules only. */
  readonly newly: readonly Finding[];
  /** Found by the rules in use only. */
  readonly gone: readonly Finding[];
  /** Found by both, as grave or as little grave as the changed rules have it. */
  readonly weighed: readonly Finding[];
}

export interface Trials {
  readonly total: number;
  readonly done: number;
  /** In the order of the posts. */
  readonly differences: readonly PostDifference[];
  readonly unchanged: number;
  /** Milliseconds that the changed rules and those in use take for a thousand such posts; null while too few say it. */
  readonly msPerThousand: { readonly after: number; readonly before: number } | null;
  readonly state: 'running' | 'done' | 'stopped';
}

export interface TryOptions {
  readonly posts: readonly TriedPost[];
  readonly before: Linter;
  readonly after: Linter;
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
  /** Told after each slice but the last. */
  readonly onProgress: (trials: Trials) => void;
}

/** Fewer posts say nothing of a thousand. */
const FEWEST_TIMED = 20;
/** So often it is told how far it is: a reader sees no more than that. */
const SLICE_MS = 50;

/** All posts in one go, which takes its time: not where a page is drawn. */
export function tryPosts(options: TryOptions): Trials {
  const { posts, before, after, clock, onProgress } = options;
  const differences: PostDifference[] = [];
  let done = 0;
  let spent = { before: 0, after: 0 };
  const now = (state: Trials['state']): Trials => ({
    total: posts.length,
    done,
    differences: [...differences],
    unchanged: done - differences.length,
    msPerThousand:
      done < FEWEST_TIMED
        ? null
        : { before: (spent.before / done) * 1000, after: (spent.after / done) * 1000 },
    state,
  });
  // What a linter makes ready at its first post is no measure of those that follow.
  for (const { draft, declared } of posts.slice(0, 1))
    for (const linter of [before, after]) linter.lint(draft, { context: declared });
  while (done < posts.length) {
    const until = clock() + SLICE_MS;
    while (done < posts.length) {
      const post = posts[done];
      if (post === undefined) break;
      const from = clock();
      const context = { context: post.declared };
      const was = before.lint(post.draft, context).findings;
      const between = clock();
      const is = after.lint(post.draft, context).findings;
      const end = clock();
      spent = { before: spent.before + between - from, after: spent.after + end - between };
      const difference = compareFindings(post, was, is);
      if (difference !== null) differences.push(difference);
      done++;
      if (end >= until) break;
    }
    if (done < posts.length) onProgress(now('running'));
  }
  return now('done');
}

/** Null when both say the same. */
export function compareFindings(
  post: TriedPost,
  was: readonly Finding[],
  is: readonly Finding[],
): PostDifference | null {
  const old = new Map(was.map((finding) => [keyOf(finding), finding]));
  const now = new Map(is.map((finding) => [keyOf(finding), finding]));
  const newly = is.filter((finding) => !old.has(keyOf(finding)));
  const gone = was.filter((finding) => !now.has(keyOf(finding)));
  const weighed = is.filter((finding) => {
    const before = old.get(keyOf(finding));
    return before !== undefined && before.severity !== finding.severity;
  });
  if (newly.length + gone.length + weighed.length === 0) return null;
  return { post, before: verdictOf(was), after: verdictOf(is), newly, gone, weighed };
}

function keyOf({ pack, rule, part, start, end }: Finding): string {
  return `${pack}/${rule} ${part} ${start} ${end}`;
}

/**
 * Posts as people paste them: parted by lines of three hyphens where there is one, else one a line. Empty ones are none.
 * @param platform where they are to go out
 */
export function pastedPosts(text: string, platform: string): TriedPost[] {
  const lines = text.replace(/\r\n?/g, '\n');
  const parts = /^---+[ \t]*$/m.test(lines) ? lines.split(/^---+[ \t]*$/m) : lines.split('\n');
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, i) => ({
      id: `pasted-${i + 1}`,
      draft: draftOf(part, platform),
      declared: [],
    }));
}

/** How often each rule is in what is newly found and in what is gone, the most first. */
export function byRule(differences: readonly PostDifference[]): readonly {
  readonly rule: string;
  readonly newly: number;
  readonly gone: number;
  readonly weighed: number;
}[] {
  const counts = new Map<string, { newly: number; gone: number; weighed: number }>();
  for (const difference of differences) {
    for (const side of ['newly', 'gone', 'weighed'] as const) {
      for (const { pack, rule } of difference[side]) {
        const name = `${pack}/${rule}`;
        const count = counts.get(name) ?? { newly: 0, gone: 0, weighed: 0 };
        count[side]++;
        counts.set(name, count);
      }
    }
  }
  const sum = ({ newly, gone, weighed }: { newly: number; gone: number; weighed: number }): number =>
    newly + gone + weighed;
  return [...counts]
    .map(([rule, count]) => ({ rule, ...count }))
    .sort((a, b) => sum(b) - sum(a) || a.rule.localeCompare(b.rule, 'en'));
}
