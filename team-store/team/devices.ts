/** Browsers that act for a member, each with a token of its own that can be taken back. */
import { randomUUID } from 'node:crypto';
import type { Member } from '../../utils/api/entities.ts';
import { createToken, readToken } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import { notify } from '../database/pokes.ts';
import { Refusal } from '../errors.ts';
import type { Change } from './change.ts';
import type { Core } from './core.ts';

/** A browser that has not called for this long must be connected again. */
const IDLE_MS = 90 * 24 * 3_600_000;
const SEEN_EVERY_MS = 60_000;

export interface Device {
  readonly team: string;
  readonly id: string;
  readonly lastSeq: number;
  readonly member: Member;
  /** See `members.view` in the migrations. */
  readonly view: number;
  /** The ruleset that it last said it runs. */
  readonly running: number | null;
}

interface FindOptions {
  /** Commands of one device are applied one push after the other. */
  readonly lock: boolean;
}

/**
 * The device that a token speaks for, by the state of the transaction.
 * @throws Refusal `unauthorized`, `token_revoked`
 */
async function findDevice(
  tx: Tx,
  core: Core,
  token: string,
  options: FindOptions,
): Promise<Device & { seenAt: number }> {
  const read = readToken('sgn', token);
  if (read === null) throw new Refusal('unauthorized');
  const { team, hash } = read;
  const query = tx
    .selectFrom('devices as d')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'd.team').onRef('m.id', '=', 'd.member'))
    .select(['d.id as device', 'd.last_seq', 'd.created_at', 'd.last_seen_at', 'd.revoked_at', 'd.ruleset'])
    .select(['m.id', 'm.name', 'm.email', 'm.roles', 'm.active', 'm.view'])
    .where('d.team', '=', team)
    .where('d.token_hash', '=', hash);
  const row = await (options.lock ? query.forUpdate('d') : query).executeTakeFirst();
  if (row === undefined) throw new Refusal('unauthorized');
  if (row.revoked_at !== null || !row.active) throw new Refusal('token_revoked');
  const seenAt = row.last_seen_at ?? row.created_at;
  if (core.now() - seenAt > IDLE_MS) throw new Refusal('unauthorized');
  const { id, name, email, roles, active, view } = row;
  return {
    team,
    id: row.device,
    lastSeq: row.last_seq,
    member: { id, name, email, roles, active },
    view,
    running: row.ruleset,
    seenAt,
  };
}

/** Notes the visit now and then; never fails the call it belongs to. */
function noteSeen(core: Core, { team, id, seenAt }: Device & { seenAt: number }): void {
  const now = core.now();
  if (now - seenAt < SEEN_EVERY_MS) return;
  core.db
    .inTeam(team, (tx) =>
      tx
        .updateTable('devices')
        .set({ last_seen_at: now })
        .where('team', '=', team)
        .where('id', '=', id)
        .execute(),
    )
    .catch(() => undefined);
}

/** Keeps which ruleset the device says it runs, when that is another than before; never fails the call it belongs to. */
export function noteRunning(core: Core, { team, id, running }: Device, ruleset: number | undefined): void {
  if (ruleset === undefined || ruleset === running) return;
  core.db
    .inTeam(team, (tx) =>
      tx
        .updateTable('devices')
        .set({ ruleset, ruleset_at: core.now() })
        .where('team', '=', team)
        .where('id', '=', id)
        .execute(),
    )
    .catch(() => undefined);
}

export type DeviceMode = 'read' | 'write' | 'push';

/**
 * Runs `work` in a transaction of the token's team; the device is checked inside it, so that a token taken back a moment
 * ago is worth nothing.
 * @throws Refusal `unauthorized`, `token_revoked`, `unavailable`, and what `work` throws
 */
export async function asDevice<T>(
  core: Core,
  token: string | null,
  mode: DeviceMode,
  work: (tx: Tx, device: Device) => Promise<T>,
): Promise<T> {
  const read = token === null ? null : readToken('sgn', token);
  if (token === null || read === null) throw new Refusal('unauthorized');
  let seen: (Device & { seenAt: number }) | null = null;
  const body = async (tx: Tx): Promise<T> => {
    seen = await findDevice(tx, core, token, { lock: mode === 'push' });
    return work(tx, seen);
  };
  const result = await (mode === 'read'
    ? core.db.readTeam(read.team, body)
    : core.db.inTeam(read.team, body));
  if (seen !== null) noteSeen(core, seen);
  return result;
}

export interface NewDevice {
  readonly id: string;
  readonly token: string;
}

export async function createDevice(tx: Tx, change: Change, member: string, name: string): Promise<NewDevice> {
  const id = randomUUID();
  const { text, hash } = createToken('sgn', change.team);
  await tx
    .insertInto('devices')
    .values({
      team: change.team,
      id,
      member,
      name,
      token_hash: hash,
      created_at: change.now,
      last_seen_at: change.now,
    })
    .execute();
  change.record({ kind: 'device.join', member, device: id, outcome: 'applied' }, { name });
  return { id, token: text };
}

/**
 * Takes the token back and ends the device's socket, wherever it is connected.
 * @param by who does it, when not its member
 * @returns false when it was not there
 */
export async function revokeDevice(
  tx: Tx,
  change: Change,
  member: string,
  device: string,
  by: string = member,
): Promise<boolean> {
  const { team, now } = change;
  const { numUpdatedRows } = await tx
    .updateTable('devices')
    .set({ revoked_at: now })
    .where('team', '=', team)
    .where('id', '=', device)
    .where('member', '=', member)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  change.record({
    kind: 'device.revoke',
    member: by,
    device,
    outcome: 'applied',
    ...(by === member ? {} : { subject: member }),
  });
  notify(tx, { kind: 'revoked', team, device });
  return true;
}

/** All of the member's. @param by who does it: the member, or an admin */
export async function revokeDevices(tx: Tx, change: Change, by: string, member: string): Promise<void> {
  for (const { id } of await listDevices(tx, change.team, member))
    await revokeDevice(tx, change, member, id, by);
}

export function listDevices(
  tx: Tx,
  team: string,
  member: string,
): Promise<{ id: string; name: string; created_at: number; last_seen_at: number | null }[]> {
  return tx
    .selectFrom('devices')
    .select(['id', 'name', 'created_at', 'last_seen_at'])
    .where('team', '=', team)
    .where('member', '=', member)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
