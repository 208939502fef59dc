/** The export of a team's log, read in pages: the log only grows, so no transaction has to stay open for a slow reader. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PublicKey } from '../../utils/api/routes.ts';
import {
  checkpointLine,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  entryLine,
  headerLine,
  type Seal,
} from '../../utils/log/export.ts';
import { toHex } from '../../utils/log/hash.ts';
import { placesOf } from '../../utils/log/range.ts';
import type { LogRecord } from '../../utils/log/record.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { checkOverseer } from '../team/roles.ts';
import { type Caller, doneBy } from './caller.ts';
import { makeCheckpoint, type SignedCheckpoint } from './checkpoints.ts';
import { onRecord } from './refused.ts';

const PAGE_ENTRIES = 500;
/** Bytes of content in one page; a page always has at least one entry. */
const PAGE_BYTES = 4_000_000;

export interface ExportQuery {
  /** First entry, from 1. */
  readonly from: number;
}

interface Plan {
  readonly team: string;
  readonly teamName: string;
  readonly key: PublicKey;
  /** Null for the store itself. */
  readonly by: string | null;
  readonly from: number;
  readonly before: readonly string[];
  readonly last: SignedCheckpoint;
}

async function peaksBefore(tx: Tx, team: string, from: number): Promise<string[]> {
  const hashes: string[] = [];
  for (const { level, index } of placesOf(0, from - 1)) {
    const row = await tx
      .selectFrom('log_nodes')
      .select('hash')
      .where('team', '=', team)
      .where('level', '=', level)
      .where('index', '=', index)
      .executeTakeFirstOrThrow();
    hashes.push(toHex(row.hash));
  }
  return hashes;
}

/**
 * Signs what the export ends with. The export's own entry is in the log already, so that it is part of it.
 * @throws Refusal `invalid_input` when the log has no entry `from`
 */
async function plan(core: Core, tx: Tx, team: string, by: string | null, from: number): Promise<Plan> {
  const last = await makeCheckpoint(core, tx, team);
  const { size } = last.checkpoint;
  if (from > size)
    throw new Refusal('invalid_input', {
      errors: [{ path: 'from', message: `The log has ${size - 1} entries.` }],
    });
  const { name, public_key } = await tx
    .selectFrom('teams')
    .select(['name', 'public_key'])
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  const before = await peaksBefore(tx, team, from);
  return { team, teamName: name, key: public_key, by, from, before, last };
}

interface Page {
  readonly lines: readonly { readonly seq: number; readonly text: string }[];
  readonly checkpoints: ReadonlyMap<number, string>;
}

/** How many entries from `from` on fit into a page. */
async function fitting(tx: Tx, team: string, from: number, to: number): Promise<number> {
  const rows = await tx
    .selectFrom('log_contents')
    .select(['seq', sql<number>`octet_length(body)`.as('size')])
    .where('team', '=', team)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .orderBy('seq')
    .execute();
  let total = 0;
  for (const { seq, size } of rows) {
    total += size;
    if (total > PAGE_BYTES && seq > from) return seq - 1;
  }
  return to;
}

async function readPage(tx: Tx, team: string, from: number, most: number): Promise<Page> {
  const to = await fitting(tx, team, from, most);
  const rows = await tx
    .selectFrom('log as l')
    .leftJoin('log_contents as c', (join) => join.onRef('c.team', '=', 'l.team').onRef('c.seq', '=', 'l.seq'))
    .leftJoin('log_nodes as n', (join) =>
      join
        .onRef('n.team', '=', 'l.team')
        .on('n.level', '=', 0)
        .on((eb) => eb('n.index', '=', eb('l.seq', '-', 1))),
    )
    .select(['l.seq', 'l.at', 'l.entry', 'c.body', 'n.hash'])
    .where('l.team', '=', team)
    .where('l.seq', '>=', from)
    .where('l.seq', '<=', to)
    .orderBy('l.seq')
    .execute();
  const checkpoints = await tx
    .selectFrom('log_checkpoints')
    .select(['size', 'jws'])
    .where('team', '=', team)
    .where('size', '>=', from)
    .where('size', '<=', to)
    .execute();
  return {
    lines: rows.map(({ seq, at, entry, body, hash }) => {
      const record = { team, seq, at, entry: entry as LogRecord['entry'] };
      return { seq, text: entryLine(record, body, hash === null ? undefined : toHex(hash)) };
    }),
    checkpoints: new Map(checkpoints.map(({ size, jws }) => [size, jws])),
  };
}

async function* body(core: Core, { team, from, last }: Plan): AsyncGenerator<string> {
  const to = last.checkpoint.size;
  let next = from;
  while (next <= to) {
    const most = Math.min(next + PAGE_ENTRIES - 1, to);
    const page = await core.db.readTeam(team, (tx) => readPage(tx, team, next, most));
    for (const { seq, text } of page.lines) {
      yield text;
      const jws = page.checkpoints.get(seq);
      if (jws !== undefined && seq < to) yield checkpointLine(jws);
    }
    const end = page.lines.at(-1);
    if (end === undefined) throw new Error('the log has a gap');
    next = end.seq + 1;
  }
}

async function* write(core: Core, made: Plan): AsyncGenerator<string> {
  const { team, teamName, key, by, from, before, last } = made;
  const { size, at } = last.checkpoint;
  const digest = createHash('sha256');
  const sealed = (line: string): string => {
    digest.update(line);
    return line;
  };
  const format = { format: EXPORT_FORMAT, v: EXPORT_VERSION } as const;
  yield sealed(headerLine({ ...format, team, teamName, key, from, to: size, before: [...before], at, by }));
  for await (const line of body(core, made)) yield sealed(line);
  const seal: Seal = { typ: 'signoff-export', team, size, sha256: digest.digest('hex') };
  const jws = await core.db.readTeam(team, async (tx) => (await core.signerOf(tx, team)).sign(seal));
  yield checkpointLine(last.jws, jws);
}

/**
 * The log as JSON Lines, line by line; see utils/log/export.ts. The export is entered into the log first, so that it is
 * part of itself. Refusals come before the first line, and are on the record too.
 * @throws Refusal `wrong_role` unless the member is auditor or admin, `invalid_input`, and those of the caller
 */
export function exportLog(core: Core, caller: Caller, { from }: ExportQuery): Promise<AsyncIterable<string>> {
  return onRecord(core, caller, { kind: 'log.export', from }, async () => {
    const made = await caller(async (tx, actor) => {
      const { team, member } = actor;
      checkOverseer(member);
      await inChange(tx, team, core.now(), async (change) =>
        change.record({ kind: 'log.export', ...doneBy(actor), outcome: 'applied', from }),
      );
      return plan(core, tx, team, member.id, from);
    });
    return write(core, made);
  });
}

export interface Stretch {
  readonly lines: AsyncIterable<string>;
  /** Number of the last entry. */
  readonly to: number;
}

/**
 * The same by the store itself, for a schedule: from `from` to the newest entry that `tx` sees. Nothing is entered into
 * the log; the lines are read after the transaction, page by page.
 */
export async function planForStore(core: Core, tx: Tx, team: string, from: number): Promise<Stretch> {
  const made = await plan(core, tx, team, null, from);
  return { lines: write(core, made), to: made.last.checkpoint.size };
}
