/**
 * `npm run bench`: runs every measurement in tests/bench, prints its table and keeps it in `.output/bench/`. Figures are
 * ratios within one run. `npm run bench -- --docs` draws those of docs/engine.md anew.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { buildExtension } from './build.ts';
import { problem, say } from './say.ts';

try {
  if (!existsSync('.output/chrome-mv3')) await buildExtension({ zips: false });
  for (const file of readdirSync('tests/bench')
    .filter((name) => name.endsWith('.ts') && name !== 'bundle.ts')
    .sort()) {
    say(`\n— ${file.replace(/\.ts$/, '')}`);
    const run = spawnSync(
      process.execPath,
      ['--expose-gc', `tests/bench/${file}`, ...process.argv.slice(2)],
      { stdio: 'inherit' },
    );
    if (run.status !== 0) throw new Error(`tests/bench/${file} failed.`);
  }
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
