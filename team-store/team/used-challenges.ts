import type { Tx } from '../database/database.ts';

/**
 * Uses something up that counts once, whatever server it comes to: the answer to a challenge, the way back from a provider.
 * @param hash names it, and says nothing of it
 * @param until epoch ms, when it would not be taken any more anyway
 * @returns false when it was used before
 */
export async function useUp(
  tx: Tx,
  team: string,
  hash: Buffer,
  until: number,
  now: number,
): Promise<boolean> {
  await tx.deleteFrom('used_challenges').where('team', '=', team).where('expires_at', '<', now).execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('used_challenges')
    .values({ team, challenge_hash: hash, expires_at: until })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
