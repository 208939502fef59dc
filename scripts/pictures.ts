/**
 * `npm run pictures`: makes the pictures of README and docs anew, from the real parts: a team store, browsers of its
 * members, the test composers. `--all DIR` also keeps every screen there, light and dark, narrow and wide, for the eye.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launchChromium, type TestChromium } from '../tests/browser/harness/chromium.ts';
import { demoMember } from '../tests/browser/harness/team.ts';
import { STEPS } from '../tests/browser/journey/steps.ts';
import { startWorld, type World } from '../tests/browser/journey/world.ts';
import { ensureBrowsers } from './browser-setup.ts';
import { buildExtension } from './build.ts';
import { buildPages } from './pages.ts';
import { problem, say } from './say.ts';

const DOCS = join('docs', 'screenshots');
/** What the main job shows on its way, by the names of its steps. */
const ON_THE_WAY: Readonly<Record<string, string>> = {
  '01-writing': 'author-writing',
  '02-card': 'author-card',
  '04-held': 'author-held',
  '06-asking': 'author-asking',
  '08-review': 'reviewer-request',
  '09-approved': 'author-approved',
  '13-rules': 'admin-rules',
};
const WIDE = { width: 1200, height: 860 };
const NARROW = { width: 320, height: 700 };
const POPUP = { width: 420, height: 600 };

const { values } = parseArgs({ options: { all: { type: 'string' } } });

/** Keeps a screen as the docs show it, and with `--all` in every colour and width. */
async function keep(page: Page, name: string, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.screenshot({ path: join(DOCS, `${name}.png`) });
  say(`   ${name}`);
  if (values.all === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, viewport] of [
      ['wide', size],
      ['narrow', NARROW],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const path = join(values.all, `${name}-${colorScheme}-${width}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
}

/** Every place that the page's own navigation leads to, by its last name. */
async function placesOf(page: Page): Promise<{ name: string; href: string }[]> {
  const links = await page
    .locator('nav a[href]')
    .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  return [...new Set(links)].map((href) => ({
    href,
    name: href.split(/[/#]/).filter(Boolean).at(-1) ?? 'home',
  }));
}

async function extensionScreens({ reviewer, author, admin }: World): Promise<void> {
  for (const [role, browser] of [
    ['reviewer', reviewer],
    ['author', author],
  ] as const) {
    const popup = await browser.extensionPage('popup.html');
    await popup.locator('main, .review').first().waitFor();
    await keep(popup, `${role}-popup`, POPUP);
    await popup.close();
  }
  const options = await admin.extensionPage('options.html');
  await options.locator('nav a').first().waitFor();
  for (const { name, href } of await placesOf(options)) {
    await options.goto(href);
    await options.locator('main h1').waitFor();
    await options.waitForLoadState('networkidle');
    await keep(options, `admin-${name}`, WIDE);
  }
  await options.close();
}

async function storeScreens(url: string, browser: TestChromium): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(`${url}/sign-in`);
  await keep(page, 'store-sign-in', WIDE);
  const { email, password } = demoMember('admin');
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
  await page.locator('nav a').first().waitFor();
  for (const { name, href } of await placesOf(page)) {
    await page.goto(href);
    await keep(page, `store-${name}`, WIDE);
  }
  await page.close();
}

const GALLERY = 'tests/gallery/vite.config.ts';

/** Every component in every state, light and dark, and where the system chooses the colours. */
async function components(browser: TestChromium, folder: string): Promise<void> {
  await build({ configFile: GALLERY, logLevel: 'warn' });
  const server = await preview({ configFile: GALLERY, logLevel: 'warn' });
  const page = await browser.context.newPage();
  try {
    await page.setViewportSize(WIDE);
    for (const [name, media] of [
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['forced', { colorScheme: 'dark', forcedColors: 'active' }],
    ] as const) {
      await page.emulateMedia(media);
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.locator('article[id]').first().waitFor();
      for (const component of await page.locator('article[id]').all()) {
        const id = await component.getAttribute('id');
        await component.screenshot({ path: join(folder, `component-${id}-${name}.png`) });
      }
    }
  } finally {
    await page.close();
    await server.close();
  }
}

try {
  ensureBrowsers(['chromium']);
  say('Building the extension and the test composers …');
  await buildExtension({ zips: false });
  await buildPages();
  await rm(DOCS, { recursive: true, force: true });
  await mkdir(DOCS, { recursive: true });
  if (values.all !== undefined) await mkdir(values.all, { recursive: true });

  say('The main job …');
  const world = await startWorld({
    shot: async (page, step) => {
      const name = ON_THE_WAY[step];
      if (name !== undefined) await page.screenshot({ path: join(DOCS, `${name}.png`) });
    },
  });
  const visitor = await launchChromium();
  try {
    for (const step of STEPS) {
      say(`   ${step.title}`);
      await step.run(world);
    }
    say('Every screen …');
    await extensionScreens(world);
    await storeScreens(world.team.url, visitor);
    const welcome = await visitor.extensionPage('welcome.html');
    await keep(welcome, 'welcome', WIDE);
    if (values.all !== undefined) await components(visitor, values.all);
  } finally {
    await visitor.close();
    await world.close();
  }
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
