/** Which second factors a member has, of whom the team demands one, and taking them away. */

import type { Selectable } from 'kysely';
import type { Role } from '../../utils/api/ids.ts';
import type { Tx } from '../database/database.ts';
import type { TeamsTable } from '../database/tables.ts';
import type { Change } from './change.ts';
import { dropSessions } from './drop-sessions.ts';
import { dropRecoveryCodes } from './recovery-codes.ts';

/** Of nobody, of admins and reviewers, of all. */
export type SecondFactorDemand = Selectable<TeamsTable>['second_factor'];

export function demandsSecondFactor(demand: SecondFactorDemand, roles: readonly Role[]): boolean {
  if (demand === 'deciders') return roles.includes('admin') || roles.includes('reviewer');
  return demand === 'all';
}

export interface Factors {
  readonly totp: boolean;
  readonly passkeys: number;
  /** Recovery codes that are not used up. */
  readonly recovery: number;
}

/** A recovery code stands in for a factor; by itself it is none. */
export const hasFactor = ({ totp, passkeys }: Factors): boolean => totp || passkeys > 0;

export async function factorsOf(tx: Tx, team: string, member: string): Promise<Factors> {
  const row = await tx
    .selectFrom('members as m')
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('totp_factors as f')
            .select('f.member')
            .whereRef('f.team', '=', 'm.team')
            .whereRef('f.member', '=', 'm.id')
            .where('f.confirmed_at', 'is not', null),
        )
        .as('totp'),
      eb
        .selectFrom('passkeys as p')
        .select((one) => one.fn.countAll<number>().as('n'))
        .whereRef('p.team', '=', 'm.team')
        .whereRef('p.member', '=', 'm.id')
        .as('passkeys'),
      eb
        .selectFrom('recovery_codes as r')
        .select((one) => one.fn.countAll<number>().as('n'))
        .whereRef('r.team', '=', 'm.team')
        .whereRef('r.member', '=', 'm.id')
        .where('r.used_at', 'is', null)
        .as('recovery'),
    ])
    .where('m.team', '=', team)
    .where('m.id', '=', member)
    .executeTakeFirst();
  return {
    totp: Boolean(row?.totp),
    passkeys: Number(row?.passkeys ?? 0),
    recovery: Number(row?.recovery ?? 0),
  };
}

/** What the team demands. @throws Error when there is no such team */
export async function demandOf(tx: Tx, team: string): Promise<SecondFactorDemand> {
  const row = await tx
    .selectFrom('teams')
    .select('second_factor')
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  return row.second_factor;
}

/** From the commit on, sessions that were started without one are worth nothing where it is demanded. */
export async function setDemand(
  tx: Tx,
  change: Change,
  by: string,
  demand: SecondFactorDemand,
): Promise<void> {
  if ((await demandOf(tx, change.team)) === demand) return;
  await tx.updateTable('teams').set({ second_factor: demand }).where('team', '=', change.team).execute();
  change.record({ kind: 'team.second-factor', member: by, outcome: 'applied', of: demand });
}

/** Takes all factors and recovery codes of the member away. */
export async function dropFactors(tx: Tx, team: string, member: string): Promise<void> {
  await tx.deleteFrom('totp_factors').where('team', '=', team).where('member', '=', member).execute();
  await tx.deleteFrom('passkeys').where('team', '=', team).where('member', '=', member).execute();
  await dropRecoveryCodes(tx, team, member);
}

/**
 * For a member who lost the phone: the next sign-in asks for the first factor alone, and sessions end.
 * @param by the admin who does it, or null for whoever runs the store
 * @returns false when the member has no factor
 */
export async function resetFactors(
  tx: Tx,
  change: Change,
  by: string | null,
  member: string,
): Promise<boolean> {
  const { team } = change;
  if (!hasFactor(await factorsOf(tx, team, member))) return false;
  await dropFactors(tx, team, member);
  await dropSessions(tx, team, member);
  change.record({ kind: 'factor.reset', member: by, outcome: 'applied', subject: member });
  return true;
}
