/** One real PostgreSQL for all store tests, in a folder of its own; each test file takes a database of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDataFolder } from '../../team-store/data-folder.ts';
import { startEmbedded } from '../../team-store/database/embedded.ts';
import { migrate } from '../../team-store/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address; the database `signoff` is migrated, empty, and the template of the others. */
    postgres: { readonly admin: string; readonly owner: string };
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'signoff-store-tests-'));
  const folder = await openDataFolder(dataDir);
  const postgres = await startEmbedded({ dataDir, settings: { fsync: 'off', max_connections: '200' } });
  await migrate(postgres.url);
  project.provide('postgres', { admin: postgres.adminUrl(), owner: postgres.url });
  return async () => {
    await postgres.stop();
    await folder.release();
    await rm(dataDir, { recursive: true, force: true });
  };
}
