/**
 * `node team-store/main.ts --password-link EMAIL` and `--reset-second-factor EMAIL`: for an admin who forgot the password
 * or lost the phone, when no other admin can help.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig, type StoreConfig, type StoreOptions } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { type DatabaseAddress, embeddedAddress, ownAddress } from './database/address.ts';
import { type Database, openDatabase, type Tx } from './database/database.ts';
import { startEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { StartError } from './errors.ts';
import { type Change, inChange } from './team/change.ts';
import { cleanEmail } from './team/members.ts';
import { createPasswordLink } from './team/passwords.ts';
import { resetFactors } from './team/second-factor.ts';

export interface PrintedLink {
  readonly team: string;
  readonly link: string;
}

type Closer = () => Promise<void>;

/** The database alone: nothing is signed here, so the store's secret is not needed. */
async function openStopped(dataDir: string, closers: Closer[]): Promise<DatabaseAddress> {
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
      `The store in ${path} is running, and its database can only be used by one; stop it, do this, and start it again (or let another admin do it under Members).`,
      error,
    );
  });
  closers.push(() => folder.release());
  const embedded = await startEmbedded({ dataDir: path });
  closers.push(() => embedded.stop());
  return embeddedAddress(embedded);
}

interface Membership {
  readonly change: Change;
  readonly tx: Tx;
  readonly member: string;
  /** The team's name. */
  readonly team: string;
}

/** Does something in each team in which the address is an active member's. @returns what came of it, where it did */
async function inEachTeam<T>(
  db: Database,
  email: string,
  work: (one: Membership) => Promise<T | null>,
): Promise<T[]> {
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
  if (teams.length === 0)
    throw new StartError(
      'member_unknown',
      `No active member of this store has the e-mail address ${wanted}.`,
    );
  const results: T[] = [];
  for (const { team } of teams) {
    const made = await db.inTeam(team, async (tx) => {
      const row = await tx
        .selectFrom('members as m')
        .innerJoin('teams as t', 't.team', 'm.team')
        .select(['m.id', 't.name'])
        .where('m.team', '=', team)
        .where('m.email', '=', wanted)
        .executeTakeFirstOrThrow();
      return inChange(tx, team, Date.now(), (change) => work({ change, tx, member: row.id, team: row.name }));
    });
    if (made !== null) results.push(made);
  }
  return results;
}

function addressOf({ publicUrl, host, port }: StoreConfig): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function withDatabase<T>(
  options: StoreOptions,
  work: (db: Database, config: StoreConfig) => Promise<T>,
): Promise<T> {
  const config = readConfig(options);
  const closers: Closer[] = [];
  try {
    const address = ownAddress(config) ?? (await openStopped(config.dataDir ?? '', closers));
    await migrate(address.owner, address);
    const db = openDatabase({ url: address.server, onError: () => undefined, connections: 1 });
    closers.push(() => db.close());
    return await work(db, config);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/**
 * A one-time password link in each team in which the address is an active member's.
 * @throws StartError with a code and one sentence for people
 */
export function createPasswordLinks(options: StoreOptions, email: string): Promise<PrintedLink[]> {
  return withDatabase(options, (db, config) =>
    inEachTeam(db, email, async ({ tx, change, member, team }) => {
      const link = await createPasswordLink(tx, change, null, member);
      return link === null ? null : { team, link: `${addressOf(config)}/password?token=${link.token}` };
    }),
  );
}

/**
 * Takes the second factors away that the member with this address has, in each team; sessions end, browsers stay connected.
 * @returns the names of the teams in which there was one
 * @throws StartError with a code and one sentence for people
 */
export function resetSecondFactors(options: StoreOptions, email: string): Promise<string[]> {
  return withDatabase(options, (db) =>
    inEachTeam(db, email, async ({ tx, change, member, team }) =>
      (await resetFactors(tx, change, null, member)) ? team : null,
    ),
  );
}
