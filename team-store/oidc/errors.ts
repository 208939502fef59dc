/** Why somebody could not be signed in by the team's provider: a stable code each, with a status and a sentence. */
import type { StoreTextKey } from '../texts.ts';

export type SignOnProblem =
  | 'not_set'
  | 'address'
  | 'unreachable'
  | 'not_provider'
  | 'client'
  | 'state'
  | 'expired'
  | 'replayed'
  | 'declined'
  | 'answer'
  | 'unverified'
  | 'domain'
  | 'unknown'
  | 'bound';

interface ProblemFacts {
  readonly status: number;
  readonly text: StoreTextKey;
}

export const PROBLEMS: Readonly<Record<SignOnProblem, ProblemFacts>> = {
  not_set: { status: 404, text: 'sso_not_set' },
  address: { status: 502, text: 'sso_address' },
  unreachable: { status: 502, text: 'sso_unreachable' },
  not_provider: { status: 502, text: 'sso_not_provider' },
  client: { status: 502, text: 'sso_client' },
  state: { status: 400, text: 'sso_state' },
  expired: { status: 400, text: 'sso_expired' },
  replayed: { status: 400, text: 'sso_replayed' },
  declined: { status: 403, text: 'sso_declined' },
  answer: { status: 502, text: 'sso_answer' },
  unverified: { status: 403, text: 'sso_unverified' },
  domain: { status: 403, text: 'sso_domain' },
  unknown: { status: 403, text: 'sso_unknown' },
  bound: { status: 403, text: 'sso_bound' },
};

export class SignOnError extends Error {
  override readonly name = 'SignOnError';
  readonly code: SignOnProblem;

  constructor(code: SignOnProblem, cause?: unknown) {
    super(`single sign-on: ${code}`, { cause });
    this.code = code;
  }
}
