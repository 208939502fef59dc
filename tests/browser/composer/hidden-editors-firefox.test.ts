import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import { SITES } from '../harness/sites.ts';
import { keepOn, permittedExtension } from '../harness/switched-on.ts';
import { EXPECTED, HIDDEN, type HiddenPage, isReady, tryHidden } from './hidden-editors.ts';
import { type Inside, JOINED, seed } from './seed.ts';

let browser: TestFirefox;
let extension: string;

beforeAll(async () => {
  extension = await permittedExtension('firefox', { isOn: true });
  browser = await launchFirefox({ extension });
  const inside = (await browser.extensionPage('icon/16.png')) as unknown as Inside;
  await keepOn(inside);
  await seed(inside, JOINED);
});
afterAll(async () => {
  await browser.close();
  await rm(extension, { recursive: true });
});

describe('in Firefox, what is held goes out by no way, what is clear does', () => {
  it.each(HIDDEN)('$what', async ({ html }) => {
    const page = await browser.browser.newPage();
    try {
      await page.setViewport({ width: 1200, height: 860 });
      await page.setRequestInterception(true);
      page.on('request', (request) =>
        request.isNavigationRequest()
          ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: html })
          : request.abort(),
      );
      await page.goto(SITES.site);
      await page.waitForFunction(isReady);
      const seen = await tryHidden(page as unknown as HiddenPage, async () => undefined);
      expect(seen).toEqual(EXPECTED);
    } finally {
      await page.close();
    }
  });
});
