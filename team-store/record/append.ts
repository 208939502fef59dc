/** Entries go into the log, their content beside it, and the tree grows by them: in the transaction of what they record. */

import { type RawBuilder, sql } from 'kysely';
import { canonicalJson } from '../../utils/log/canonical.ts';
import { append, type CompactRange, type TreeNode } from '../../utils/log/range.ts';
import { contentDigest, type LogRecord, recordHash } from '../../utils/log/record.ts';
import { post, type Tx } from '../database/database.ts';
import { packPeaks, readPeaks } from './peaks.ts';

/** Who, what, outcome, and what it was about. No draft text, no tokens, no passwords: those who read it may be many. */
export interface LogEntry {
  readonly kind: string;
  readonly member: string | null;
  readonly device?: string;
  readonly outcome: 'applied' | 'refused';
  readonly [detail: string]: unknown;
}

export interface Recorded {
  readonly entry: LogEntry;
  /** Texts and names that belong to the entry; it gets their digest. */
  readonly content: object | null;
}

/** What the team's row says of its log; the row is locked by the change. */
export interface LogState {
  readonly team: string;
  readonly log_size: number;
  readonly tree_size: number;
  readonly tree_peaks: Buffer;
}

const AT_ONCE = 500;

/** What stands in the log but not yet in the tree, because an older version of the store wrote it. */
async function catchUp(tx: Tx, { team, log_size, ...state }: LogState): Promise<CompactRange> {
  let range = readPeaks(state.tree_size, state.tree_peaks);
  while (range.size < log_size) {
    const rows = await tx
      .selectFrom('log')
      .select(['seq', 'at', 'entry'])
      .where('team', '=', team)
      .where('seq', '>', range.size)
      .where('seq', '<=', log_size)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    const records = rows.map(({ seq, at, entry }) => ({ team, seq, at, entry: entry as LogRecord['entry'] }));
    const grown = grow(range, records);
    if (grown.range.size === range.size) throw new Error('the log has a gap');
    await insertNodes(team, grown.nodes).execute(tx);
    range = grown.range;
  }
  return range;
}

function grow(
  from: CompactRange,
  records: readonly LogRecord[],
): { range: CompactRange; nodes: readonly TreeNode[] } {
  let range = from;
  const nodes: TreeNode[] = [];
  for (const record of records) {
    const grown = append(range, recordHash(record));
    range = grown.range;
    nodes.push(...grown.nodes);
  }
  return { range, nodes };
}

/** As columns: a statement takes 65,535 parameters, and a list of any length is one. */
function insertNodes(team: string, nodes: readonly TreeNode[]): RawBuilder<unknown> {
  return sql`insert into signoff.log_nodes (team, level, index, hash)
    select ${team}::uuid, level, index, hash from unnest(
      ${nodes.map(({ level }) => level)}::smallint[],
      ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => Buffer.from(hash))}::bytea[]) as node (level, index, hash)`;
}

function withContent({ entry, content }: Recorded): { entry: LogRecord['entry']; body: string | null } {
  const body = content === null ? null : canonicalJson(content);
  const whole = body === null ? entry : { ...entry, content: contentDigest(body) };
  return { entry: JSON.parse(canonicalJson(whole)), body };
}

/** Appends entries, all of the same time, to the log of a team whose row is locked: in one statement, for it holds the lock. */
export async function appendToLog(
  tx: Tx,
  state: LogState,
  now: number,
  recorded: readonly Recorded[],
): Promise<void> {
  const { team, log_size } = state;
  const made = recorded.map((one, at) => ({ seq: log_size + 1 + at, ...withContent(one) }));
  const contents = made.filter(({ body }) => body !== null);
  const { range, nodes } = grow(
    await catchUp(tx, state),
    made.map(({ seq, entry }) => ({ team, seq, at: now, entry })),
  );
  const statement = sql`with entries as (
    insert into signoff.log (team, seq, at, entry)
      select ${team}::uuid, seq, ${now}::bigint, entry::json from unnest(
        ${made.map(({ seq }) => seq)}::bigint[],
        ${made.map(({ entry }) => canonicalJson(entry))}::text[]) as made (seq, entry)
  ), contents as (
    insert into signoff.log_contents (team, seq, request, body)
      select ${team}::uuid, seq, request, body from unnest(
        ${contents.map(({ seq }) => seq)}::bigint[],
        ${contents.map(({ entry }) => requestOf(entry))}::uuid[],
        ${contents.map(({ body }) => body)}::text[]) as made (seq, request, body)
  ), nodes as (${insertNodes(team, nodes)})
  update signoff.teams
    set log_size = ${range.size}, tree_size = ${range.size}, tree_peaks = ${packPeaks(range)}
    where team = ${team}`;
  post(tx, statement);
}

function requestOf({ request }: LogRecord['entry']): string | null {
  return typeof request === 'string' ? request : null;
}
