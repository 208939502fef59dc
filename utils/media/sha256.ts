import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Up to here the browser's own digest is given all bytes at once; a film is read piece by piece. */
const AT_ONCE = 64 * 1024 * 1024;

async function atOnce(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return bytesToHex(new Uint8Array(digest));
}

/** Lower-case hex SHA-256 of a blob's bytes. Rejects when they cannot be read (any more). */
export async function sha256Of(blob: Blob, most = AT_ONCE): Promise<string> {
  if (blob.size <= most) return atOnce(blob);
  const hash = sha256.create();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytesToHex(hash.digest());
    hash.update(value);
  }
}
