/**
 * `npm run demo`: the main job by itself, in headless browsers, on real parts. Prints each step as it happens and keeps a
 * picture of each screen. `--screenshots DIR` says where (.output/demo), `--dark` uses dark colours.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { STEPS } from '../tests/browser/journey/steps.ts';
import { startWorld } from '../tests/browser/journey/world.ts';
import { ensureBrowsers } from './browser-setup.ts';
import { buildExtension } from './build.ts';
import { buildPages } from './pages.ts';
import { problem, say } from './say.ts';

const { values } = parseArgs({
  options: {
    screenshots: { type: 'string', default: join('.output', 'demo') },
    dark: { type: 'boolean', default: false },
  },
});

try {
  ensureBrowsers(['chromium']);
  say('Building the extension and the test composers …');
  await buildExtension({ zips: false });
  await buildPages();
  await mkdir(values.screenshots, { recursive: true });

  say('Starting the team store, and a browser each for the author, the reviewer and the admin …\n');
  const world = await startWorld({
    colorScheme: values.dark ? 'dark' : 'light',
    shot: async (page, name) => {
      await page.screenshot({ path: join(values.screenshots, `${name}.png`) });
    },
  });
  let done = 0;
  try {
    for (const step of STEPS) {
      say(`${done + 1}. ${step.title}`);
      const seen = await step.run(world);
      say(`   ✓ ${seen}`);
      done += 1;
    }
  } catch (error) {
    problem(error);
    process.exitCode = 1;
  } finally {
    await world.close();
  }
  say(`\n${done} of ${STEPS.length} steps seen. Screenshots: ${values.screenshots}`);
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
