/** Signing in by e-mail address and password: what is wrong is told by neither the answer nor its time. */
import { verifyPassword } from '../crypto/passwords.ts';
import { type Attempt, NO_TEAM, take } from './attempts.ts';
import { inQuietChange } from './change.ts';
import type { Core } from './core.ts';
import { cleanEmail } from './members.ts';
import type { Who } from './sign-in.ts';

/** The same address may be in several teams; in more than these it is nobody's own. */
const MOST_TEAMS = 8;

interface Candidate extends Who {
  /** Null for a member who signs in by other ways only. */
  readonly hash: string | null;
}

async function candidatesOf(core: Core, email: string): Promise<Candidate[]> {
  const teams = await core.db.lookup((tx) =>
    tx
      .selectFrom('members')
      .select('team')
      .where('email', '=', email)
      .where('active', '=', true)
      .orderBy('team')
      .limit(MOST_TEAMS)
      .execute(),
  );
  // Nobody's address is looked up in nobody's team, so that it takes as long.
  const asked = teams.length === 0 ? [{ team: NO_TEAM }] : teams;
  const found = await Promise.all(
    asked.map(({ team }) =>
      core.db.readTeam(team, async (tx) => {
        const row = await tx
          .selectFrom('members as m')
          .leftJoin('member_passwords as p', (join) =>
            join.onRef('p.team', '=', 'm.team').onRef('p.member', '=', 'm.id'),
          )
          .select(['m.id', 'p.hash'])
          .where('m.team', '=', team)
          .where('m.email', '=', email)
          .where('m.active', '=', true)
          .executeTakeFirst();
        return row === undefined ? [] : [{ team, member: row.id, hash: row.hash }];
      }),
    ),
  );
  return found.flat();
}

/** A burst of wrong passwords is a few entries in the record, which keeps for ever what it is given. */
function failureEntry({ team, member }: Who): Attempt {
  return {
    team,
    purpose: 'entry of a failed sign-in',
    key: member,
    allowance: { count: 5, perMs: 3_600_000 },
  };
}

/**
 * Enters into the record that somebody failed to sign in as this member. After the answer, and told to nobody: an answer
 * that takes longer for a known account would tell that it is known.
 * @param at what was wrong: the `password`, or the second factor (`code`, `passkey`)
 */
export function recordFailure(core: Core, who: Who, at: 'password' | 'code' | 'passkey'): void {
  const { team, member } = who;
  core.later(async () => {
    if ((await take(core, failureEntry(who))) > 0) return;
    await core.db.inTeam(team, (tx) =>
      inQuietChange(tx, team, core.now(), async (change) =>
        change.record({ kind: 'session.refuse', member, outcome: 'refused', code: 'wrong_factor', at }),
      ),
    );
  });
}

/**
 * The member with this address and password, in whichever team of this store; null without saying what is wrong. With the
 * same password in several teams it is the first by team id.
 */
export async function findByPassword(core: Core, email: string, password: string): Promise<Who | null> {
  const candidates = await candidatesOf(core, cleanEmail(email));
  // At once, and one at least: neither how many teams know the address nor whether one does shows in the time.
  const hashes = candidates.length === 0 ? [null] : candidates.map(({ hash }) => hash);
  const fits = await Promise.all(hashes.map((hash) => verifyPassword(hash, password)));
  const at = fits.indexOf(true);
  const who = candidates[at];
  if (who === undefined) {
    for (const candidate of candidates) recordFailure(core, candidate, 'password');
    return null;
  }
  return { team: who.team, member: who.member };
}

/** Whether this is the member's password; true for a member who has none, since there is nothing to ask for. */
export async function isPasswordOf(core: Core, { team, member }: Who, password: string): Promise<boolean> {
  const row = await core.db.readTeam(team, (tx) =>
    tx
      .selectFrom('member_passwords')
      .select('hash')
      .where('team', '=', team)
      .where('member', '=', member)
      .executeTakeFirst(),
  );
  return row === undefined || verifyPassword(row.hash, password);
}
