/** What became of each thing that an importer or exporter met: line by line, so that nothing is lost without a word. */

/**
 * `taken`: runs here as it did there. `changed`: runs, but something about it is different, and `why` says what.
 * `refused`: cannot be used. `kept`: not a rule that runs here; its own text is in the result, for export and for people.
 */
export const OUTCOMES = ['taken', 'changed', 'refused', 'kept'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Stable reasons. Those of patterns and packs are given as they are. */
export type ReasonCode =
  | import('../pack-error.ts').PackErrorCode
  | 'header'
  | 'comment'
  | 'setting'
  | 'duplicate'
  | 'too_long'
  | 'too_many'
  | 'empty'
  | 'never_matches'
  | 'no_example'
  | 'not_plain_text'
  | 'not_understood'
  | 'csv_syntax'
  | 'dialect_unknown'
  | 'column_left_out'
  | 'context_needed'
  | 'sentence_anchor'
  | 'spec_failed'
  | 'other_file'
  | 'not_a_rule'
  | 'kind_not_run_here'
  | 'unknown_extends'
  | 'unknown_key'
  | 'bad_value'
  | 'scope_not_in_posts'
  | 'scope_wider'
  | 'style_not_used'
  | 'switched_off'
  | 'below_level'
  | 'not_installed'
  | 'word_template'
  | 'not_markup'
  | 'lookaround_rewritten'
  | 'sentence_as_value'
  | 'entries_refused'
  | 'key_left_out'
  | 'link_left_out'
  | 'edited'
  | 'not_expressible';

export interface Reason {
  readonly code: ReasonCode;
  /** A sentence. */
  readonly message: string;
}

export interface ReportLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly outcome: Outcome;
  /** The thing itself: a term, the name of a rule, a setting. */
  readonly what: string;
  /** Null only for what was taken as it is. */
  readonly why: Reason | null;
}

/** A place in a file; both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const TOP: Place = { line: 1, column: 1 };

/** How many things of each outcome a report has. */
export function countOutcomes(report: readonly ReportLine[]): Record<Outcome, number> {
  const counts = { taken: 0, changed: 0, refused: 0, kept: 0 };
  for (const { outcome } of report) counts[outcome]++;
  return counts;
}

/** In the order of the files and of the places in them. */
export function inFileOrder(report: readonly ReportLine[], files: readonly { name: string }[]): ReportLine[] {
  const order = new Map(files.map(({ name }, i) => [name, i]));
  const rank = ({ file }: ReportLine): number => order.get(file) ?? order.size;
  return report.toSorted((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}
