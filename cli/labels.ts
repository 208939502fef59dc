import { type PostLine, readPostLine } from './posts.ts';

/** What people say about a post, to measure rules by. Null where nothing was said. */
export interface Labels {
  /** Whether something is wrong with the post. */
  readonly risky: boolean | null;
  /** Every rule that has to find something in it, as `pack/rule`; none when it is empty. */
  readonly rules: readonly string[] | null;
}

export type LabelledLine =
  | { readonly ok: true; readonly post: Extract<PostLine, { ok: true }>['post']; readonly labels: Labels }
  | {
      readonly ok: false;
      readonly reason: Extract<PostLine, { ok: false }>['reason'] | 'badRisky' | 'badRules';
    };

const RULE = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/** One line of labelled posts: a post as `check --jsonl` takes it, with `risky` and `rules` where somebody judged it. */
export function readLabelledLine(line: string): LabelledLine {
  const read = readPostLine(line);
  if (!read.ok) return read;
  const fields = JSON.parse(line) as { readonly risky?: unknown; readonly rules?: unknown };
  const { risky = null, rules = null } = fields;
  if (risky !== null && typeof risky !== 'boolean') return { ok: false, reason: 'badRisky' };
  if (
    rules !== null &&
    !(
      Array.isArray(rules) &&
      rules.every((rule): rule is string => typeof rule === 'string' && RULE.test(rule))
    )
  )
    return { ok: false, reason: 'badRules' };
  return { ok: true, post: read.post, labels: { risky, rules: rules === null ? null : [...new Set(rules)] } };
}
