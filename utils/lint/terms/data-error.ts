/** Serialised parts of a ruleset that cannot be loaded; the caller keeps what it has and asks for the data anew. */
export class LintDataError extends Error {
  override readonly name = 'LintDataError';
  readonly code = 'lint_data_broken';
  /** Name of the field at fault, such as `automaton.fails`. */
  readonly field: string;

  constructor(field: string, cause?: unknown) {
    super(`The saved rules are damaged (${field}). Fetch them again.`, { cause });
    this.field = field;
  }
}

/**
 * The fields of saved data, which may be anything.
 * @throws LintDataError when it is no object
 */
export function fieldsOf(data: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new LintDataError(field);
  return data as Readonly<Record<string, unknown>>;
}
