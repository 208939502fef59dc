/** A post to begin practising with, chosen so that the rules at hand have something to say of it. */
import type { LintResult, Suggestion } from '../../utils/lint/finding.ts';
import { textOfExample } from '../../utils/rules/example.ts';
import type { Pack } from '../../utils/rules/schema.ts';

export interface Example {
  readonly text: string;
  /** `mendable`: held, and clear once its suggestions are taken; `held`: words have to be found; `marked`: not held. */
  readonly kind: 'mendable' | 'held' | 'marked';
}

/** So many examples are looked at, of this length: it is done before a person has read the first step. */
const MOST = 200;
const LONGEST = 280;
/** So many presses of a suggestion are a try, not work. */
const MOST_FIXES = 3;

/** The text with the suggestion taken. */
export const mended = (text: string, { start, end, text: put }: Suggestion): string =>
  text.slice(0, start) + put + text.slice(end);

export const isHeldBy = ({ verdict }: Pick<LintResult, 'verdict'>): boolean =>
  verdict === 'blocked' || verdict === 'needs-approval';

type Lint = (text: string) => LintResult;

function kindOf(text: string, lint: Lint): Example['kind'] | null {
  let result = lint(text);
  if (result.findings.length === 0) return null;
  if (!isHeldBy(result)) return 'marked';
  let left = text;
  for (let fixes = 0; fixes < MOST_FIXES; fixes++) {
    const [suggestion] = result.findings.flatMap(({ severity, suggestions }) =>
      severity === 'block' || severity === 'review' ? suggestions.slice(0, 1) : [],
    );
    if (suggestion === undefined) return 'held';
    left = mended(left, suggestion);
    result = lint(left);
    if (!isHeldBy(result)) return left.trim() === '' ? 'held' : 'mendable';
  }
  return 'held';
}

const RANK = { mendable: 0, held: 1, marked: 2 } as const;

/**
 * The first text that can be mended by its suggestions; where there is none, the first that is held, or else marked.
 * @param texts most wanted first
 * @returns null when the rules find nothing in any of them
 */
export function pickExample(texts: Iterable<string>, lint: Lint): Example | null {
  let best: Example | null = null;
  let looked = 0;
  for (const text of texts) {
    if (text.length > LONGEST || text.trim() === '') continue;
    if (++looked > MOST) break;
    const kind = kindOf(text, lint);
    if (kind === null || (best !== null && RANK[kind] >= RANK[best.kind])) continue;
    best = { text, kind };
    if (kind === 'mendable') break;
  }
  return best;
}

const GRAVE = { block: 0, review: 1, warn: 2, note: 3 } as const;

/** What the packs themselves give as bad examples, those of the gravest rules first. */
export const badExamples = (packs: readonly Pack[]): string[] =>
  packs
    .flatMap(({ rules }) => rules)
    .sort((a, b) => GRAVE[a.severity] - GRAVE[b.severity])
    .flatMap(({ examples }) => (examples?.bad ?? []).map(textOfExample));
