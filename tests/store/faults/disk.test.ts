/** The database's disk runs full under load: nobody is told yes for what was not kept, and all goes on when there is room. */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../../team-store/errors.ts';
import { smallDisk } from '../small-disk.ts';
import { chanceOf, of, SEED } from './form.ts';
import { createLoad, findLosses, type Load } from './load.ts';
import { type StoreInFolder, startInFolder } from './store-in-folder.ts';

const TIMES = of(1, 10);
const disk = await smallDisk('256m');
const chance = chanceOf(SEED);

/** Takes what room there is. @returns how to give it back */
async function fill(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast');
  const file = await open(path, 'w');
  try {
    for (const size of [1_000_000, 4_096])
      for (;;) {
        try {
          await file.write(Buffer.alloc(size));
        } catch (error) {
          if (codeOf(error) !== 'ENOSPC') throw error;
          break;
        }
      }
  } finally {
    await file.close();
  }
  return () => rm(path);
}

describe.skipIf(disk === null)(`a disk that is full under load (seed ${SEED})`, () => {
  const folder = disk?.path ?? '';
  const said: string[] = [];
  let home: StoreInFolder;
  let load: Load;

  beforeAll(async () => {
    home = await startInFolder(join(folder, 'data'), (line) => void said.push(line));
    load = await createLoad(home.store, chance, home.store.url);
  }, 60_000);
  afterAll(async () => {
    await home.close();
    await disk?.remove();
  });

  it(
    `refuses what it cannot keep, and takes it when there is room again, ${TIMES} times`,
    async () => {
      for (let time = 0; time < TIMES; time += 1) {
        said.length = 0;
        const makeRoom = await fill(folder);
        // Everyone works on until the store has said that it cannot take their commands.
        await load.work(() => false);
        expect(said.join('\n')).toMatch(/No space left on device/);
        const told = load.told.size;
        const health = await fetch(`${home.store.url}/health/live`);
        expect(health.status).toBe(200);
        await makeRoom();
        // The database may have to come up again first.
        while (!(await load.settle(1))) await sleep(100);
        expect(load.told.size).toBeGreaterThan(told);
        expect(await findLosses(load, home.database.adminUrl('signoff')), `time ${time + 1}`).toEqual([]);
      }
    },
    of(120_000, 1_800_000),
  );
});
