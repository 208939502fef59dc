import type { Finding, LintResult, Verdict } from '../utils/lint/finding.ts';
import type { ExplainedRule } from '../utils/rules/explain.ts';
import { explanationText } from './explain-text.ts';
import { type CliText, printable } from './text.ts';

export interface Checked {
  /** The file's name, or `-` for what came through the pipe. */
  readonly name: string;
  readonly text: string;
  readonly result: LintResult;
  /** What became of each rule, where that was asked for. */
  readonly explained: readonly ExplainedRule[] | null;
}

const VERDICT_KEYS = {
  clear: 'verdictClear',
  warned: 'verdictWarned',
  'needs-approval': 'verdictNeedsApproval',
  blocked: 'verdictBlocked',
} as const satisfies Record<Verdict, string>;

const SEVERITY_KEYS = { note: 'note', warn: 'warn', review: 'review', block: 'block' } as const;

/** For people: each post with its verdict, then its findings with place, reason and ways to mend them. */
export function reportText(checked: readonly Checked[], t: CliText): string {
  return checked
    .map(({ name, text, result, explained }) => {
      const place = placesOf(text);
      const findings = result.findings.map((finding) => findingText(finding, place, t));
      return `${printable(name)}: ${t(VERDICT_KEYS[result.verdict])}\n${findings.join('')}${explained === null ? '' : explanationText(explained, t)}`;
    })
    .join('');
}

function findingText(finding: Finding, place: (offset: number) => string, t: CliText): string {
  const { why } = finding;
  const source = [why?.section, why?.source, why?.checked === null ? null : why?.checked]
    .filter(Boolean)
    .join(', ');
  const lines = [
    `  ${place(finding.start)}  ${t(SEVERITY_KEYS[finding.severity])}  ${finding.pack}/${finding.rule}`,
    `    ${finding.message}`,
    ...(why === null ? [] : [`    ${t('why')} ${why.text}`]),
    ...(source === '' ? [] : [`    ${t('source')} ${source}`]),
    ...finding.suggestions.map(({ text }) => `    ${text === '' ? t('remove') : t('fix', { text })}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** Line and column, from 1, of offsets in a text. */
export function positionsOf(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length);
  return (offset) => {
    let line = 1;
    for (let high = starts.length; line < high; ) {
      const middle = (line + high + 1) >> 1;
      if ((starts[middle - 1] ?? 0) <= offset) line = middle;
      else high = middle - 1;
    }
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

function placesOf(text: string): (offset: number) => string {
  const positions = positionsOf(text);
  return (offset) => {
    const { line, column } = positions(offset);
    return `${line}:${column}`;
  };
}
