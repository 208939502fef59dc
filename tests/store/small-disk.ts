/** A disk of its own that is as small as a test wants it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Mounting needs root and a machine that allows it; null where it does not.
 * @param size as `mount` takes it: `64k`, `12m`
 */
export async function smallDisk(size: string): Promise<SmallDisk | null> {
  const path = await mkdtemp(join(tmpdir(), 'signoff-disk-'));
  try {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Error('not allowed');
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', path]);
  } catch {
    await rm(path, { recursive: true });
    return null;
  }
  return {
    path,
    async remove() {
      await run('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}
