/** A typed second factor: six digits from the app, or a recovery code. */
import type { Tx } from '../database/database.ts';
import type { Core } from './core.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import type { Who } from './sign-in.ts';
import { takeTotp } from './totp.ts';

/** @returns which kind of code it was, used up now; null when it is neither */
export async function takeCode(
  core: Core,
  tx: Tx,
  who: Who,
  code: string,
): Promise<'totp' | 'recovery' | null> {
  if (await takeTotp(core, tx, who, code)) return 'totp';
  return (await takeRecoveryCode(tx, who, code, core.now())) ? 'recovery' : null;
}
