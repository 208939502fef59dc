import { afterAll, beforeAll, describe, it } from 'vitest';
import { startTeam } from '../../harness/team.ts';
import { otherBrowser } from '../../screens/store-client.ts';
import { ADMIN } from './admin.ts';
import { AUDITOR } from './auditor.ts';
import { AUTHOR } from './author.ts';
import type { KeyBrowser } from './browser.ts';
import { keyboardChromium } from './chromium.ts';
import { keyboardFirefox } from './firefox.ts';
import type { Stage } from './journey.ts';
import { REVIEWER } from './reviewer.ts';

const JOURNEYS = { author: AUTHOR, reviewer: REVIEWER, admin: ADMIN, auditor: AUDITOR };
const BROWSERS = { Chromium: keyboardChromium, Firefox: keyboardFirefox };

/** Each with a team of its own; both browsers start at the same time, which is most of what they take. */
const stages = new Map<string, Stage>();

async function raise(name: string, launch: (store: string) => Promise<KeyBrowser>): Promise<void> {
  const team = await startTeam();
  const [author, browser] = await Promise.all([otherBrowser(team.url, 'author'), launch(team.url)]);
  stages.set(name, { team, author, browser, pages: new Map() });
}

beforeAll(async () => {
  await Promise.all(Object.entries(BROWSERS).map(([name, launch]) => raise(name, launch)));
});
afterAll(async () => {
  await Promise.all(
    [...stages.values()].map(async ({ browser, team }) => {
      await browser.close();
      await team.close();
    }),
  );
});

/** Each role's way with nothing but keys; every stop on it is seen, marked, and left again. */
describe.each(Object.keys(BROWSERS))('by keyboard alone, in %s', (name) => {
  describe.each(Object.entries(JOURNEYS))('the %s', (_role, steps) => {
    let broken = false;
    it.each(steps)('$title', async ({ run }) => {
      const stage = stages.get(name);
      // A later step would only repeat what the first failing one says.
      if (broken || stage === undefined) throw new Error('An earlier step failed.');
      broken = true;
      await run(stage);
      broken = false;
    });
  });
});
