/** What the database keeps but cannot read: AES-256-GCM under a key from the store's secret, bound to team and purpose. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** Whose it is and what it is for; sealed for one, it does not open for another. */
export interface SealOf {
  readonly secret: string;
  readonly team: string;
  readonly purpose: string;
}

function keyOf({ secret, team, purpose }: SealOf): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, team, purpose, 32));
}

export function seal(of: SealOf, text: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(of), nonce).setAAD(Buffer.from(of.team));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws Error when it was sealed with another secret, for another team or purpose, or was changed */
export function unseal(of: SealOf, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(of), sealed.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(of.team)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}
