/** The database goes down, or single connections to it, in the middle of the work: nothing is lost, doubled or half-written. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chanceOf, of, SEED } from './form.ts';
import { createLoad, findLosses, type Load } from './load.ts';
import { type StoreInFolder, startInFolder } from './store-in-folder.ts';

const RESTARTS = of(2, 30);
const CUTS = of(10, 300);

let folder: string;
let home: StoreInFolder;
let load: Load;
const chance = chanceOf(SEED);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-faults-'));
  home = await startInFolder(folder);
  load = await createLoad(home.store, chance, home.store.url);
}, 60_000);
afterAll(async () => {
  await home.close();
  await rm(folder, { recursive: true, force: true });
});

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: home.database.adminUrl() });
  client.on('error', () => undefined);
  await client.connect();
  return work(client).finally(() => client.end().catch(() => undefined));
}

/** Members who were refused as long as the database was away begin again. */
async function workFor(ms: number): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    await load.work(() => Date.now() >= until);
    await sleep(20);
  }
}

const named = (): string => home.database.adminUrl('signoff');

async function settled(): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await load.settle(1)) return true;
    await sleep(100);
  }
  return false;
}

describe(`a database that fails under load (seed ${SEED})`, () => {
  it(
    `that crashes and recovers, ${RESTARTS} times`,
    async () => {
      for (let time = 0; time < RESTARTS; time += 1) {
        const work = workFor(1_500);
        await sleep(chance.between(100, 900));
        // A backend that dies takes the whole server down to its recovery, as after `pg_ctl restart -m immediate`.
        const pid = await asAdmin(async (client) => {
          const { rows } = await client.query(
            `select pid from pg_stat_activity where application_name like 'signoff%' limit 1`,
          );
          return Number(rows[0].pid);
        });
        process.kill(pid, 'SIGKILL');
        await work;
        expect(await settled()).toBe(true);
        expect(await findLosses(load, named()), `after restart ${time + 1}`).toEqual([]);
      }
    },
    of(60_000, 1_800_000),
  );

  it(
    `that cuts connections in the middle of their transactions, ${CUTS} times`,
    async () => {
      let cut = 0;
      const before = load.told.size;
      while (cut < CUTS) {
        const work = workFor(1_000);
        await asAdmin(async (client) => {
          for (let turn = 0; turn < 10; turn += 1) {
            await sleep(chance.between(10, 90));
            const { rows } = await client.query(
              `select pg_terminate_backend(pid) as cut from pg_stat_activity
                where application_name = 'signoff' and state in ('active', 'idle in transaction')
                order by random() limit 2`,
            );
            cut += rows.length;
          }
        });
        await work;
        expect(await settled()).toBe(true);
      }
      expect(await findLosses(load, named())).toEqual([]);
      expect(load.told.size).toBeGreaterThan(before);
      console.log(
        `database: ${RESTARTS} restarts, ${cut} cut connections, ${load.told.size} commands, seed ${SEED}`,
      );
    },
    of(60_000, 1_800_000),
  );
});
