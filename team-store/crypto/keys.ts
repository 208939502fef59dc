/**
 * A team's Ed25519 key. The private half is stored sealed with the store's secret (AES-256-GCM, bound to the team), so
 * that a copy of the database alone signs nothing.
 */
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
import { type SealOf, seal, unseal } from './seal.ts';

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

const sealOf = (secret: string, team: string): SealOf => ({
  secret,
  team,
  purpose: 'signoff team signing key v1',
});

export async function createTeamKey(secret: string, team: string): Promise<SealedKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const publicKey = publicKeySchema.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
  return { publicKey, sealed: seal(sealOf(secret, team), privateJwk) };
}

/** @throws StartError `wrong_secret` when the key was sealed with another secret */
export async function openTeamKey(secret: string, team: string, key: SealedKey): Promise<Signer> {
  const { publicKey, sealed } = key;
  let privateJwk: string;
  try {
    privateJwk = unseal(sealOf(secret, team), sealed);
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
