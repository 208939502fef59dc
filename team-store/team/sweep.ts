import { inChange } from './change.ts';
import { saveExpiry } from './commands.ts';
import type { Core } from './core.ts';
import { listTeams } from './members.ts';

const AT_ONCE = 100;

/** Marks requests that waited too long, so that both sides see it without anybody touching them. @returns how many */
export async function expireRequests(core: Core): Promise<number> {
  let expired = 0;
  for (const team of await listTeams(core)) {
    expired += await core.db.inTeam(team, async (tx) => {
      const now = core.now();
      const due = (locked: boolean) =>
        tx
          .selectFrom('requests')
          .select('id')
          .where('team', '=', team)
          .where('state', '=', 'waiting')
          .where('expires_at', '<=', now)
          .limit(locked ? AT_ONCE : 1)
          .execute();
      if ((await due(false)).length === 0) return 0;
      return inChange(tx, team, now, async (change) => {
        const requests = await due(true);
        for (const { id } of requests) await saveExpiry(tx, change, id);
        return requests.length;
      });
    });
  }
  return expired;
}
