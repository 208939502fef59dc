import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { permittedExtension, switchOn } from '../harness/switched-on.ts';
import { type Hands, playwrightHands } from './hands.ts';
import { type Matrix, matrixTable, WRITES, writeMatrix, writtenTable } from './matrix-table.ts';
import { PLACES, type Place } from './places.ts';
import { ROUTES, type Route } from './routes.ts';
import { JOINED, seed } from './seed.ts';

/**
 * Platform × route × verdict: every composer of every test page, by every way it publishes. What must be held is tried
 * by all routes, also those its page does not know; what is clear has to go out by each that it knows.
 */
const VERDICTS = [
  { name: 'blocked', text: 'zero risk', pill: 'Blocked' },
  { name: 'needs approval', text: 'Guaranteed', pill: 'Needs approval' },
] as const;

const matrix: Matrix = [];
let browser: TestChromium;
let page: Page;
let signoff: InPage;
let hands: Hands;
let site: string | null = null;
let extension: string;

beforeAll(async () => {
  extension = await permittedExtension('chrome');
  browser = await launchChromium({ extension });
  await switchOn(browser);
  await seed(await browser.worker(), JOINED);
});
afterAll(async () => {
  await browser.close();
  await rm(extension, { recursive: true });
  if (WRITES) await writeMatrix('Chromium', matrix);
});

const posts = (): Promise<number> => page.evaluate(() => window.__composer.posts.length);
const textOf = ({ part = 0, model }: Place): Promise<string> =>
  page.evaluate(([at, which]) => window.__composer.modelText(at, which), [part, model] as const);

async function open(place: Place): Promise<void> {
  if (site !== null) await page.close();
  site = place.site;
  page = await browser.composerPage(place.site);
  signoff = await inPage(page);
  hands = playwrightHands(page);
  if (place.open !== undefined) await page.locator(place.open).first().click();
}

async function write(place: Place, text: string): Promise<void> {
  if (place.open !== undefined && !(await page.locator(place.editor).isVisible()))
    await page.locator(place.open).first().click();
  await hands.click(place.editor);
  await hands.type(text);
  await expect.poll(() => textOf(place)).toBe(text);
}

async function go(place: Place, route: Route): Promise<void> {
  // What is said of the last attempt may lie over the page.
  await page.keyboard.press('Escape');
  await route.go(hands, place);
}

describe.each(PLACES)('$site, $what', (place) => {
  it('what is held goes out by no route, and what stands beside works', async () => {
    await open(place);
    for (const { name, text, pill } of VERDICTS) {
      await write(place, text);
      await signoff.waitFor('button', new RegExp(`^Signoff: ${pill}`));
      for (const route of ROUTES) {
        if (!route.exists(place)) continue;
        await go(place, route);
        expect([route.name, await posts(), await textOf(place)]).toEqual([route.name, 0, text]);
        matrix.push({ ...place, route: route.name, verdict: name });
      }
      await page.keyboard.press('Escape');
      if (place.beside !== undefined) {
        await page.locator(place.beside).click();
        expect(await page.evaluate(() => document.documentElement.dataset.saved)).toBe('yes');
      }
      await page.locator(place.editor).first().click();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Backspace');
      await signoff.waitUntilGone('button', /^Signoff: /);
    }
    expect(await posts()).toBe(0);
  });

  it('what is clear goes out by every route its page knows, once', async () => {
    await open(place);
    let count = 0;
    for (const route of ROUTES) {
      if (!route.publishes(place)) continue;
      await write(place, 'All is well');
      if (count === 0) await signoff.waitFor('button', /^Signoff: Clear/);
      await go(place, route);
      count += 1;
      await expect.poll(async () => [route.name, await posts()]).toEqual([route.name, count]);
      matrix.push({ ...place, route: route.name, verdict: 'clear' });
    }
    expect(count).toBeGreaterThan(0);
  });
});

it('the table in the documentation says what is tested here', async () => {
  if (!WRITES) expect(await writtenTable('Chromium')).toBe(matrixTable(matrix));
});
