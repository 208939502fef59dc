/** A store with an embedded database of its own, which may be killed, cut off and starved without harm to others. */
import { openDataFolder } from '../../../team-store/data-folder.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../../team-store/database/embedded.ts';
import { type Store, startStore } from '../../../team-store/store.ts';
import { SECRET } from '../helpers.ts';

export interface StoreInFolder {
  readonly database: EmbeddedPostgres;
  readonly store: Store;
  close(): Promise<void>;
}

/** @param onLog each line that the database says */
export async function startInFolder(
  dataDir: string,
  onLog: (line: string) => void = () => undefined,
): Promise<StoreInFolder> {
  const lock = await openDataFolder(dataDir);
  const database = await startEmbedded({ dataDir, onLog });
  const limits = { join: 1_000 };
  const store = await startStore({ port: 0, databaseUrl: database.url, secret: SECRET, limits });
  return {
    database,
    store,
    async close() {
      await store.close();
      await database.stop();
      await lock.release();
    },
  };
}
