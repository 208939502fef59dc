/** Signed checkpoints of each team's log: now and then while something is new, and with every export. */
import type { CheckpointResponse } from '../../utils/api/routes.ts';
import { type Checkpoint, checkpointOf, checkpointSchema } from '../../utils/log/checkpoint.ts';
import { toHex } from '../../utils/log/hash.ts';
import { carryOut, planConsistency } from '../../utils/log/proof.ts';
import type { CompactRange, Place } from '../../utils/log/range.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import type { Core } from '../team/core.ts';
import { asDevice } from '../team/devices.ts';
import { listTeams } from '../team/members.ts';
import { readPeaks } from './peaks.ts';

/** So many new entries get a checkpoint at the next look. */
export const CHECKPOINT_ENTRIES = 256;
/** Fewer get one when the last is this old. */
export const CHECKPOINT_MS = 60_000;

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly jws: string;
}

async function treeOf(tx: Tx, team: string): Promise<CompactRange> {
  const row = await tx
    .selectFrom('teams')
    .select(['tree_size', 'tree_peaks'])
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  return readPeaks(row.tree_size, row.tree_peaks);
}

async function newest(tx: Tx, team: string): Promise<{ size: number; at: number; jws: string } | null> {
  const row = await tx
    .selectFrom('log_checkpoints')
    .select(['size', 'at', 'jws'])
    .where('team', '=', team)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** A checkpoint over all that this transaction sees of the log; the one that is there already, when nothing is new. */
export async function makeCheckpoint(core: Core, tx: Tx, team: string): Promise<SignedCheckpoint> {
  const range = await treeOf(tx, team);
  const signer = await core.signerOf(tx, team);
  const last = await newest(tx, team);
  if (last !== null && last.size === range.size) {
    const known = checkpointSchema.safeParse(await signer.verify(last.jws));
    if (known.success) return { checkpoint: known.data, jws: last.jws };
  }
  const checkpoint = checkpointOf(team, range, core.now());
  const jws = await signer.sign(checkpoint);
  await tx
    .insertInto('log_checkpoints')
    .values({ team, size: range.size, at: checkpoint.at, jws })
    .onConflict((conflict) => conflict.columns(['team', 'size']).doNothing())
    .execute();
  return { checkpoint, jws };
}

async function isDue(core: Core, tx: Tx, team: string): Promise<boolean> {
  const { size } = await treeOf(tx, team);
  const last = await newest(tx, team);
  const fresh = size - (last?.size ?? 0);
  if (fresh === 0) return false;
  const age = core.now() - (last?.at ?? 0);
  // A clock that was set back must not keep checkpoints away.
  return fresh >= CHECKPOINT_ENTRIES || age >= CHECKPOINT_MS || age < 0;
}

/** Signs what is due in every team; several servers may do so at once. @returns how many were made */
export async function makeDueCheckpoints(core: Core): Promise<number> {
  let made = 0;
  for (const team of await listTeams(core)) {
    if (!(await core.db.readTeam(team, (tx) => isDue(core, tx, team)))) continue;
    await core.db.inTeam(team, (tx) => makeCheckpoint(core, tx, team));
    made += 1;
  }
  return made;
}

async function consistency(tx: Tx, team: string, older: number, newer: number): Promise<string[]> {
  const plan = planConsistency(older, newer);
  const places = plan.flat();
  if (places.length === 0) return [];
  const key = ({ level, index }: Place): string => `${level} ${index}`;
  const rows = await tx
    .selectFrom('log_nodes')
    .select(['level', 'index', 'hash'])
    .where('team', '=', team)
    .where((eb) =>
      eb.or(places.map(({ level, index }) => eb.and([eb('level', '=', level), eb('index', '=', index)]))),
    )
    .execute();
  const hashes = new Map(rows.map((row) => [key(row), row.hash]));
  return carryOut(plan, (place) => {
    const hash = hashes.get(key(place));
    if (hash === undefined) throw new Error(`the tree has no node ${key(place)}`);
    return hash;
  }).map(toHex);
}

/**
 * The newest checkpoint, and the proof that the log up to `since` entries is its beginning, unchanged.
 * @throws Refusal `not_found` before the first checkpoint, `invalid_input` when `since` is past it
 */
export function latestCheckpoint(
  core: Core,
  token: string | null,
  since: number,
): Promise<CheckpointResponse> {
  return asDevice(core, token, 'read', async (tx, { team }) => {
    const last = await newest(tx, team);
    if (last === null) throw new Refusal('not_found');
    if (since > last.size)
      throw new Refusal('invalid_input', {
        errors: [{ path: 'since', message: `The newest checkpoint has ${last.size} entries.` }],
      });
    const { public_key } = await tx
      .selectFrom('teams')
      .select('public_key')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    return {
      checkpoint: last.jws,
      size: last.size,
      key: public_key,
      consistency: await consistency(tx, team, since, last.size),
    };
  });
}
