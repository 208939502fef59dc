import type { RefusalCode } from '../utils/api/codes.ts';
import type { Problem } from '../utils/api/routes.ts';
import type { StoreTextKey } from './texts.ts';

export type StartCode =
  | 'config_invalid'
  | 'port_in_use'
  | 'host_unavailable'
  | 'permission_denied'
  | 'data_in_use'
  | 'data_missing'
  | 'member_unknown'
  | 'data_not_writable'
  | 'data_unreachable'
  | 'data_other_version'
  | 'disk_full'
  | 'database_missing'
  | 'database_failed'
  | 'database_unreachable'
  | 'database_rights'
  | 'migration_changed'
  | 'migration_failed'
  | 'wrong_secret'
  | 'backup_exists'
  | 'backup_missing'
  | 'backup_damaged'
  | 'restore_refused';

/** Why the store did not start. `message` is one sentence (or one a mistake, each on its own line) for people. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartCode;

  constructor(code: StartCode, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}

/** Thrown by the team's own rules; becomes a problem (RFC 9457) or a refused command, never a 500. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** A sentence of its own from `store.json`; without one the text of the code is used. */
  readonly text: StoreTextKey | null;
  readonly errors: NonNullable<Problem['errors']> | null;
  /** Extra members of the problem, such as `last` of a sequence gap. */
  readonly extra: Readonly<Record<string, number | string>>;
  /** Milliseconds after which it is worth another try, when that is known. */
  readonly retryAfter: number | null;

  constructor(
    code: RefusalCode,
    options: {
      readonly text?: StoreTextKey;
      readonly errors?: NonNullable<Problem['errors']>;
      readonly extra?: Readonly<Record<string, number | string>>;
      readonly retryAfter?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(options.text ?? code, { cause: options.cause });
    this.code = code;
    this.text = options.text ?? null;
    this.errors = options.errors ?? null;
    this.extra = options.extra ?? {};
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** The `code` of a system error (`EACCES`, …) or of a PostgreSQL error (`23505`, …), or null. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
