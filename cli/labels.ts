import { type PostLine, readPostLine } from './posts.ts';

/** What people say about a post, to measure rules by. Null where nothing was said. */
export interface Labels {
  /** Whether something is wrong with the post. */
  readonly risky: boolean | null;
  /** Every rule that has to find something in it, as `pack/rule`; none when it is empty. */
  readonly rules: readonly string[] | null;
  /** For every rule that it names, as `pack/rule`: each place where it has to find something, and none besides. */
  readonly spans: ReadonlyMap<string, readonly SpanLabel[]> | null;
}

/** UTF-16 offsets in the post's text. */
export type SpanLabel = readonly [start: number, end: number];

export type LabelledLine =
  | { readonly ok: true; readonly post: Extract<PostLine, { ok: true }>['post']; readonly labels: Labels }
  | {
      readonly ok: false;
      readonly reason: Extract<PostLine, { ok: false }>['reason'] | 'badRisky' | 'badRules' | 'badSpans';
    };

const RULE = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/** One line of labelled posts: a post as `check --jsonl` takes it, with `risky`, `rules` and `spans` where somebody judged it. */
export function readLabelledLine(line: string): LabelledLine {
  const read = readPostLine(line);
  if (!read.ok) return read;
  const fields = JSON.parse(line) as Readonly<Record<'risky' | 'rules' | 'spans', unknown>>;
  const { risky = null, rules = null, spans = null } = fields;
  if (risky !== null && typeof risky !== 'boolean') return { ok: false, reason: 'badRisky' };
  if (
    rules !== null &&
    !(
      Array.isArray(rules) &&
      rules.every((rule): rule is string => typeof rule === 'string' && RULE.test(rule))
    )
  )
    return { ok: false, reason: 'badRules' };
  const places = spans === null ? null : spansOf(spans, read.post.text.length);
  if (places === undefined) return { ok: false, reason: 'badSpans' };
  return {
    ok: true,
    post: read.post,
    labels: { risky, rules: rules === null ? null : [...new Set(rules)], spans: places },
  };
}

/** Undefined where it is no such label, or names a place that is not in the text. */
function spansOf(value: unknown, length: number): Labels['spans'] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).map(([rule, spans]): [string, unknown] => [rule, spans]);
  const isLabel = (entry: [string, unknown]): entry is [string, SpanLabel[]] =>
    RULE.test(entry[0]) && Array.isArray(entry[1]) && entry[1].every((span) => isSpan(span, length));
  return entries.every(isLabel) ? new Map(entries) : undefined;
}

function isSpan(value: unknown, length: number): value is SpanLabel {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [start, end]: unknown[] = value;
  return (
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= Number(start) &&
    Number(start) <= Number(end) &&
    Number(end) <= length
  );
}
