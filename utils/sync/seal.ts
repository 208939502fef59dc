/**
 * What the store signs is believed only with the team's key, pinned when the browser joined: whoever stands between,
 * or a store that was taken over without the key, can neither change the rules nor let a post out.
 */
import { compactVerify, errors, importJWK } from 'jose';
import {
  type ApprovalRequest,
  type Clearance,
  clearanceSchema,
  type RequestVersion,
  type Ruleset,
  rulesetSchema,
} from '../api/entities.ts';
import type { PublicKey } from '../api/routes.ts';
import type { VerifiedClearance } from '../messages.ts';

export type SealCode = 'forged' | 'wrong_team' | 'wrong_content' | 'older_version' | 'invalid_content';

/** Why something signed was not accepted. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly code: SealCode;
  readonly detail: string;

  constructor(code: SealCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
    this.detail = detail;
  }
}

async function payloadOf(jws: string, key: PublicKey, what: string): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key, 'EdDSA'), {
      algorithms: ['EdDSA', 'Ed25519'],
    });
    if (protectedHeader.kid !== undefined && protectedHeader.kid !== key.kid)
      throw new SealError('forged', `The ${what} names another key than the team’s.`);
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    if (error instanceof SealError) throw error;
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      throw new SealError('forged', `The ${what} is not signed with the team’s key.`, error);
    throw error;
  }
}

export interface RulesetExpectation {
  readonly key: PublicKey;
  readonly team: string;
  /** The number the store gave beside the signature. */
  readonly version: number;
  /** The number of the ruleset in use, 0 for none: it never goes back. */
  readonly current: number;
}

/** @throws SealError when it is not the team's, not what was named, older than the one in use, or not a ruleset */
export async function verifyRuleset(jws: string, expected: RulesetExpectation): Promise<Ruleset> {
  const parsed = rulesetSchema.safeParse(await payloadOf(jws, expected.key, 'ruleset'));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SealError(
      'invalid_content',
      `The ruleset has something this version of the extension does not know (${issue?.path.join('.') ?? ''}). Update the extension.`,
      parsed.error,
    );
  }
  const bundle = parsed.data;
  if (bundle.team !== expected.team)
    throw new SealError('wrong_team', 'The ruleset belongs to another team.');
  if (bundle.version !== expected.version)
    throw new SealError('wrong_content', 'The ruleset is not the one the store named.');
  if (bundle.version < expected.current)
    throw new SealError(
      'older_version',
      `The store offered ruleset ${bundle.version}, older than ${expected.current}.`,
    );
  return bundle;
}

export interface ClearanceExpectation {
  readonly key: PublicKey;
  readonly team: string;
  readonly request: Pick<ApprovalRequest, 'id' | 'platform' | 'account'>;
  readonly version: Pick<RequestVersion, 'number' | 'fingerprint'>;
}

/**
 * Says nothing of time: whoever uses the clearance looks at `expiresAt` then, and one that has run out is still shown.
 * @throws SealError when it is not the team's or is about something else than this version
 */
export async function verifyClearance(
  jws: string,
  expected: ClearanceExpectation,
): Promise<VerifiedClearance> {
  const parsed = clearanceSchema.safeParse(await payloadOf(jws, expected.key, 'clearance'));
  if (!parsed.success) throw new SealError('wrong_content', 'This is not a clearance.', parsed.error);
  const clearance: Clearance = parsed.data;
  if (clearance.team !== expected.team)
    throw new SealError('wrong_team', 'The clearance belongs to another team.');
  const { request, version } = expected;
  if (
    clearance.request !== request.id ||
    clearance.version !== version.number ||
    clearance.fingerprint !== version.fingerprint ||
    clearance.platform !== request.platform ||
    clearance.account !== request.account
  )
    throw new SealError('wrong_content', 'The clearance is for another post than the one it came with.');
  const { id, fingerprint, platform, account } = clearance;
  return {
    id,
    request: request.id,
    fingerprint,
    platform,
    account,
    expiresAt: clearance.exp * 1_000,
    ...(clearance.once === true ? { once: true } : {}),
  };
}
