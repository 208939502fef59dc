/** `npm run fix`: formats and mends what the linter can mend. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

process.exitCode = spawnSync('biome', ['check', '--write', '.'], { stdio: 'inherit' }).status ?? 1;
