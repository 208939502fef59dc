/** Secrets of webhooks: made here, shown once, kept sealed. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type SealOf, seal, unseal } from '../crypto/seal.ts';

const sealOf = (secret: string, team: string): SealOf => ({
  secret,
  team,
  purpose: 'signoff webhook secret v1',
});

/** As Standard Webhooks has it: `whsec_` and 32 random bytes in base64. */
export function createSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export function sealSecret(storeSecret: string, team: string, secret: string): Buffer {
  return seal(sealOf(storeSecret, team), secret);
}

export function openSecret(storeSecret: string, team: string, sealed: Buffer): string {
  return unseal(sealOf(storeSecret, team), sealed);
}

/**
 * The headers that let a receiver tell that a message is ours, whole, and not an old one again.
 * @param secrets the one in force, and while it is being changed the one before
 * @param at epoch ms, of this attempt
 */
export function signatureHeaders(
  secrets: readonly string[],
  id: string,
  at: number,
  body: string,
): Record<string, string> {
  const time = new Date(at);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, time, body)).join(' '),
  };
}
