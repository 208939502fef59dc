/** Which tables a backup has, in which order: asked of the database itself, so that none is forgotten. */
import type pg from 'pg';

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Columns of the primary key, in its order: the rows' order in a backup. */
  readonly key: readonly string[];
}

/** Unlogged tables are left out: what they hold counts for minutes, and a crash of the database takes it anyway. */
const TABLES = `
  select c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select json_agg(a.attname order by k.place)
      from pg_index i, unnest(i.indkey) with ordinality as k (attnum, place), pg_attribute a
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
  from pg_class c
  where c.relnamespace = 'signoff'::regnamespace and c.relkind in ('r', 'p') and c.relpersistence = 'p'
  order by c.relname`;

const REFERENCES = `
  select c.relname as from, f.relname as to from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'signoff'::regnamespace and k.conrelid <> k.confrelid`;

/** Each after the tables that its rows refer to. */
export async function backupTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows: tables } = await client.query<BackupTable>(TABLES);
  const { rows: references } = await client.query<{ from: string; to: string }>(REFERENCES);
  const placed = new Set<string>();
  const ordered: BackupTable[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(
      ({ name }) => !placed.has(name) && references.every(({ from, to }) => from !== name || placed.has(to)),
    );
    if (next.length === 0) throw new Error('tables refer to each other in a circle');
    for (const table of next) placed.add(table.name);
    ordered.push(...next);
  }
  return ordered;
}

/** Acts as the server's role in one team until the transaction ends, or the next call. */
export async function enterTeam(client: pg.Client, team: string): Promise<void> {
  await client.query(`select set_config('role', 'signoff_app', true), set_config('app.team', $1, true)`, [
    team,
  ]);
}

/** In the transaction: every team that there is. */
export async function teamsOf(client: pg.Client): Promise<string[]> {
  await client.query(`select set_config('role', 'signoff_lookup', true)`);
  const { rows } = await client.query<{ team: string }>('select team from signoff.teams order by team');
  await client.query(`select set_config('role', 'none', true)`);
  return rows.map(({ team }) => team);
}
