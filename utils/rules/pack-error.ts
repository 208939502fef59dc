/** Stable reasons for which a pack is refused. Those of patterns are {@link PatternErrorCode} as they are. */
export type PackErrorCode =
  | 'pack_too_large'
  | 'yaml_syntax'
  | 'yaml_alias'
  | 'yaml_too_deep'
  | 'schema'
  | 'unknown_field'
  | 'missing_field'
  | 'unknown_kind'
  | 'unknown_detector'
  | 'duplicate_rule'
  | 'rule_unusable'
  | 'example_missed'
  | 'example_raised'
  | import('../lint/regex/error.ts').PatternErrorCode;

export interface PackError {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Place in the pack, such as `rules[2].tokens[0]`; empty for the pack itself. */
  readonly path: string;
  readonly message: string;
  readonly code: PackErrorCode;
}

export type PathStep = string | number;

/** A mistake in a pack, before its line is known. */
export interface PackProblem {
  readonly path: readonly PathStep[];
  /** True when the mistake is the key that `path` ends in, not its value. */
  readonly isKey: boolean;
  readonly message: string;
  readonly code: PackErrorCode;
}

export function pathText(path: readonly PathStep[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
