/**
 * A browser joins: the member, signed in on the store's page, gets a code bound to the browser's PKCE challenge; only who
 * made the challenge can turn the code into a device token (RFC 7636).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { JoinRequest, JoinResponse } from '../../utils/api/routes.ts';
import { createJoinCode, hashJoinCode } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { inChange } from './change.ts';
import type { Core } from './core.ts';
import { createDevice } from './devices.ts';

export const CODE_MINUTES = 5;

/** @returns the code to show, once */
export async function createCode(
  core: Core,
  tx: Tx,
  team: string,
  member: string,
  challenge: string,
): Promise<string> {
  const now = core.now();
  const { text, hash } = createJoinCode();
  await tx.deleteFrom('join_codes').where('team', '=', team).where('expires_at', '<', now).execute();
  await tx
    .insertInto('join_codes')
    .values({
      team,
      code_hash: hash,
      member,
      challenge,
      created_at: now,
      expires_at: now + CODE_MINUTES * 60_000,
    })
    .execute();
  return text;
}

function fits(verifier: string, challenge: string): boolean {
  const made = Buffer.from(createHash('sha256').update(verifier).digest('base64url'));
  const wanted = Buffer.from(challenge);
  return made.length === wanted.length && timingSafeEqual(made, wanted);
}

/** A wrong verifier uses the code up: whoever guesses has one try. Committed by itself, before the answer. */
async function takeCode(core: Core, team: string, hash: Buffer, verifier: string): Promise<string | null> {
  return core.db.inTeam(team, async (tx) => {
    const row = await tx
      .updateTable('join_codes')
      .set({ used_at: core.now() })
      .where('team', '=', team)
      .where('code_hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', core.now())
      .returning(['member', 'challenge'])
      .executeTakeFirst();
    return row !== undefined && fits(verifier, row.challenge) ? row.member : null;
  });
}

/** @throws Refusal `code_invalid`, the same for every reason */
export async function joinTeam(core: Core, request: JoinRequest): Promise<JoinResponse> {
  const hash = hashJoinCode(request.code);
  if (hash === null) throw new Refusal('code_invalid');
  const found = await core.db.lookup((tx) =>
    tx.selectFrom('join_codes').select('team').where('code_hash', '=', hash).executeTakeFirst(),
  );
  if (found === undefined) throw new Refusal('code_invalid');
  const { team } = found;
  const member = await takeCode(core, team, hash, request.verifier);
  if (member === null) throw new Refusal('code_invalid');
  const now = core.now();
  return core.db.inTeam(team, (tx) =>
    inChange(tx, team, now, async (change) => {
      const who = await tx
        .selectFrom('members')
        .select(['id', 'name', 'email', 'roles', 'active'])
        .where('team', '=', team)
        .where('id', '=', member)
        .executeTakeFirstOrThrow();
      if (!who.active) throw new Refusal('code_invalid');
      const { name, public_key } = await tx
        .selectFrom('teams')
        .select(['name', 'public_key'])
        .where('team', '=', team)
        .executeTakeFirstOrThrow();
      const device = await createDevice(tx, change, who.id, request.deviceName);
      return {
        token: device.token,
        device: device.id,
        team: { id: team, name },
        member: who,
        key: public_key,
        now,
      };
    }),
  );
}
