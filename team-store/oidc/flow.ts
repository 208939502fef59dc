/**
 * What the browser keeps between leaving for the provider and coming back: sealed (which also signs it), for ten
 * minutes, in a cookie that no script reads. A callback without it belongs to nobody.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from '../crypto/seal.ts';
import type { Core } from '../team/core.ts';
import { SignOnError } from './errors.ts';

export const FLOW_MS = 10 * 60_000;
const PURPOSE = 'signoff oidc flow v1';

const schema = z.strictObject({
  issuer: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
});

export interface Flow extends z.output<typeof schema> {
  readonly team: string;
}

export function keepFlow(core: Core, { team, ...flow }: Flow): string {
  const sealed = seal({ secret: core.secret, team, purpose: PURPOSE }, JSON.stringify(flow));
  return sealed.toString('base64url');
}

/**
 * @param team whose callback it is: what was sealed for another does not open
 * @throws SignOnError `state`, `expired`
 */
export function openFlow(core: Core, team: string, kept: string): Flow {
  let text: string;
  try {
    text = unseal({ secret: core.secret, team, purpose: PURPOSE }, Buffer.from(kept, 'base64url'));
  } catch (error) {
    throw new SignOnError('state', error);
  }
  const flow = schema.parse(JSON.parse(text));
  if (flow.until <= core.now()) throw new SignOnError('expired');
  return { team, ...flow };
}

/** Each flow comes back once, whatever server it comes back to. @throws SignOnError `replayed` */
export async function useUp(core: Core, { team, state, until }: Flow): Promise<void> {
  const hash = createHash('sha256').update(`oidc\n${state}`).digest();
  const row = await core.db.inTeam(team, async (tx) => {
    await tx
      .deleteFrom('used_challenges')
      .where('team', '=', team)
      .where('expires_at', '<', core.now())
      .execute();
    return tx
      .insertInto('used_challenges')
      .values({ team, challenge_hash: hash, expires_at: until })
      .onConflict((conflict) => conflict.doNothing())
      .returning('expires_at')
      .executeTakeFirst();
  });
  if (row === undefined) throw new SignOnError('replayed');
}
