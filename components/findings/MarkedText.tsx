import type { Finding } from '../../utils/lint/finding.ts';
import { SEVERITY_KEY, useCommonTexts } from '../ui/texts.ts';
import { gravest, segmentText } from './segments.ts';

/** A finding with the number it has on this screen, in the text and in the list below. */
export interface Numbered {
  readonly finding: Finding;
  /** From 1. */
  readonly number: number;
}

export function numberFindings(findings: readonly Finding[]): Numbered[] {
  return findings.map((finding, i) => ({ finding, number: i + 1 }));
}

/**
 * A draft's text with what was found marked in it: by line style, number and colour. Each finding is a stop for the
 * keyboard at its first piece and says its severity and message to a screen reader.
 */
export function MarkedText({
  text,
  findings,
  current,
  onOpen,
}: {
  readonly text: string;
  readonly findings: readonly Numbered[];
  /** Number of the finding that is open below, or null. */
  readonly current: number | null;
  readonly onOpen: (number: number) => void;
}) {
  const t = useCommonTexts();
  const ranged = findings.map((numbered) => ({
    ...numbered,
    start: numbered.finding.start,
    end: numbered.finding.end,
  }));
  return (
    <p class="draft-text" dir="auto">
      {segmentText(text, ranged).map((segment) => {
        const severity = gravest(segment.findings.map(({ finding }) => finding));
        const [first] = segment.begins;
        if (severity === null) return segment.text;
        const isCurrent = segment.findings.some(({ number }) => number === current);
        const look = `finding-mark ${severity}${isCurrent ? ' current' : ''}`;
        if (first === undefined) {
          return (
            <mark key={segment.start} class={look}>
              {segment.text}
            </mark>
          );
        }
        const said = segment.begins
          .map(({ finding }) =>
            t('markSays', { severity: t(SEVERITY_KEY[finding.severity]), message: finding.message }),
          )
          .join(' ');
        return (
          <mark key={segment.start} class={look}>
            {/* biome-ignore lint/a11y/useSemanticElements: a button cannot wrap across lines inside running text */}
            <span
              class="mark-button"
              role="button"
              tabIndex={0}
              aria-expanded={isCurrent}
              title={said}
              onClick={() => onOpen(first.number)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onOpen(first.number);
              }}
            >
              {segment.text}
              <span class="visually-hidden"> ({said})</span>
            </span>
            <sup class="mark-number" aria-hidden="true">
              {segment.begins.map(({ number }) => number).join(',')}
            </sup>
          </mark>
        );
      })}
    </p>
  );
}
