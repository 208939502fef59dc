/**
 * kill -9 of the store at any moment, while twenty members work: what was acknowledged is there, once, and the record
 * verifies. PostgreSQL itself stays up; `database.test.ts` takes that down.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStore } from '../../../team-store/store.ts';
import { freshDatabase, SECRET } from '../helpers.ts';
import { freePort, type StoreProcess, startProcess } from './child.ts';
import { chanceOf, of, SEED } from './form.ts';
import { createLoad, findLosses, type Load } from './load.ts';

const KILLS = of(5, 200);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let load: Load;
let port: number;
const chance = chanceOf(SEED);

beforeAll(async () => {
  database = await freshDatabase();
  const store = await startStore({
    port: 0,
    databaseUrl: database.owner,
    secret: SECRET,
    limits: { join: 1_000 },
  });
  port = await freePort();
  load = await createLoad(store, chance, `http://127.0.0.1:${port}`);
  await store.close();
});
afterAll(() => database.drop());

describe(`a store that is killed ${KILLS} times (seed ${SEED})`, () => {
  it(
    'has every command that it acknowledged, once, each time that it is back',
    async () => {
      let store: StoreProcess = startProcess(database.owner, port);
      await store.ready;
      let halfway = 0;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const work = load.work(() => false);
        await sleep(chance.between(20, 900));
        await store.kill();
        await work;
        store = startProcess(database.owner, port);
        if (chance.often(0.1)) {
          // A start that is killed as well.
          await sleep(chance.between(50, 900));
          await store.kill();
          store = startProcess(database.owner, port);
          halfway += 1;
        }
        await store.ready;
        expect(await load.settle(20)).toBe(true);
        expect(await findLosses(load, database.admin), `after kill ${kill}`).toEqual([]);
      }
      await store.kill();
      console.log(
        `kill: ${KILLS} kills, ${halfway} more while starting, ${load.told.size} commands, seed ${SEED}`,
      );
      expect(load.told.size).toBeGreaterThan(KILLS * 10);
    },
    of(60_000, 3_600_000),
  );
});
