/**
 * The record leaves the store by itself, in stretches that go on where the one before ended and that `signoff verify`
 * takes: to the operator's folder, and to an address of the team's own. A stretch is noted before it is written, by one of
 * several servers; what fails, or dies half-way, is tried again until it is there, with all that is new by then. So that
 * whoever collects them never sees half of one, a file is written beside and moved into place.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tx } from '../database/database.ts';
import type { ExportTarget } from '../database/tables.ts';
import { codeOf, Refusal } from '../errors.ts';
import { type PostOptions, send } from '../outbox/post.ts';
import { inQuietChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { listTeams } from '../team/members.ts';
import { planForStore, type Stretch } from './export.ts';
import { exportAddress } from './export-address.ts';

export interface Schedule {
  /** The operator's; null when there is none. */
  readonly folder: string | null;
  /** Milliseconds between two exports of a team's log. */
  readonly everyMs: number;
  /** How the team's own address is reached. */
  readonly post?: Pick<PostOptions, 'resolve' | 'timeoutMs'>;
}

/** Longer than an attempt can take: a server that died leaves its stretch due again after this. */
const TAKEN_MS = 10 * 60_000;
const SEND_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Stable codes: those of a request (`PostProblem`), and these of the folder. */
type FolderProblem = 'disk_full' | 'not_writable';

/** Why it is not there; null when it is. */
type Problem = string | null;

interface Taken extends Stretch {
  readonly team: string;
  readonly target: ExportTarget;
  readonly file: string;
  readonly attempts: number;
}

interface Last {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly state: 'waiting' | 'done';
  readonly attempts: number;
  readonly due: number;
}

async function lastExport(tx: Tx, team: string, target: ExportTarget): Promise<Last | null> {
  const row = await tx
    .selectFrom('log_exports')
    .select(['from_seq as from', 'to_seq as to', 'at', 'state', 'attempts', 'due_at as due'])
    .where('team', '=', team)
    .where('target', '=', target)
    .orderBy('to_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

interface Due {
  readonly from: number;
  /** That was noted and is not there; null for a new one. */
  readonly waiting: Last | null;
}

async function findDue(
  core: Core,
  tx: Tx,
  team: string,
  target: ExportTarget,
  everyMs: number,
): Promise<Due | null> {
  const last = await lastExport(tx, team, target);
  const now = core.now();
  // A clock that was set back must keep neither exports nor new tries away.
  if (last?.state === 'waiting')
    return now >= last.due || last.due - now > Math.max(TAKEN_MS, LONGEST_PAUSE_MS)
      ? { from: last.from, waiting: last }
      : null;
  const { log_size } = await tx
    .selectFrom('teams')
    .select('log_size')
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  if (last === null) return log_size === 0 ? null : { from: 1, waiting: null };
  const age = now - last.at;
  return log_size > last.to && (age >= everyMs || age < 0) ? { from: last.to + 1, waiting: null } : null;
}

const padded = (seq: number): string => String(seq).padStart(10, '0');

/** Notes what is due, once for all servers: the team's row is locked while it is looked at again. */
async function take(core: Core, team: string, target: ExportTarget, everyMs: number): Promise<Taken | null> {
  if ((await core.db.readTeam(team, (tx) => findDue(core, tx, team, target, everyMs))) === null) return null;
  return core.db.inTeam(team, async (tx) => {
    const due = await inQuietChange(tx, team, core.now(), async (change) => {
      const found = await findDue(core, tx, team, target, everyMs);
      if (found !== null && found.waiting === null)
        change.record({
          kind: 'log.export',
          member: null,
          outcome: 'applied',
          from: found.from,
          scheduled: true,
          target,
        });
      return found;
    });
    if (due === null) return null;
    const { from, waiting } = due;
    const stretch = await planForStore(core, tx, team, from);
    const file = `signoff-log-${padded(from)}-${padded(stretch.to)}.jsonl`;
    const attempts = (waiting?.attempts ?? 0) + 1;
    if (waiting !== null)
      await tx.deleteFrom('log_exports').where('team', '=', team).where('to_seq', '=', waiting.to).execute();
    await tx
      .insertInto('log_exports')
      .values({
        team,
        from_seq: from,
        to_seq: stretch.to,
        at: core.now(),
        file,
        target,
        attempts,
        due_at: core.now() + TAKEN_MS,
      })
      .execute();
    return { ...stretch, team, target, file, attempts };
  });
}

/** Only of the attempt that it was: one that took too long has been overtaken by the next. */
async function end(core: Core, { team, to, attempts }: Taken, problem: Problem): Promise<void> {
  const now = core.now();
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_MS);
  const outcome =
    problem === null
      ? ({ state: 'done', done_at: now, problem: null } as const)
      : ({ due_at: now + pause, problem } as const);
  await core.db.inTeam(team, (tx) =>
    tx
      .updateTable('log_exports')
      .set(outcome)
      .where('team', '=', team)
      .where('to_seq', '=', to)
      .where('state', '=', 'waiting')
      .where('attempts', '=', attempts)
      .execute(),
  );
}

/** @returns the digest of what was written, as RFC 9530 has it */
async function write(file: string, lines: AsyncIterable<string>): Promise<string> {
  const digest = createHash('sha256');
  const handle = await open(file, 'w', 0o600);
  try {
    for await (const line of lines) {
      digest.update(line);
      await handle.write(line);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return `sha-256=:${digest.digest('base64')}:`;
}

function folderProblem(error: unknown): FolderProblem | null {
  const code = codeOf(error) ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk_full';
  return /^E(ACCES|PERM|ROFS|NOENT|NOTDIR|ISDIR|EXIST|IO|STALE|NAMETOOLONG)$/.test(code)
    ? 'not_writable'
    : null;
}

async function toFolder(folder: string, { team, file, lines }: Taken): Promise<Problem> {
  const path = join(folder, team, file);
  const fresh = `${path}.new`;
  try {
    await mkdir(join(folder, team), { recursive: true, mode: 0o700 });
    await write(fresh, lines);
    await rename(fresh, path);
    return null;
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    const problem = folderProblem(error);
    if (problem === null) throw error;
    return problem;
  }
}

/** Through a file, because its length comes before it: many receivers take nothing else. */
async function toAddress(core: Core, taken: Taken, options: Schedule['post']): Promise<Problem> {
  const { team, file, lines } = taken;
  const address = await exportAddress(core, team, file);
  if (address === null) return 'removed';
  if ('problem' in address) return address.problem;
  const folder = await mkdtemp(join(tmpdir(), 'signoff-export-'));
  try {
    const path = join(folder, file);
    const digest = await write(path, lines);
    const headers = {
      ...address.headers,
      'content-type': 'application/jsonl',
      'content-digest': digest,
      'user-agent': 'Signoff-Exports/1',
    };
    const content = { length: (await stat(path)).size, stream: createReadStream(path) };
    const sent = await send('PUT', address.destination, headers, content, { timeoutMs: SEND_MS, ...options });
    return sent.ok ? null : sent.problem;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function targetsOf(core: Core, team: string, { folder }: Schedule): Promise<ExportTarget[]> {
  const row = await core.db.readTeam(team, (tx) =>
    tx.selectFrom('export_addresses').select('team').where('team', '=', team).executeTakeFirst(),
  );
  return [
    ...(folder === null ? [] : ['folder' as const]),
    ...(row === undefined ? [] : ['address' as const]),
  ];
}

/**
 * Writes what is due, of all teams; one team's failure keeps no other waiting.
 * @returns the names of the files that are there now
 * @throws AggregateError of what went wrong otherwise than at a target, when all were tried
 */
export async function exportDue(core: Core, schedule: Schedule): Promise<string[]> {
  const files: string[] = [];
  const errors: unknown[] = [];
  for (const team of await listTeams(core)) {
    try {
      for (const target of await targetsOf(core, team, schedule)) {
        const taken = await take(core, team, target, schedule.everyMs);
        if (taken === null) continue;
        const problem =
          target === 'folder'
            ? await toFolder(schedule.folder ?? '', taken)
            : await toAddress(core, taken, schedule.post);
        await end(core, taken, problem);
        if (problem === null) files.push(taken.file);
      }
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unavailable') throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Some logs could not be exported.');
  return files;
}
