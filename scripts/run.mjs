/**
 * The one door for `npm start`, `npm test` and the rest. Plain JavaScript, because it must run on the machine's own Node
 * before anything is installed: it installs what the lock file names when that is missing or older than the lock file,
 * then runs the named TypeScript file on the pinned runtime: `node scripts/run.mjs scripts/start.ts [arguments]`.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [file, ...args] = process.argv.slice(2);
const runtime = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Signoff needs Node 20 or later to set itself up; this is ${process.versions.node}. Install a newer Node from https://nodejs.org.`,
  );
}
if (file === undefined || !existsSync(join(root, file))) {
  fail(`There is no file "${file ?? ''}" to run.`);
}

if (!installed()) {
  console.error('Signoff: installing dependencies (once, and again when package-lock.json changes) …');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  if (code !== 0)
    fail(
      `Installing dependencies failed (npm ci ended with ${code}). Is the npm registry reachable and the disk not full?`,
    );
}
process.exitCode = await run(runtime, [file, ...args], {});

function installed() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(marker) || !existsSync(runtime)) return false;
  return statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Runs a program in the checkout, passes signals on, and answers with its exit code. */
function run(program, programArgs, options) {
  return new Promise((resolve) => {
    const path = [
      join(root, 'node_modules', 'node', 'bin'),
      join(root, 'node_modules', '.bin'),
      process.env.PATH,
    ];
    const child = spawn(program, programArgs, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: path.join(process.platform === 'win32' ? ';' : ':') },
      ...options,
    });
    // A terminal sends Ctrl-C to the whole group; the child ends in its own time and we wait for it.
    const pass = (signal) => () => child.kill(signal);
    const onInterrupt = () => {};
    const onTerminate = pass('SIGTERM');
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    child.on('error', (error) => {
      console.error(`Signoff: cannot run ${program}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

function fail(sentence) {
  console.error(`Signoff: ${sentence}`);
  process.exit(1);
}
