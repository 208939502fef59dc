/** What the linter says of a draft. Offsets are UTF-16 code units in the part's text as the author sees it. */

export const SEVERITIES = ['note', 'warn', 'review', 'block'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const VERDICTS = ['clear', 'warned', 'needs-approval', 'blocked'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Why {
  readonly text: string;
  /** https address of the source, or null for the team's own rule. */
  readonly source: string | null;
  readonly section: string | null;
  /** ISO date on which the source was last read. */
  readonly checked: string | null;
}

/** Replacing `[start, end)` of the finding's part with `text` mends it. */
export interface Suggestion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Finding {
  /** Rule id within its pack. */
  readonly rule: string;
  readonly pack: string;
  readonly kind: string;
  readonly severity: Severity;
  /** Index into `draft.parts`. */
  readonly part: number;
  readonly start: number;
  readonly end: number;
  /** The author's own text at `[start, end)`; masked (`•`) when the match is a secret. */
  readonly text: string;
  readonly message: string;
  readonly why: Why | null;
  readonly suggestions: readonly Suggestion[];
  /** Language of `message` and `why`. */
  readonly locale: string;
}

export interface LintResult {
  readonly verdict: Verdict;
  /** Ordered by part, start, end, pack, rule. */
  readonly findings: readonly Finding[];
}

const VERDICT_OF: Record<Severity, Verdict> = {
  note: 'clear',
  warn: 'warned',
  review: 'needs-approval',
  block: 'blocked',
};

/** The verdict of a draft is that of its gravest finding; no finding is `clear`. */
export function verdictOf(findings: Iterable<Pick<Finding, 'severity'>>): Verdict {
  let worst: Verdict = 'clear';
  for (const finding of findings) {
    const verdict = VERDICT_OF[finding.severity];
    if (VERDICTS.indexOf(verdict) > VERDICTS.indexOf(worst)) worst = verdict;
  }
  return worst;
}
