import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { joinCode, pkce } from '../../../scripts/join.ts';
import { DEMO_TEAM, seedDemoTeam } from '../../../team-store/demo-team.ts';
import { type Store, type StoreOptions, startStore } from '../../../team-store/store.ts';
import { listTeams } from '../../../team-store/team/members.ts';
import { type ChromiumOptions, launchChromium, type TestChromium } from './chromium.ts';
import { launchFirefox, type TestFirefox } from './firefox.ts';

export type DemoRole = 'author' | 'reviewer' | 'admin' | 'auditor';

export function demoMember(role: DemoRole): (typeof DEMO_TEAM.members)[number] {
  const member = DEMO_TEAM.members.find((one) => one.roles.some((own) => own === role));
  if (member === undefined) throw new Error(`The demo team has no ${role}.`);
  return member;
}

/** As much of the browser's extension API as joining needs. */
interface ExtensionApi {
  readonly runtime: { sendMessage(message: unknown): Promise<{ ok: boolean; detail?: string }> };
}

export interface TestTeam {
  readonly store: Store;
  readonly url: string;
  /** How many requests for approval the store holds, of everybody. */
  countRequests(): Promise<number>;
  /** The state of each request, the oldest first. */
  requestStates(): Promise<string[]>;
  /** Stops the store and its database. The data stay. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A real team store with the demo team, on a PostgreSQL of its own in a folder of its own. */
export async function startTeam(options: Pick<StoreOptions, 'clock'> = {}): Promise<TestTeam> {
  const dataDir = await mkdtemp(join(tmpdir(), 'signoff-team-'));
  let store = await startStore({ ...options, port: 0, dataDir });
  let running = true;
  await seedDemoTeam(store);
  const url = store.url;
  const port = Number(new URL(url).port);
  const stop = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await store.close();
  };
  const requestStates = async (): Promise<string[]> => {
    const states: string[] = [];
    for (const id of await listTeams(store.core)) {
      const rows = await store.core.db.readTeam(id, (tx) =>
        tx
          .selectFrom('requests')
          .select('state')
          .where('team', '=', id)
          .orderBy('created_at')
          .orderBy('id')
          .execute(),
      );
      states.push(...rows.map(({ state }) => state));
    }
    return states;
  };
  return {
    get store() {
      return store;
    },
    url,
    countRequests: async () => (await requestStates()).length,
    requestStates,
    stop,
    async restart() {
      store = await startStore({ ...options, port, dataDir });
      running = true;
    },
    async close() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Runs in a page of the extension: joins by the message that the welcome page sends.
 * @param through the store's address as this browser is to know it
 */
export async function joinFrom(
  page: Pick<Page, 'evaluate'>,
  url: string,
  role: DemoRole,
  through = url,
): Promise<void> {
  const { verifier, challenge } = pkce();
  const code = await joinCode(url, demoMember(role), challenge);
  const reply = await page.evaluate(
    (message) => {
      const scope = globalThis as unknown as Record<'browser' | 'chrome', ExtensionApi | undefined>;
      return (scope.browser ?? scope.chrome)?.runtime.sendMessage(message);
    },
    { type: 'page/join', store: through, code, verifier },
  );
  if (reply?.ok !== true) throw new Error(`Joining as ${role} failed: ${reply?.detail}`);
}

export interface JoinOptions extends ChromiumOptions {
  /** The address by which this browser reaches the store, when it is not the store's own. */
  readonly through?: string;
}

export async function joinedChromium(
  url: string,
  role: DemoRole,
  { through, ...options }: JoinOptions = {},
): Promise<TestChromium> {
  const browser = await launchChromium(options);
  const page = await browser.extensionPage('popup.html');
  await joinFrom(page, url, role, through);
  await page.close();
  return browser;
}

export async function joinedFirefox(url: string, role: DemoRole): Promise<TestFirefox> {
  const browser = await launchFirefox();
  const page = await browser.extensionPage('popup.html');
  await joinFrom(page as unknown as Pick<Page, 'evaluate'>, url, role);
  await page.close();
  return browser;
}
