/**
 * `npm test`: formatter, linter, dependency rule, types, then unit, property, store and browser tests. Every check and
 * every test counts; the last line is `N passed, N failed`. `npm test -- unit store` runs those test projects alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBrowsers } from './browser-setup.ts';
import { buildExtension } from './build.ts';
import { buildPages } from './pages.ts';
import { problem, say } from './say.ts';

let passed = 0;
let failed = 0;

async function check(name: string, work: () => void | Promise<void>): Promise<boolean> {
  say(`\n— ${name}`);
  try {
    await work();
    passed += 1;
    return true;
  } catch (error) {
    problem(error);
    failed += 1;
    return false;
  }
}

function run(program: string, args: readonly string[]): void {
  const result = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`${program} ${args[0] ?? ''} found problems.`);
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numTotalTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
    readonly name: string;
  }[];
}

async function vitest(projects: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-test-'));
  const file = join(folder, 'report.json');
  say(`\n— tests: ${projects.join(', ')}`);
  const result = spawnSync(
    'vitest',
    [
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' },
  );
  try {
    const report: VitestReport = JSON.parse(await readFile(file, 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    // A file that could not be loaded, or an error outside any test, has no failed test to count.
    failed += report.testResults.filter(
      (one) => one.status === 'failed' && one.assertionResults.length === 0,
    ).length;
    if (result.status !== 0 && report.numFailedTests === 0 && failed === 0) failed += 1;
  } catch (error) {
    problem(error);
    failed += 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const PROJECTS = ['unit', 'store', 'browser', 'editors'];
/** Those that need browsers, and the pages and the extension built. */
const IN_BROWSERS: readonly string[] = ['browser', 'editors'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PROJECTS.includes(name));
if (unknown.length > 0) {
  say(`There is no test project ${unknown.join(', ')}; there are ${PROJECTS.join(', ')}.`);
  process.exit(2);
}
const projects = wanted.length === 0 ? PROJECTS : wanted;

if (wanted.length === 0) {
  await check('format and lint', () => run('biome', ['ci', '--error-on-warnings', '.']));
  await check('dependency rule', () =>
    run('depcruise', [
      '--config',
      '.dependency-cruiser.mjs',
      'entrypoints',
      'components',
      'utils',
      'team-store',
      'cli',
      'scripts',
      'tests',
    ]),
  );
  await check('types', () => {
    run('wxt', ['prepare']);
    run('tsc', ['-p', 'tsconfig.json']);
    run('tsc', ['-p', 'tests/pages/tsconfig.json']);
  });
}
// Faults put into the engine must be found by its tests; the share that must be is in the file, and only goes up.
if (wanted.length === 0 || wanted.includes('unit'))
  await check('mutants of the engine', () => run('stryker', ['run', 'tests/mutation/stryker.json']));
let ready = true;
if (projects.some((name) => IN_BROWSERS.includes(name))) {
  ready = (await check('browsers', () => ensureBrowsers(['chromium', 'firefox-esr']))) && ready;
  ready =
    (await check('build', async () => {
      await buildExtension({ zips: false });
      await buildPages();
    })) && ready;
}
await vitest(ready ? projects : projects.filter((name) => !IN_BROWSERS.includes(name)));

say(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
