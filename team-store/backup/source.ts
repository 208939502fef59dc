/** The database that is copied from or into, whether a store works in it or not. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { StoreConfig } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import { ownAddress } from '../database/address.ts';
import { runningEmbedded, startEmbedded } from '../database/embedded.ts';
import { StartError } from '../errors.ts';

export type Closer = () => Promise<unknown>;

/** The last opened first; each is tried, whatever the others do. */
export async function closeInTurn(closers: Closer[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close().catch(() => undefined);
}

async function hasDatabase(folder: string): Promise<boolean> {
  return stat(join(folder, 'postgres', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/**
 * The owner's address of a database that is there: one's own, or the one in the data folder. When a store runs in that
 * folder its database is shared, otherwise it is started for this.
 * @throws StartError `data_missing`, `data_in_use`, and those of starting it
 */
export async function openSource(config: StoreConfig, closers: Closer[]): Promise<string> {
  const own = ownAddress(config);
  if (own !== null) return own.owner;
  const path = resolve(config.dataDir ?? '');
  if (!(await hasDatabase(path)))
    throw new StartError(
      'data_missing',
      `There is no store in ${path}; name its data folder with --data, or its database with DATABASE_URL.`,
    );
  try {
    const folder = await openDataFolder(path);
    closers.push(() => folder.release());
  } catch (error) {
    const running =
      error instanceof StartError && error.code === 'data_in_use' ? await runningEmbedded(path) : null;
    if (running === null) throw error;
    return running;
  }
  const embedded = await startEmbedded({ dataDir: path });
  closers.push(() => embedded.stop());
  return embedded.url;
}
