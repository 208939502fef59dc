import type { RefusalCode } from '../../utils/api/codes.ts';
import { Refusal } from '../errors.ts';
import { inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { type Caller, doneBy } from './caller.ts';

/** Nobody of the team has asked, or nothing has been decided: there is nothing to enter. */
const NO_OUTCOME: ReadonlySet<RefusalCode> = new Set([
  'unauthorized',
  'token_revoked',
  'unavailable',
  'internal',
]);

/**
 * Runs a member's command that is not pushed. What it was refused for is entered into the log by a transaction of its
 * own, since that of the command is undone.
 * @param entry what the command is, and nothing of the texts in it
 * @throws what `work` throws, and Refusal `unavailable` when the outcome could not be entered
 */
export async function onRecord<T>(
  core: Core,
  caller: Caller,
  entry: { readonly kind: string; readonly [detail: string]: unknown },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || NO_OUTCOME.has(error.code)) throw error;
    const { code } = error;
    await caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) =>
        change.record({ ...entry, ...doneBy(actor), outcome: 'refused', code }),
      ),
    );
    throw error;
  }
}
