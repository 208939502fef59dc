/** `npm run build`: loadable folders and store zips for Chromium and Firefox, in `.output/`. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build, zip } from 'wxt';
import { problem } from './say.ts';

const BROWSERS = ['chrome', 'firefox'] as const;

/** Builds the extension as it ships; with `zips` also the archives for the browsers' stores. */
export async function buildExtension(options: { zips: boolean }): Promise<void> {
  for (const browser of BROWSERS) {
    const config = { browser, manifestVersion: 3 as const, mode: 'production' };
    if (options.zips) await zip(config);
    else await build(config);
  }
}

if (import.meta.main) {
  try {
    await buildExtension({ zips: true });
    const made = (await readdir('.output')).filter((name) => /-mv3$|\.zip$/.test(name));
    for (const name of made.sort()) {
      const file = join('.output', name);
      const info = await stat(file);
      if (info.isDirectory()) console.log(`${file}/  loadable folder`);
      else console.log(`${file}  ${(info.size / 1024).toFixed(0)} kB`);
    }
  } catch (error) {
    problem(error);
    process.exitCode = 1;
  }
}
