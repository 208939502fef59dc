import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../harness/build.ts';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import { SITES } from '../harness/sites.ts';
import { type Hands, puppeteerHands } from './hands.ts';
import { type Matrix, matrixTable, WRITES, writeMatrix, writtenTable } from './matrix-table.ts';
import { PLACES, type Place } from './places.ts';
import { ROUTES } from './routes.ts';
import { type Inside, JOINED, seed } from './seed.ts';

/**
 * The shorter pass: every composer of every named platform, held and let go by each of its routes. The site that a user
 * switches on is left to Chromium, for no test can answer Firefox's question for the permission.
 */
const TRIED = PLACES.filter(({ site }) => site !== 'site');

const matrix: Matrix = [];
let browser: TestFirefox;
let page: Page;
let hands: Hands;

beforeAll(async () => {
  browser = await launchFirefox();
  const inside = (await browser.extensionPage('icon/16.png')) as unknown as Inside;
  await seed(inside, JOINED);
});
afterAll(async () => {
  await browser.close();
  if (WRITES) await writeMatrix('Firefox', matrix);
});

const posts = (): Promise<number> => page.evaluate(() => window.__composer.posts.length);
const textOf = ({ part = 0, model }: Place): Promise<string> =>
  page.evaluate((at, which) => window.__composer.modelText(at, which), part, model);

async function open(place: Place): Promise<void> {
  const html = await readFile(builtPage(place.site), 'utf8');
  page = await browser.browser.newPage();
  await page.setViewport({ width: 1200, height: 860 });
  await page.setRequestInterception(true);
  page.on('request', (request) =>
    request.isNavigationRequest()
      ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: html })
      : request.abort(),
  );
  await page.goto(SITES[place.site]);
  hands = puppeteerHands(page);
}

async function write(place: Place, text: string): Promise<void> {
  if (place.open !== undefined && (await page.$(`>>> ${place.editor}`)) === null)
    await hands.click(place.open);
  await hands.click(place.editor);
  await hands.type(text);
  await expect.poll(() => textOf(place)).toBe(text);
}

describe.each(TRIED)('in Firefox, $site, $what', (place) => {
  it('what is held goes out by no route, what is clear by each that the page knows', async () => {
    await open(place);
    try {
      await write(place, 'Guaranteed');
      for (const route of ROUTES) {
        if (!route.exists(place)) continue;
        await hands.press('Escape');
        await route.go(hands, place);
        expect([route.name, await posts(), await textOf(place)]).toEqual([route.name, 0, 'Guaranteed']);
        matrix.push({ ...place, route: route.name, verdict: 'needs approval' });
      }
      await hands.press('Escape');
      await hands.click(place.editor);
      await hands.press('KeyA', 'Control');
      await hands.press('Backspace');
      let count = 0;
      for (const route of ROUTES) {
        if (!route.publishes(place)) continue;
        await write(place, 'All is well');
        await route.go(hands, place);
        count += 1;
        await expect.poll(async () => [route.name, await posts()]).toEqual([route.name, count]);
        matrix.push({ ...place, route: route.name, verdict: 'clear' });
      }
      expect(count).toBeGreaterThan(0);
    } finally {
      await page.close();
    }
  });
});

it('the table in the documentation says what is tested here', async () => {
  if (!WRITES) expect(await writtenTable('Firefox')).toBe(matrixTable(matrix));
});

declare global {
  interface Window {
    __composer: {
      modelText(part?: number, which?: string): string;
      readonly posts: readonly { readonly parts: readonly string[] }[];
    };
  }
}
