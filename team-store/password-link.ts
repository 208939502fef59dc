/** `node team-store/main.ts --password-link EMAIL`: for an admin who forgot the password, when no other admin can help. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig, type StoreConfig, type StoreOptions } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { type Database, openDatabase } from './database/database.ts';
import { startEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { StartError } from './errors.ts';
import { inChange } from './team/change.ts';
import { cleanEmail } from './team/members.ts';
import { createPasswordLink } from './team/passwords.ts';

export interface PrintedLink {
  readonly team: string;
  readonly link: string;
}

type Closer = () => Promise<void>;

/** The database alone: nothing is signed here, so the store's secret is not needed. */
async function openStopped(dataDir: string, closers: Closer[]): Promise<string> {
  const path = resolve(dataDir);
  const made = await stat(join(path, 'postgres', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!made)
    throw new StartError(
      'data_missing',
      `There is no store in ${path}; name its data folder with --data, or its database with DATABASE_URL.`,
    );
  const folder = await openDataFolder(path).catch((error: unknown) => {
    if (!(error instanceof StartError) || error.code !== 'data_in_use') throw error;
    throw new StartError(
      'data_in_use',
      `The store in ${path} is running, and its database can only be used by one; stop it, make the link, and start it again (or let another admin make the link under Members).`,
      error,
    );
  });
  closers.push(() => folder.release());
  const embedded = await startEmbedded({ dataDir: path });
  closers.push(() => embedded.stop());
  return embedded.url;
}

async function makeLinks(db: Database, email: string, address: string): Promise<PrintedLink[]> {
  const wanted = cleanEmail(email);
  const teams = await db.lookup((tx) =>
    tx
      .selectFrom('members')
      .select('team')
      .where('email', '=', wanted)
      .where('active', '=', true)
      .orderBy('team')
      .execute(),
  );
  const links: PrintedLink[] = [];
  for (const { team } of teams) {
    const made = await db.inTeam(team, async (tx) => {
      const row = await tx
        .selectFrom('members as m')
        .innerJoin('teams as t', 't.team', 'm.team')
        .select(['m.id', 't.name'])
        .where('m.team', '=', team)
        .where('m.email', '=', wanted)
        .executeTakeFirstOrThrow();
      const link = await inChange(tx, team, Date.now(), (change) =>
        createPasswordLink(tx, change, null, row.id),
      );
      return link === null ? null : { team: row.name, link: `${address}/password?token=${link.token}` };
    });
    if (made !== null) links.push(made);
  }
  return links;
}

function addressOf({ publicUrl, host, port }: StoreConfig): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * A one-time password link in each team in which the address is an active member's.
 * @throws StartError with a code and one sentence for people
 */
export async function createPasswordLinks(options: StoreOptions, email: string): Promise<PrintedLink[]> {
  const config = readConfig(options);
  const closers: Closer[] = [];
  try {
    const url = config.databaseUrl ?? (await openStopped(config.dataDir ?? '', closers));
    await migrate(url);
    const db = openDatabase({ url, onError: () => undefined, connections: 1 });
    closers.push(() => db.close());
    const links = await makeLinks(db, email, addressOf(config));
    if (links.length === 0)
      throw new StartError(
        'member_unknown',
        `No active member of this store has the e-mail address ${cleanEmail(email)}.`,
      );
    return links;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
