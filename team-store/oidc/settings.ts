/** A team's provider for single sign-on: set and taken back by admins, each time on the record. */
import type { Role } from '../../utils/api/ids.ts';
import { seal, unseal } from '../crypto/seal.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { inQuietChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { checkAdmin } from '../team/roles.ts';

const PURPOSE = 'signoff oidc client secret v1';

export type JoinRole = Exclude<Role, 'admin'>;

export interface SignOnFacts {
  readonly issuer: string;
  readonly clientId: string;
  /** Lower case; addresses elsewhere are not let in. */
  readonly domains: readonly string[];
  /** Roles of people whom nobody has invited; null lets none of them in. */
  readonly joinsAs: readonly JoinRole[] | null;
  /** Whether members who are no admins may sign in by password, too. */
  readonly passwords: boolean;
  /** Whether the provider counts as the second factor. */
  readonly secondFactor: boolean;
}

/** The client secret as it is; nowhere but in memory. */
export interface SignOnSettings extends SignOnFacts {
  readonly secret: string;
}

export async function readSignOn(core: Core, team: string): Promise<SignOnSettings | null> {
  const row = await core.db.readTeam(team, (tx) =>
    tx.selectFrom('oidc_settings').selectAll().where('team', '=', team).executeTakeFirst(),
  );
  if (row === undefined) return null;
  return {
    issuer: row.issuer,
    clientId: row.client_id,
    secret: unseal({ secret: core.secret, team, purpose: PURPOSE }, row.sealed_secret),
    domains: row.domains,
    joinsAs: row.joins_as,
    passwords: row.passwords,
    secondFactor: row.second_factor,
  };
}

/**
 * Whether somebody may sign in by a password or a link that sets one. Admins always may: else a provider that fails, or
 * was set wrongly, would keep everyone out for good, those too who could set it right.
 */
export async function mayUsePassword(tx: Tx, team: string, roles: readonly Role[]): Promise<boolean> {
  if (roles.includes('admin')) return true;
  const row = await tx
    .selectFrom('oidc_settings')
    .select('passwords')
    .where('team', '=', team)
    .executeTakeFirst();
  return row?.passwords ?? true;
}

/** @throws Refusal `wrong_role` unless an admin asks */
export function setSignOn(core: Core, caller: Caller, settings: SignOnSettings): Promise<void> {
  return onRecord(core, caller, { kind: 'sign-on.set' }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const { team, member } = actor;
      const { secret, ...facts } = settings;
      await inQuietChange(tx, team, core.now(), async (change) => {
        await tx.deleteFrom('oidc_settings').where('team', '=', team).execute();
        await tx
          .insertInto('oidc_settings')
          .values({
            team,
            issuer: facts.issuer,
            client_id: facts.clientId,
            sealed_secret: seal({ secret: core.secret, team, purpose: PURPOSE }, secret),
            domains: [...facts.domains],
            joins_as: facts.joinsAs === null ? null : [...facts.joinsAs],
            passwords: facts.passwords,
            second_factor: facts.secondFactor,
            set_by: member.id,
            set_at: change.now,
          })
          .execute();
        change.record({ kind: 'sign-on.set', ...doneBy(actor), outcome: 'applied' }, facts);
      });
    }),
  );
}

/** Members keep what they are bound to, in case that the same provider is set again. @throws Refusal */
export function removeSignOn(core: Core, caller: Caller): Promise<void> {
  return onRecord(core, caller, { kind: 'sign-on.remove' }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const { team } = actor;
      await inQuietChange(tx, team, core.now(), async (change) => {
        const { numDeletedRows } = await tx
          .deleteFrom('oidc_settings')
          .where('team', '=', team)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new Refusal('not_found');
        change.record({ kind: 'sign-on.remove', ...doneBy(actor), outcome: 'applied' });
      });
    }),
  );
}

/** @param domain of an e-mail address, or null for any. @returns the teams that it may be; a few at most */
export async function teamsWithSignOn(core: Core, domain: string | null): Promise<string[]> {
  const rows = await core.db.lookup((tx) => {
    const query = tx.selectFrom('oidc_settings').select('team').orderBy('team').limit(8);
    return (
      domain === null ? query : query.where((eb) => eb(eb.val(domain), '=', eb.fn.any('domains')))
    ).execute();
  });
  return rows.map(({ team }) => team);
}
