import { randomUUID } from 'node:crypto';
import type { Clearance } from '../../utils/api/entities.ts';
import type { Policy } from '../../utils/policy/policy.ts';
import type { Tx } from '../database/database.ts';
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
  policy: Policy,
): Promise<string> {
  const { team, now } = change;
  const { request, number, fingerprint, platform, account } = cleared;
  const id = randomUUID();
  const iat = Math.floor(now / 1_000);
  const exp = Math.floor((now + policy.clearanceHours * HOUR_MS) / 1_000);
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
  };
  const jws = await (await core.signerOf(tx, team)).sign(payload);
  await tx
    .insertInto('clearances')
    .values({ team, id, ...cleared, issued_at: iat * 1_000, expires_at: exp * 1_000, jws })
    .execute();
  return id;
}
