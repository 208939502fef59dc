/**
 * A team's Ed25519 key. The private half is stored sealed with the store's secret (AES-256-GCM, bound to the team), so
 * that a copy of the database alone signs nothing.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import { type PublicKey, publicKeySchema } from '../../utils/api/routes.ts';
import { StartError } from '../errors.ts';

export interface SealedKey {
  readonly publicKey: PublicKey;
  readonly sealed: Buffer;
}

export interface Signer {
  /** Compact JWS with `kid` in its header. */
  sign(payload: object): Promise<string>;
  /** The payload when this team signed it, else null. */
  verify(jws: string): Promise<unknown>;
}

function sealingKey(secret: string, team: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, team, 'signoff team signing key v1', 32));
}

export async function createTeamKey(secret: string, team: string): Promise<SealedKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const publicKey = publicKeySchema.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret, team), nonce).setAAD(Buffer.from(team));
  const body = Buffer.concat([cipher.update(privateJwk, 'utf8'), cipher.final()]);
  return { publicKey, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
}

/** @throws StartError `wrong_secret` when the key was sealed with another secret */
export async function openTeamKey(secret: string, team: string, key: SealedKey): Promise<Signer> {
  const { publicKey, sealed } = key;
  let privateJwk: string;
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret, team), sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(team)).setAuthTag(sealed.subarray(12, 28));
    privateJwk = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new StartError(
      'wrong_secret',
      'The teams’ signing keys were sealed with another secret; give the store the SIGNOFF_SECRET (or secret.key) it had before.',
      error,
    );
  }
  const signing = await importJWK(JSON.parse(privateJwk), 'EdDSA');
  const verifying: CryptoKey | Uint8Array = await importJWK(publicKey, 'EdDSA');
  return {
    sign: (payload) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid: publicKey.kid })
        .sign(signing),
    async verify(jws) {
      try {
        const { payload } = await compactVerify(jws, verifying, { algorithms: ['EdDSA'] });
        return JSON.parse(new TextDecoder().decode(payload));
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
        throw error;
      }
    },
  };
}
