/**
 * What the browser keeps between leaving for the provider and coming back: sealed (which also signs it), for ten
 * minutes, in a cookie that no script reads. A callback without it belongs to nobody.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from '../crypto/seal.ts';
import type { Core } from '../team/core.ts';
import { useUp } from '../team/used-challenges.ts';
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
export async function endFlow(core: Core, { team, state, until }: Flow): Promise<void> {
  const hash = createHash('sha256').update(`oidc\n${state}`).digest();
  const isFirst = await core.db.inTeam(team, (tx) => useUp(tx, team, hash, until, core.now()));
  if (!isFirst) throw new SignOnError('replayed');
}
