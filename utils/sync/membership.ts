/** Joining a team and leaving it. */
import type { PublicKey } from '../api/routes.ts';
import { createClient, join, storeOrigin } from './client.ts';
import { learnClock, UNSET_CLOCK } from './clock.ts';
import { clearAll, type Database, readMeta, type StoredConnection, writeMeta } from './db.ts';
import { LocalError } from './errors.ts';
import { START } from './local.ts';

export interface Joining {
  /** As typed or pasted: reduced to its origin. */
  readonly store: string;
  readonly code: string;
  /** PKCE verifier (RFC 7636) of the challenge that the code was asked for with. */
  readonly verifier: string;
  readonly deviceName: string;
  /** Id of the only team that this browser may belong to, where its organisation says so. */
  readonly onlyTeam?: string | undefined;
}

const sameKey = (a: PublicKey, b: PublicKey): boolean => a.kid === b.kid && a.x === b.x;

function isSame(a: StoredConnection, b: StoredConnection): boolean {
  return (
    a.storeUrl === b.storeUrl &&
    a.team.id === b.team.id &&
    a.member.id === b.member.id &&
    sameKey(a.key, b.key)
  );
}

/** Best effort: a store that cannot be reached shows the device in its list until somebody removes it there. */
async function signOut(connection: StoredConnection): Promise<void> {
  await createClient(connection)
    .leave()
    .catch(() => undefined);
}

/** The user's organisation has decided otherwise. */
export const managed = (): LocalError =>
  new LocalError('managed', 'Your organisation decides which team this browser belongs to.');

/**
 * Exchanges the code for a device token and pins the team and its key. Joining again as the same member (after the
 * token was revoked) keeps what is not sent yet; it goes out under the new device.
 * @throws StoreError `code_invalid`, `insecure_address`, `unreachable`, …
 * @throws LocalError `already_joined` when commands of another membership are still unsent: leaving is an own step
 */
export async function joinTeam(db: Database, joining: Joining): Promise<StoredConnection> {
  const storeUrl = storeOrigin(joining.store);
  const { code, verifier, deviceName } = joining;
  const { token, device, team, member, key, now } = await join(storeUrl, { code, verifier, deviceName });
  const received = Date.now();
  const connection: StoredConnection = { storeUrl, token, device, team, member, key, joinedAt: received };
  if (joining.onlyTeam !== undefined && team.id !== joining.onlyTeam) {
    await signOut(connection);
    throw managed();
  }
  const before = await db.write(async (tx) => {
    const old = await readMeta(tx, 'connection');
    const same = old !== undefined && isSame(old, connection);
    if (old !== undefined && !same) {
      const entries = await tx.objectStore('outbox').getAll();
      if (entries.some((entry) => entry.state === 'pending')) return 'unsent' as const;
    }
    if (same) {
      const position = (await readMeta(tx, 'position')) ?? START;
      await writeMeta(tx, 'position', {
        ...position,
        cursor: 0,
        after: '',
        generation: position.generation + 1,
        sweeping: true,
      });
      const clock = (await readMeta(tx, 'clock')) ?? UNSET_CLOCK;
      await writeMeta(tx, 'clock', learnClock(clock, now, received));
    } else {
      await clearAll(tx);
      await writeMeta(tx, 'position', START);
      await writeMeta(tx, 'clock', learnClock(UNSET_CLOCK, now, received));
    }
    // A new device counts its commands from 1.
    await writeMeta(tx, 'acked', 0);
    await writeMeta(tx, 'holdUntil', 0);
    await writeMeta(tx, 'connection', connection);
    await writeMeta(tx, 'link', { state: 'online', since: received, code: null });
    return old ?? null;
  });
  if (before === 'unsent') {
    await signOut(connection);
    throw new LocalError(
      'already_joined',
      'This browser belongs to another team or member and has unsent requests. Leave that team first.',
    );
  }
  if (before !== null && before.device !== device) await signOut(before);
  return connection;
}

/** Signs this device out and forgets everything of the team, unsent commands included. */
export async function leaveTeam(db: Database): Promise<void> {
  const forget = db.write(async (tx) => {
    const old = await readMeta(tx, 'connection');
    await clearAll(tx);
    return old;
  });
  const connection = await forget.catch(async (error: unknown) => {
    if (!(error instanceof LocalError) || error.code !== 'database_unavailable') throw error;
    await db.destroy();
    return undefined;
  });
  if (connection !== undefined) await signOut(connection);
}
