/**
 * The record goes to the operator's folder by itself: a file for each team and stretch of its log, which `signoff verify`
 * takes, each going on where the one before ended. A file is written beside and moved into place, so that whoever
 * collects them never sees half of one.
 */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core } from '../team/core.ts';
import { listTeams } from '../team/members.ts';
import { exportForStore } from './export.ts';

export interface Schedule {
  readonly folder: string;
  readonly everyMs: number;
}

/** A file that is noted but missing after this long was never finished, or was lost: it is written anew. */
const UNFINISHED_MS = 10 * 60_000;

interface Last {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly file: string;
}

async function lastExport(
  core: Core,
  team: string,
): Promise<{ readonly last: Last | null; readonly size: number }> {
  return core.db.readTeam(team, async (tx) => {
    const row = await tx
      .selectFrom('log_exports')
      .select(['from_seq as from', 'to_seq as to', 'at', 'file'])
      .where('team', '=', team)
      .orderBy('to_seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const { log_size } = await tx
      .selectFrom('teams')
      .select('log_size')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    return { last: row ?? null, size: log_size };
  });
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The entry that the next file begins with, or null when nothing is due. */
async function dueFrom(core: Core, { folder, everyMs }: Schedule, team: string): Promise<number | null> {
  const { last, size } = await lastExport(core, team);
  if (last === null) return size === 0 ? null : 1;
  const age = core.now() - last.at;
  if ((age > UNFINISHED_MS || age < 0) && !(await exists(join(folder, team, last.file)))) return last.from;
  // A clock that was set back must not keep exports away.
  return size > last.to && (age >= everyMs || age < 0) ? last.to + 1 : null;
}

const padded = (seq: number): string => String(seq).padStart(10, '0');

async function write(file: string, lines: AsyncIterable<string>): Promise<void> {
  const fresh = `${file}.new`;
  try {
    const handle = await open(fresh, 'w', 0o600);
    try {
      for await (const line of lines) await handle.write(line);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

async function exportTeam(core: Core, { folder }: Schedule, team: string, from: number): Promise<string> {
  const fileOf = (to: number): string => `signoff-log-${padded(from)}-${padded(to)}.jsonl`;
  const { lines, to } = await exportForStore(core, team, from, fileOf);
  await mkdir(join(folder, team), { recursive: true, mode: 0o700 });
  const file = join(folder, team, fileOf(to));
  await write(file, lines);
  return file;
}

/**
 * Writes what is due. Several servers may share the folder: who notes a stretch first writes it.
 * @returns the files that were written
 */
export async function exportDue(core: Core, schedule: Schedule): Promise<string[]> {
  const files: string[] = [];
  for (const team of await listTeams(core)) {
    const from = await dueFrom(core, schedule, team);
    if (from !== null) files.push(await exportTeam(core, schedule, team, from));
  }
  return files;
}
