/** The first team of a store: its one-time link, and what it begins with. */
import { randomUUID } from 'node:crypto';
import type { Role } from '../../utils/api/ids.ts';
import { createToken, readToken } from '../crypto/tokens.ts';
import { Refusal } from '../errors.ts';
import { inChange } from './change.ts';
import type { Core } from './core.ts';
import { insertTeam, type NewMember, type NewTeam } from './members.ts';
import { publishStarterRules, readStarterRules, type StarterOptions, type StarterRules } from './starter.ts';

const SETUP_MS = 24 * 3_600_000;

/** A team of one can write and hand in at once, and decide as soon as there is a second: never on her own requests. */
const FIRST_ROLES: readonly Role[] = ['admin', 'author', 'reviewer'];

/** A one-time link's token for a team that does not exist yet. */
export async function createSetupToken(core: Core): Promise<string> {
  const team = randomUUID();
  const { text, hash } = createToken('setup', team);
  const now = core.now();
  await core.db.inTeam(team, (tx) =>
    tx
      .insertInto('setup_links')
      .values({ team, token_hash: hash, created_at: now, expires_at: now + SETUP_MS })
      .execute(),
  );
  return text;
}

export async function isSetupOpen(core: Core, token: string): Promise<boolean> {
  const read = readToken('setup', token);
  if (read === null) return false;
  const row = await core.db.readTeam(read.team, (tx) =>
    tx
      .selectFrom('setup_links')
      .select('expires_at')
      .where('team', '=', read.team)
      .where('token_hash', '=', read.hash)
      .where('used_at', 'is', null)
      .executeTakeFirst(),
  );
  return row !== undefined && row.expires_at > core.now();
}

async function readStarter(core: Core, starter: StarterOptions): Promise<StarterRules> {
  try {
    return await readStarterRules(core.now(), starter);
  } catch (cause) {
    throw new Refusal('internal', { text: 'starter_failed', cause });
  }
}

/**
 * Uses the link up and creates the team with its first admin and the starter rules as ruleset 1: all of it or nothing.
 * @throws Refusal `not_found` for a link that is used or too old, `internal` when the starter rules cannot be used
 */
export async function setUpTeam(
  core: Core,
  token: string,
  name: string,
  admin: Omit<NewMember, 'roles'>,
  starter: StarterOptions,
): Promise<NewTeam> {
  const read = readToken('setup', token);
  if (read === null) throw new Refusal('not_found');
  const { team, hash } = read;
  const rules = await readStarter(core, starter);
  return core.db.inTeam(team, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('setup_links')
      .set({ used_at: core.now() })
      .where('team', '=', team)
      .where('token_hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', core.now())
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not_found');
    const made = await insertTeam(core, tx, team, name, { ...admin, roles: FIRST_ROLES });
    await inChange(tx, team, core.now(), (change) =>
      publishStarterRules(core, tx, change, { id: made.member, name: admin.name }, rules),
    );
    return made;
  });
}
