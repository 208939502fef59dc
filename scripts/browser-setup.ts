/** Makes sure that a Chromium and a Firefox are there for the tests; on Debian as root it installs them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { findChromium, findFirefox } from './browsers.ts';
import { say } from './say.ts';

type DebianBrowser = 'chromium' | 'firefox-esr';

const FIND: Record<DebianBrowser, () => string | null> = {
  chromium: findChromium,
  'firefox-esr': findFirefox,
};

/** @throws Error with one line that says what to install. */
export function ensureBrowsers(wanted: readonly DebianBrowser[]): void {
  const missing = wanted.filter((name) => FIND[name]() === null);
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say(`Installing ${missing.join(' and ')} with apt …`);
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
      const run = spawnSync('apt-get', args, {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
      if (run.status !== 0)
        throw new Error(`apt-get ${args[0]} failed; install ${missing.join(' and ')} and try again.`);
    }
    return;
  }
  throw new Error(
    `The browser tests need ${missing.join(' and ')}: install ${missing.length === 1 ? 'it' : 'them'} (on Debian: sudo apt install ${missing.join(' ')}), or name yours in SIGNOFF_CHROMIUM and SIGNOFF_FIREFOX.`,
  );
}
