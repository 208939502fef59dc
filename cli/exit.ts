/** What the process answers with. A graver one wins. */
export const EXIT = { clear: 0, held: 1, badUse: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake of whoever called: one sentence, exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** 1 when approval is needed or the post is blocked. */
export function exitCodeOf(verdict: 'clear' | 'warned' | 'needs-approval' | 'blocked'): ExitCode {
  return verdict === 'needs-approval' || verdict === 'blocked' ? EXIT.held : EXIT.clear;
}

export function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}
