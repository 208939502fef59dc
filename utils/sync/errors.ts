import type { RefusalCode } from '../api/codes.ts';
import type { Problem } from '../api/routes.ts';

/** What can go wrong on the way to the store, besides what the store itself answers. */
export type TransportCode =
  /** No answer: no network, wrong address, refused connection, or a redirect. */
  | 'unreachable'
  | 'timeout'
  /** The answer is not what the contract says, or too long. */
  | 'invalid_answer'
  /** The address is neither https nor this machine. */
  | 'insecure_address';

export type StoreErrorCode = RefusalCode | TransportCode | (string & {});

export interface StoreErrorDetails {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly errors?: NonNullable<Problem['errors']>;
  /** From `Retry-After`: ms to wait. */
  readonly retryAfter?: number | null;
  /** With `sequence_gap` and `id_reused`: the last sequence number the store has applied. */
  readonly last?: number | null;
  readonly cause?: unknown;
}

/** A refusal by the store or a failure to reach it. `detail` is a sentence for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly errors: NonNullable<Problem['errors']>;
  readonly retryAfter: number | null;
  readonly last: number | null;

  constructor(code: StoreErrorCode, detail: string, details: StoreErrorDetails) {
    super(`${code}: ${detail}`, { cause: details.cause });
    this.code = code;
    this.detail = detail;
    this.status = details.status;
    this.errors = details.errors ?? [];
    this.retryAfter = details.retryAfter ?? null;
    this.last = details.last ?? null;
  }

  /** The device's token is worth nothing any more. */
  get revoked(): boolean {
    return this.status === 401;
  }
}

export type LocalErrorCode =
  | 'not_joined'
  | 'already_joined'
  | 'invalid_input'
  | 'fingerprint_mismatch'
  | 'not_found'
  | 'version_changed'
  | 'already_decided'
  | 'reason_required'
  | 'forbidden'
  | 'managed'
  | 'managed_sites'
  | 'not_author'
  | 'database_full'
  | 'database_blocked'
  | 'database_newer'
  | 'database_unavailable';

/** Something this browser could not do by itself. `detail` is a sentence for people. */
export class LocalError extends Error {
  override readonly name = 'LocalError';
  readonly code: LocalErrorCode;
  readonly detail: string;

  constructor(code: LocalErrorCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
    this.detail = detail;
  }
}
