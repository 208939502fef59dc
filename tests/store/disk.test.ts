/** A full disk is one clear sentence, and leaves nothing behind that a later start would take for its own. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { explainFileError } from '../../team-store/data-folder.ts';
import { explainOutput } from '../../team-store/database/embedded.ts';
import { StartError } from '../../team-store/errors.ts';
import { startStore } from '../../team-store/store.ts';
import { smallDisk } from './small-disk.ts';

const run = promisify(execFile);

describe('a full disk', () => {
  it.each(['ENOSPC', 'EDQUOT'])('is explained from what the system says: %s', (code) => {
    const error = Object.assign(new Error(`${code}: no space left on device, write`), { code });
    const explained = explainFileError(error, '/srv/signoff');
    expect(explained).toBeInstanceOf(StartError);
    expect(explained).toMatchObject({
      code: 'disk_full',
      message: 'The disk that holds /srv/signoff is full; free some space and start again.',
      cause: error,
    });
  });

  it.each([
    'initdb: error: could not write file "pg_wal/000000010000000000000001": No space left on device',
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    'PANIC:  could not write to file "pg_logical/replorigin_checkpoint.tmp": Disk quota exceeded',
  ])('is explained from what PostgreSQL says: %s', (output) => {
    expect(explainOutput(`LOG:  starting\n${output}\n`, '/srv/signoff')).toMatchObject({
      code: 'disk_full',
      message: 'The disk that holds /srv/signoff is full; free some space and start again.',
    });
  });
});

// Room for nothing, for the secrets alone, and for a part of the database.
const sizes = ['4k', '64k', '12m'];
const disks = await Promise.all(sizes.map(smallDisk));

for (const [at, disk] of disks.entries()) {
  if (disk === null) continue;
  describe(`a disk of ${sizes[at]}`, () => {
    it('is full at the first start and at the second, in one sentence', async () => {
      try {
        for (const _ of [1, 2])
          await expect(startStore({ port: 0, dataDir: join(disk.path, 'data') })).rejects.toMatchObject({
            code: 'disk_full',
            message: expect.stringMatching(
              /^The disk that holds \S+ is full; free some space and start again\.$/,
            ),
          });
        const left = await readdir(join(disk.path, 'data'));
        expect(left).not.toContain('postgres');
        const { stdout } = await run('find', [disk.path, '-name', '*.key', '-size', '0']);
        expect(stdout).toBe('');
      } finally {
        await disk.remove();
      }
    });
  });
}
