/** `npm run mutate`: puts faults into the engine, one at a time, and says which of them its tests do not find. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const args = ['run', 'tests/mutation/stryker.json', ...process.argv.slice(2)];
const shell = process.platform === 'win32';
process.exitCode = spawnSync('stryker', args, { stdio: 'inherit', shell }).status ?? 1;
