/** Who connects to the database as whom: the owner sets it up, the server works in it with less. */
import type { EmbeddedPostgres } from './embedded.ts';

export interface DatabaseAddress {
  /** Of the user that owns the tables: for migrations, backups and restores alone. */
  readonly owner: string;
  /** Of the user that the server works as. */
  readonly server: string;
  /** That user's name, when it is another than the owner. */
  readonly serverUser: string | null;
}

const userOf = (url: string): string => decodeURIComponent(new URL(url).username);

function addressOf(owner: string, server: string): DatabaseAddress {
  const user = userOf(server);
  return { owner, server, serverUser: user === '' || user === userOf(owner) ? null : user };
}

/** Null when the store keeps its own. */
export function ownAddress(config: {
  readonly databaseUrl: string | null;
  readonly migrateUrl: string | null;
}): DatabaseAddress | null {
  const { databaseUrl, migrateUrl } = config;
  return databaseUrl === null ? null : addressOf(migrateUrl ?? databaseUrl, databaseUrl);
}

export function embeddedAddress({ url, serverUrl }: EmbeddedPostgres): DatabaseAddress {
  return addressOf(url, serverUrl);
}
