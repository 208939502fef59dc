/** Ten codes on paper, each for one sign-in without the second factor. 73 random bits each, so a plain hash is enough. */
import { createJoinCode, hashJoinCode } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import type { Change } from './change.ts';
import type { Who } from './sign-in.ts';

const RECOVERY_CODES = 10;

/** New codes in the place of all earlier ones. @returns them, to be shown once */
export async function makeRecoveryCodes(tx: Tx, change: Change, member: string): Promise<string[]> {
  const { team, now } = change;
  const codes = Array.from({ length: RECOVERY_CODES }, createJoinCode);
  await dropRecoveryCodes(tx, team, member);
  await tx
    .insertInto('recovery_codes')
    .values(codes.map(({ hash }) => ({ team, member, code_hash: hash, created_at: now, used_at: null })))
    .execute();
  change.record({ kind: 'factor.recovery-codes', member, outcome: 'applied' });
  return codes.map(({ text }) => text);
}

/** Uses a code up. @returns false when it is none of the member's, or was used */
export async function takeRecoveryCode(
  tx: Tx,
  { team, member }: Who,
  code: string,
  now: number,
): Promise<boolean> {
  const hash = hashJoinCode(code);
  if (hash === null) return false;
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('team', '=', team)
    .where('member', '=', member)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Used and unused ones alike. */
export async function dropRecoveryCodes(tx: Tx, team: string, member: string): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('team', '=', team).where('member', '=', member).execute();
}
