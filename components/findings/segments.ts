/** A text cut at the edges of its findings. Pure. */
import { type Finding, SEVERITIES, type Severity } from '../../utils/lint/finding.ts';

export interface Segment<F> {
  readonly text: string;
  /** UTF-16 offset in the whole text. */
  readonly start: number;
  /** Findings that cover this piece, in the order given; none for plain text. */
  readonly findings: readonly F[];
  /** Those of them whose first piece this is: here they are named and numbered. */
  readonly begins: readonly F[];
}

type Ranged = Pick<Finding, 'start' | 'end'>;

/**
 * The pieces of `text`, which joined give exactly `text` again whatever the findings are: they may overlap, lie inside
 * one another, be empty, or (from a store that counted differently) reach beyond the text; those parts are left out.
 */
export function segmentText<F extends Ranged>(text: string, findings: readonly F[]): Segment<F>[] {
  const inside = (offset: number): number => Math.min(Math.max(0, Math.trunc(offset) || 0), text.length);
  const ranges = findings
    .map((finding) => ({ finding, start: inside(finding.start), end: inside(finding.end) }))
    .filter(({ start, end }) => start < end);
  const edges = [...new Set([0, text.length, ...ranges.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const byStart = [...ranges].sort((a, b) => a.start - b.start);
  const segments: Segment<F>[] = [];
  let open: typeof ranges = [];
  let next = 0;
  for (const [i, start] of edges.entries()) {
    const end = edges[i + 1];
    if (end === undefined) break;
    open = open.filter((range) => range.end > start);
    for (let range = byStart[next]; range !== undefined && range.start <= start; range = byStart[++next]) {
      open.push(range);
    }
    const here = open.length < 2 ? open : ranges.filter((range) => range.start <= start && range.end > start);
    segments.push({
      text: text.slice(start, end),
      start,
      findings: here.map(({ finding }) => finding),
      begins: here.filter((range) => range.start === start).map(({ finding }) => finding),
    });
  }
  return segments;
}

/** The gravest severity, or null when there is no finding. */
export function gravest(findings: Iterable<Pick<Finding, 'severity'>>): Severity | null {
  let worst = -1;
  for (const { severity } of findings) worst = Math.max(worst, SEVERITIES.indexOf(severity));
  return SEVERITIES[worst] ?? null;
}
