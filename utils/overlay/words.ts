import type { Severity } from '../lint/finding.ts';
import type { ComposerText } from './texts.ts';

/** The word for each severity, as the author reads it. */
export const SEVERITY_WORD = {
  note: 'severityNote',
  warn: 'severityWarn',
  review: 'severityReview',
  block: 'severityBlock',
} as const satisfies Record<Severity, ComposerText>;
