/**
 * `npm run faults`: the store under kill -9, a failing database, bad clients, a wrong clock, and fuzz of every route.
 * `--long` is the whole of it (200 kills, 21,000 requests, 1,000 WebSockets); `--seed N` repeats a run's choices; names
 * (`kill`, `database`, `disk`, `clients`, `clock`, `fuzz`) choose some.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { problem, say } from './say.ts';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { long: { type: 'boolean', default: false }, seed: { type: 'string' } },
  });
  if (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed))
    throw new Error('--seed must be a whole number, as an earlier run printed it.');
  const seed = values.seed ?? String(Date.now() % 0x7fff_ffff);
  say(`Faults, ${values.long ? 'long' : 'short'} form, --seed ${seed}`);
  const files =
    positionals.length === 0
      ? ['tests/store/faults/', 'tests/store/authorization.test.ts']
      : positionals.map((name) => `tests/store/faults/${name}.test.ts`);
  const run = spawnSync('vitest', ['run', '--project', 'store', '--no-file-parallelism', ...files], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, SIGNOFF_SEED: seed, ...(values.long ? { SIGNOFF_FAULTS: 'long' } : {}) },
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
