import { randomUUID } from 'node:crypto';
import type { Clearance } from '../../utils/api/entities.ts';
import type { Plan } from '../../utils/policy/plan.ts';
import { post, type Tx } from '../database/database.ts';
import type { Change } from './change.ts';
import type { Core } from './core.ts';

const HOUR_MS = 3_600_000;

export interface Cleared {
  readonly request: string;
  readonly number: number;
  readonly fingerprint: string;
  readonly platform: string;
  readonly account: string | null;
}

/** Signs and keeps the statement that this content may go out. @returns its id */
export async function issueClearance(
  core: Core,
  tx: Tx,
  change: Change,
  cleared: Cleared,
  plan: Pick<Plan, 'clearanceHours' | 'oneUse'>,
): Promise<string> {
  const { team, now } = change;
  const { request, number, fingerprint, platform, account } = cleared;
  const id = randomUUID();
  const iat = Math.floor(now / 1_000);
  const exp = Math.floor((now + plan.clearanceHours * HOUR_MS) / 1_000);
  const payload: Clearance = {
    typ: 'signoff-clearance',
    id,
    team,
    request,
    version: number,
    fingerprint,
    platform,
    account,
    iat,
    exp,
    ...(plan.oneUse ? { once: true as const } : {}),
  };
  const jws = await (await core.signerOf(tx, team)).sign(payload);
  const insert = tx.insertInto('clearances').values({
    team,
    id,
    ...cleared,
    issued_at: iat * 1_000,
    expires_at: exp * 1_000,
    jws,
    one_use: plan.oneUse,
  });
  post(tx, insert);
  return id;
}

/** Takes back what lets a request out; browsers hear of it with the request. @returns the ids of what was in force */
export async function revokeClearances(
  tx: Tx,
  { team, now }: Change,
  request: string,
  why: 'new-rules' | 'used',
): Promise<string[]> {
  const rows = await tx
    .updateTable('clearances')
    .set({ revoked_at: now, revoked_for: why })
    .where('team', '=', team)
    .where('request', '=', request)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
