import type { Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { axeProblems, lostChoices, movements, sidewaysOverflow } from './accessible.ts';

const configFile = 'tests/gallery/vite.config.ts';
let server: PreviewServer;
let browser: TestChromium;
let page: Page;

beforeAll(async () => {
  await build({ configFile, logLevel: 'warn' });
  server = await preview({ configFile, logLevel: 'warn', preview: { port: 0 } });
  browser = await launchChromium();
  page = await browser.context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function gallery(query: string): Promise<void> {
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}${query}`);
  await page.locator('article').first().waitFor();
}

describe.each(['en', 'nb'])('every component in every state, in %s', (lang) => {
  it.each([
    ['light', 320],
    ['dark', 1200],
  ] as const)('is clean for axe, %s and %i px wide', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    for (const query of [`?lang=${lang}`, `?lang=${lang}&only=Dialog`, `?lang=${lang}&only=HelpSheet`]) {
      await gallery(query);
      // The same component stands here many times, whole screens too: on its own each landmark is the only one of its
      // name. Where the screens stand alone, nothing is left out.
      const problems = (await axeProblems(page)).filter(
        (one) => !/^landmark-(?:unique|main|no-duplicate-main)/.test(one),
      );
      const found = { problems, overflow: await sidewaysOverflow(page), moving: await movements(page) };
      expect(found, query).toEqual({ problems: [], overflow: 0, moving: [] });
    }
  });

  it('tells what is chosen in colours that the system sets, and fits at 200 % zoom', async () => {
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 640, height: 450 });
    await gallery(`?lang=${lang}`);
    const found = { lost: await lostChoices(page), overflow: await sidewaysOverflow(page) };
    await page.emulateMedia({ forcedColors: 'none' });
    expect(found).toEqual({ lost: [], overflow: 0 });
  });
});
