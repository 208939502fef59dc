/** Codes of an authenticator app (RFC 6238): six digits, thirty seconds, SHA-1, which is what every app can do. */
import { Secret, TOTP } from 'otpauth';
import { type SealOf, seal, unseal } from '../crypto/seal.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import type { Change } from './change.ts';
import type { Core } from './core.ts';
import type { Who } from './sign-in.ts';

const PERIOD = 30;
const SECRET_BYTES = 20;
/** A phone's clock may be one step off. */
const WINDOW = 1;

const sealOf = (core: Core, { team, member }: Who): SealOf => ({
  secret: core.secret,
  team,
  purpose: `signoff totp secret v1 ${member}`,
});

const totpOf = (secret: string): TOTP => new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD });

/** @returns the 30-second step that the code belongs to, or null when it is none of these steps */
export function stepOf(secret: string, code: string, now: number): number | null {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const delta = totpOf(secret).validate({ token: digits, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / (PERIOD * 1_000)) + delta;
}

export interface TotpSetUp {
  /** Base32, for typing into the app. */
  readonly secret: string;
  /** `otpauth://totp/…`, for the picture. */
  readonly uri: string;
}

/** The secret and its address for apps. @param label whose it is: the team's name and the member's e-mail address */
function setUpOf(secret: string, label: { readonly team: string; readonly email: string }): TotpSetUp {
  const issuer = `Signoff (${label.team})`;
  return {
    secret,
    uri: new TOTP({
      issuer,
      label: label.email,
      secret: Secret.fromBase32(secret),
      period: PERIOD,
    }).toString(),
  };
}

/**
 * The secret that is to be confirmed: the one that was made before, so that who reloads the page need not scan again.
 * @throws Refusal `invalid_input` when the member already has a confirmed one
 */
export async function beginTotp(
  core: Core,
  tx: Tx,
  who: Who,
  label: { readonly team: string; readonly email: string },
): Promise<TotpSetUp> {
  const { team, member } = who;
  const made = new Secret({ size: SECRET_BYTES }).base32;
  await tx
    .insertInto('totp_factors')
    .values({
      team,
      member,
      sealed_secret: seal(sealOf(core, who), made),
      created_at: core.now(),
      confirmed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['team', 'member']).doNothing())
    .execute();
  const row = await tx
    .selectFrom('totp_factors')
    .select(['sealed_secret', 'confirmed_at'])
    .where('team', '=', team)
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  if (row.confirmed_at !== null) throw new Refusal('invalid_input', { text: 'factor_there' });
  return setUpOf(unseal(sealOf(core, who), row.sealed_secret), label);
}

/** The step that a code of the member's app is for, or null when it is none; the factor is kept from others meanwhile. */
async function stepOfCode(
  core: Core,
  tx: Tx,
  who: Who,
  code: string,
  now: number,
  isConfirmed: boolean,
): Promise<number | null> {
  const row = await tx
    .selectFrom('totp_factors')
    .select('sealed_secret')
    .where('team', '=', who.team)
    .where('member', '=', who.member)
    .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : stepOf(unseal(sealOf(core, who), row.sealed_secret), code, now);
}

/** Switches the factor on when the code is right. @returns false when it is not, or there is nothing to confirm */
export async function confirmTotp(
  core: Core,
  tx: Tx,
  change: Change,
  who: Who,
  code: string,
): Promise<boolean> {
  const { team, member } = who;
  const step = await stepOfCode(core, tx, who, code, change.now, false);
  if (step === null) return false;
  await tx
    .updateTable('totp_factors')
    .set({ confirmed_at: change.now, last_step: step })
    .where('team', '=', team)
    .where('member', '=', member)
    .execute();
  change.record({ kind: 'factor.add', member, outcome: 'applied', factor: 'totp' });
  return true;
}

/** Takes a code of the member's app. It works once: neither its step nor an earlier one is taken again. */
export async function takeTotp(core: Core, tx: Tx, who: Who, code: string): Promise<boolean> {
  const { team, member } = who;
  const step = await stepOfCode(core, tx, who, code, core.now(), true);
  if (step === null) return false;
  const { numUpdatedRows } = await tx
    .updateTable('totp_factors')
    .set({ last_step: step })
    .where('team', '=', team)
    .where('member', '=', member)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function removeTotp(tx: Tx, change: Change, member: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('totp_factors')
    .where('team', '=', change.team)
    .where('member', '=', member)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  if (numDeletedRows > 0n)
    change.record({ kind: 'factor.remove', member, outcome: 'applied', factor: 'totp' });
}
