/**
 * The same statements sent by PostgreSQL's own load tool, where it is installed: https://www.postgresql.org/docs/current/pgbench.html
 * Its mode `simple` sends text, so every value is written into the statement.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { repeatable, type Statement } from './load.ts';

const run = promisify(execFile);

/** As the driver sends it: https://node-postgres.com/features/queries#parameterized-query */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'`;
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return pg.escapeLiteral(arrayText(value));
  if (typeof value === 'object') return pg.escapeLiteral(JSON.stringify(value));
  return pg.escapeLiteral(String(value));
}

function arrayText(values: readonly unknown[]): string {
  const one = (value: unknown): string => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return arrayText(value);
    const text = value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : String(value);
    return `"${text.replace(/[\\"]/g, '\\$&')}"`;
  };
  return `{${values.map(one).join(',')}}`;
}

const written = ({ text, values }: Statement): string =>
  `${text.trim().replace(/;$/, '')};`.replace(/\$(\d+)/g, (_, at) => literal(values[Number(at) - 1]));

/**
 * @param lanes what each client sends again and again, on its own connection
 * @returns how often a second all of a lane was sent, over all lanes; `null` where the tool is not installed
 */
export async function pgbenchRate(
  url: string,
  lanes: readonly (readonly Statement[])[],
  ms: number,
): Promise<number | null> {
  if (spawnSync('pgbench', ['--version']).status !== 0) return null;
  const folder = await mkdtemp(join(tmpdir(), 'signoff-pgbench-'));
  try {
    const rates = await Promise.all(
      lanes.map(async (statements, lane) => {
        const script = join(folder, `${lane}.sql`);
        await writeFile(script, repeatable(statements).map(written).join('\n'));
        const seconds = String(Math.max(1, Math.round(ms / 1_000)));
        const { stdout } = await run('pgbench', ['-n', '-c', '1', '-T', seconds, '-f', script, url]);
        const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
        if (tps === undefined || !/number of failed transactions: 0 /.test(stdout)) throw new Error(stdout);
        return Number(tps);
      }),
    );
    return rates.reduce((sum, rate) => sum + rate, 0);
  } finally {
    await rm(folder, { recursive: true });
  }
}
