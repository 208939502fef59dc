/** What the team's key signs about the log: all entries up to `size` are these, and no others. */
import { z } from 'zod';
import { epochMs, uuid } from '../api/ids.ts';
import { fromHex, toHex } from './hash.ts';
import type { TreeHead } from './proof.ts';
import { type CompactRange, rootOf } from './range.ts';
import { hashSchema } from './record.ts';

/** Payload of the checkpoint's JWS. */
export const checkpointSchema = z.strictObject({
  typ: z.literal('signoff-checkpoint'),
  team: uuid,
  size: z.int().min(0),
  /** The tree head over the first `size` entries. */
  root: hashSchema,
  /** When it was signed, by the store's clock. */
  at: epochMs,
});

export type Checkpoint = z.infer<typeof checkpointSchema>;

export function checkpointOf(team: string, range: CompactRange, at: number): Checkpoint {
  return { typ: 'signoff-checkpoint', team, size: range.size, root: toHex(rootOf(range)), at };
}

export function headOf({ size, root }: Checkpoint): TreeHead {
  return { size, root: fromHex(root) };
}
