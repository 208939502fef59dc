/** A team to try Signoff with: one member for each role, known passwords, the starter rules. Never for real use. */
import { randomUUID } from 'node:crypto';
import type { Role } from '../utils/api/ids.ts';
import { hashPassword } from './crypto/passwords.ts';
import type { Store } from './store.ts';
import { inChange } from './team/change.ts';
import { insertMember, insertTeam } from './team/members.ts';
import { publishStarterRules, readStarterRules } from './team/starter.ts';

interface DemoMember {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

export const DEMO_TEAM: { readonly name: string; readonly members: readonly DemoMember[] } = {
  name: 'Nordlys Fund',
  members: [
    { name: 'Ola Nordmann', email: 'ola@nordlys.example', password: 'ola-writes-posts', roles: ['author'] },
    {
      name: 'Ingrid Berg',
      email: 'ingrid@nordlys.example',
      password: 'ingrid-reviews-posts',
      roles: ['reviewer'],
    },
    {
      name: 'Sindre Haug',
      email: 'sindre@nordlys.example',
      password: 'sindre-keeps-rules',
      roles: ['admin'],
    },
    {
      name: 'Astrid Lie',
      email: 'astrid@nordlys.example',
      password: 'astrid-reads-records',
      roles: ['auditor'],
    },
  ],
};

/**
 * Adds the demo team to a store that does not have it yet.
 * @returns true when it was added now
 */
export async function seedDemoTeam(store: Pick<Store, 'core'>): Promise<boolean> {
  const { core } = store;
  const [first, ...others] = [...DEMO_TEAM.members].sort(
    (a, b) => Number(b.roles.includes('admin')) - Number(a.roles.includes('admin')),
  );
  if (first === undefined) throw new Error('the demo team has members');
  const known = await core.db.lookup((tx) =>
    tx.selectFrom('members').select('team').where('email', '=', first.email).executeTakeFirst(),
  );
  if (known !== undefined) return false;
  // Promises are the demo's example: they go out after somebody else has looked at them.
  const overrides = { 'finance-us/promissory-claim': { severity: 'review' as const } };
  const rules = await readStarterRules(core.now(), { note: 'Starter rules', overrides });
  const hashes = await Promise.all(others.map(({ password }) => hashPassword(password)));
  const team = randomUUID();
  await core.db.inTeam(team, async (tx) => {
    const { member } = await insertTeam(core, tx, team, DEMO_TEAM.name, first);
    await inChange(tx, team, core.now(), async (change) => {
      for (const [at, one] of others.entries()) await insertMember(tx, change, hashes[at] ?? '', one, member);
      await publishStarterRules(core, tx, change, { id: member, name: first.name }, rules);
    });
  });
  return true;
}
