import type { Tx } from '../database/database.ts';

/**
 * Ends the member's sessions, those that are half signed in too; nothing of it is on the record.
 * @param except the session that goes on, or null
 * @returns how many there were, half ones not counted
 */
export async function dropSessions(
  tx: Tx,
  team: string,
  member: string,
  except: string | null = null,
): Promise<number> {
  let query = tx.deleteFrom('sessions').where('team', '=', team).where('member', '=', member);
  if (except !== null) query = query.where('id', '<>', except);
  const { numDeletedRows } = await query.executeTakeFirst();
  await tx.deleteFrom('sign_ins').where('team', '=', team).where('member', '=', member).execute();
  return Number(numDeletedRows);
}
