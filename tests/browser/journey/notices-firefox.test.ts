import type { Page } from 'playwright-core';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import { joinFrom, startTeam, type TestTeam } from '../harness/team.ts';
import { type OtherBrowser, otherBrowser } from '../screens/store-client.ts';

/** What Firefox takes for a notice; a key more and it takes none. */
interface Told {
  readonly type: string;
  readonly title: string;
  readonly message: string;
}
interface Api {
  readonly runtime: { getBackgroundPage(): Promise<{ readonly browser: Api }> };
  readonly notifications?: { create: (id: string, options: Told) => Promise<string> };
}
interface Inside {
  readonly browser: Api;
  told?: Record<string, Told>;
}

describe('desktop notices in Firefox', () => {
  let team: TestTeam;
  let author: OtherBrowser;
  let reviewer: TestFirefox;
  let options: FirefoxPage;
  beforeAll(async () => {
    team = await startTeam();
    author = await otherBrowser(team.url, 'author');
    reviewer = await launchFirefox({ grants: true });
    const popup = await reviewer.extensionPage('popup.html');
    await joinFrom(popup as unknown as Pick<Page, 'evaluate'>, team.url, 'reviewer');
    await popup.close();
    options = await reviewer.extensionPage('options.html#connection');
  });
  afterAll(async () => {
    await reviewer?.close();
    await team?.close();
  });

  it('are there once the browser’s user has permitted them, and have no buttons', async () => {
    const isThere = () =>
      options.evaluate(() => (globalThis as unknown as Inside).browser.notifications !== undefined);
    expect(await isThere()).toBe(false);
    const on = await options.waitForSelector('::-p-aria(Switch notices on)');
    await on?.click();
    await options.waitForSelector('::-p-aria(Switch notices off)');
    expect(await isThere()).toBe(true);

    // Without a display each notice is closed as it is shown: what was shown is heard in the background.
    await options.evaluate(async () => {
      const scope = globalThis as unknown as Inside;
      const told: Record<string, Told> = {};
      scope.told = told;
      const { notifications } = (await scope.browser.runtime.getBackgroundPage()).browser;
      if (notifications === undefined) throw new Error('The background may show nothing.');
      const create = notifications.create.bind(notifications);
      notifications.create = async (id, notice) => {
        const shown = await create(id, notice);
        told[id] = notice;
        return shown;
      };
    });
    const request = await author.ask('Guaranteed 20% returns');
    const id = `waiting:${request}:1`;
    const told = () => options.evaluate(() => (globalThis as unknown as Inside).told ?? {});
    await expect.poll(async () => Object.keys(await told())).toEqual([id]);
    const { [id]: said } = await told();
    expect(said?.title).toMatch(/asks for your approval$/);
    expect(said?.message).toMatch(/^X · @nordlys · Due .+ · Needs approval$/);
    expect(said).not.toHaveProperty('buttons');
  });
});
