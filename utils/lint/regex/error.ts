/** Stable reasons for which a pattern is refused. */
export type PatternErrorCode =
  | 'pattern_lookaround'
  | 'pattern_backreference'
  | 'pattern_atomic'
  | 'pattern_property'
  | 'pattern_syntax'
  | 'pattern_too_large';

/** A pattern that cannot be used: where it goes wrong, why, and what to write instead. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly code: PatternErrorCode;
  /** UTF-16 offset in the pattern's source at which the refused part starts. */
  readonly index: number;
  /** A sentence that says what to write instead, or null when there is nothing general to say. */
  readonly suggestion: string | null;

  constructor(code: PatternErrorCode, index: number, message: string, suggestion: string | null = null) {
    super(message);
    this.code = code;
    this.index = index;
    this.suggestion = suggestion;
  }
}
