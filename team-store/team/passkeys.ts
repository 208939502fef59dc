/** Passkeys (WebAuthn, https://www.w3.org/TR/webauthn-3/): a second factor, or both factors in one. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { hashSecret } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import type { Change } from './change.ts';
import type { Core } from './core.ts';
import type { Who } from './sign-in.ts';
import { useUp } from './used-challenges.ts';

/** The store as authenticators know it: a host name, and the origin of its pages. */
export interface PasskeySite {
  readonly id: string;
  readonly origin: string;
}

/** EdDSA, ES256 and RS256, which every authenticator has one of. */
const ALGORITHMS = [-8, -7, -257];

const CHALLENGE_MS = 5 * 60_000;
const MOST_PASSKEYS = 20;

const text = z.string().max(20_000);
const answerFields = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
};

const registrationAnswer = z.object({
  ...answerFields,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});

const authenticationAnswer = z.object({
  ...answerFields,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.nullish(),
  }),
});

function parse<T extends z.ZodType>(schema: T, answer: string): z.output<T> | null {
  try {
    return schema.safeParse(JSON.parse(answer)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * A challenge proves itself: random, an end, and a seal over both and what it is for. So nothing has to be kept before an
 * answer comes; that it counts once is kept then.
 * @param purpose what it is for, and whose: the hash of the session's token, of the half-signed-in state's, or nobody's
 */
function sealChallenge(core: Core, purpose: string, open: Buffer): Buffer {
  return createHmac('sha256', core.secret)
    .update(`signoff passkey challenge v1\n${purpose}\n`)
    .update(open)
    .digest()
    .subarray(0, 16);
}

function createChallenge(core: Core, purpose: string): Buffer<ArrayBuffer> {
  const open = Buffer.alloc(24);
  randomBytes(16).copy(open);
  open.writeBigUInt64BE(BigInt(core.now() + CHALLENGE_MS), 16);
  return Buffer.concat([open, sealChallenge(core, purpose, open)]);
}

function isOwnChallenge(core: Core, purpose: string, challenge: string): boolean {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== 40) return false;
  const open = bytes.subarray(0, 24);
  return (
    timingSafeEqual(bytes.subarray(24), sealChallenge(core, purpose, open)) &&
    Number(open.readBigUInt64BE(16)) > core.now()
  );
}

/** @returns false when the challenge was answered before */
const answerOnce = (tx: Tx, team: string, challenge: string, now: number): Promise<boolean> =>
  useUp(tx, team, hashSecret(challenge), now + CHALLENGE_MS, now);

/** Team and member in 32 bytes: so that a passkey alone says who signs in, before any team is known. */
function handleOf({ team, member }: Who): Buffer<ArrayBuffer> {
  return Buffer.from(`${team}${member}`.replaceAll('-', ''), 'hex');
}

function readHandle(handle: string): Who | null {
  const hex = Buffer.from(handle, 'base64url').toString('hex');
  if (hex.length !== 64) return null;
  const uuid = (part: string): string => part.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { team: uuid(hex.slice(0, 32)), member: uuid(hex.slice(32)) };
}

export interface PasskeyFacts {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

export function listPasskeys(tx: Tx, { team, member }: Who): Promise<PasskeyFacts[]> {
  return tx
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('team', '=', team)
    .where('member', '=', member)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

function stored(tx: Tx, { team, member }: Who) {
  return tx
    .selectFrom('passkeys')
    .select(['id', 'transports', 'public_key', 'counter'])
    .where('team', '=', team)
    .where('member', '=', member)
    .execute();
}

const transportsOf = (names: readonly string[]): AuthenticatorTransport[] =>
  names as AuthenticatorTransport[];

/** What the page hands to `navigator.credentials.create`, as JSON. */
export async function passkeyCreation(
  core: Core,
  tx: Tx,
  site: PasskeySite,
  who: Who & { readonly email: string; readonly name: string; readonly teamName: string },
  purpose: string,
): Promise<object> {
  const known = await stored(tx, who);
  return generateRegistrationOptions({
    rpName: `Signoff (${who.teamName})`,
    rpID: site.id,
    userID: handleOf(who),
    userName: who.email,
    userDisplayName: who.name,
    challenge: createChallenge(core, `create ${purpose}`),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

/**
 * Keeps a new passkey. @param answer what the page got, as JSON
 * @returns false when it is not an answer to a challenge of this store for this purpose
 * @throws Refusal `invalid_input` when the member has too many
 */
export async function addPasskey(
  core: Core,
  tx: Tx,
  change: Change,
  site: PasskeySite,
  who: Who,
  purpose: string,
  name: string,
  answer: string,
): Promise<boolean> {
  const { team, member } = who;
  const response = parse(registrationAnswer, answer);
  if (response === null) return false;
  let challenge = '';
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: (given) => {
      challenge = given;
      return isOwnChallenge(core, `create ${purpose}`, given);
    },
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    supportedAlgorithmIDs: ALGORITHMS,
    requireUserVerification: false,
  }).catch(() => null);
  if (verified?.verified !== true || !(await answerOnce(tx, team, challenge, change.now))) return false;
  if ((await listPasskeys(tx, who)).length >= MOST_PASSKEYS)
    throw new Refusal('invalid_input', { text: 'passkey_too_many' });
  const { credential } = verified.registrationInfo;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('passkeys')
    .values({
      team,
      id: credential.id,
      member,
      name,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: response.response.transports ?? [],
      created_at: change.now,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  change.record({ kind: 'factor.add', member, outcome: 'applied', factor: 'passkey' });
  return true;
}

/**
 * What the page hands to `navigator.credentials.get`, as JSON.
 * @param who null to let the passkey say who it is; the device then has to check who holds it
 */
export async function passkeyRequest(
  core: Core,
  site: PasskeySite,
  who: Who | null,
  purpose: string,
): Promise<object> {
  const known = who === null ? [] : await core.db.readTeam(who.team, (tx) => stored(tx, who));
  return generateAuthenticationOptions({
    rpID: site.id,
    challenge: createChallenge(core, `get ${purpose}`),
    timeout: CHALLENGE_MS,
    userVerification: who === null ? 'required' : 'preferred',
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
  });
}

/** Whom an answer says that it is from; nothing is proved by it. */
export function claimedBy(answer: string): Who | null {
  const handle = parse(authenticationAnswer, answer)?.response.userHandle;
  return typeof handle === 'string' ? readHandle(handle) : null;
}

/**
 * Whether an answer is the member's passkey answering a challenge of this store for this purpose; counts once.
 * @param alone true when it is to stand for both factors: the device must have checked who holds it
 */
export async function takePasskey(
  core: Core,
  site: PasskeySite,
  who: Who,
  purpose: string,
  answer: string,
  alone: boolean,
): Promise<boolean> {
  const { team, member } = who;
  const response = parse(authenticationAnswer, answer);
  if (response === null) return false;
  return core.db.inTeam(team, async (tx) => {
    const key = await tx
      .selectFrom('passkeys')
      .select(['id', 'public_key', 'counter', 'transports'])
      .where('team', '=', team)
      .where('member', '=', member)
      .where('id', '=', response.id)
      .forUpdate()
      .executeTakeFirst();
    if (key === undefined) return false;
    let challenge = '';
    const { userHandle, ...fields } = response.response;
    const verified = await verifyAuthenticationResponse({
      response: {
        ...response,
        response: { ...fields, ...(userHandle == null ? {} : { userHandle }) },
      } as AuthenticationResponseJSON,
      expectedChallenge: (given) => {
        challenge = given;
        return isOwnChallenge(core, `get ${purpose}`, given);
      },
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: alone,
      credential: {
        id: key.id,
        publicKey: new Uint8Array(key.public_key),
        counter: key.counter,
        transports: transportsOf(key.transports),
      },
    }).catch(() => null);
    if (verified?.verified !== true || !(await answerOnce(tx, team, challenge, core.now()))) return false;
    await tx
      .updateTable('passkeys')
      .set({ counter: verified.authenticationInfo.newCounter, last_used_at: core.now() })
      .where('team', '=', team)
      .where('id', '=', key.id)
      .execute();
    return true;
  });
}

/** @returns false when the member has no such passkey */
export async function removePasskey(tx: Tx, change: Change, member: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkeys')
    .where('team', '=', change.team)
    .where('member', '=', member)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  change.record({ kind: 'factor.remove', member, outcome: 'applied', factor: 'passkey' });
  return true;
}
