import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type Browser, type Frame, type KeyInput, type Page } from 'puppeteer-core';
import { findChromium, findFirefox } from '../../../scripts/browsers.ts';
import { builtPage } from '../harness/build.ts';
import type { inPage } from './in-page.ts';

export const BROWSERS = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];
type InPage = typeof inPage;

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Puppeteer's own isolated world: page script and ours share the DOM and nothing else (in Firefox behind Xrays). */
interface Realm {
  evaluate<A extends readonly unknown[], R>(
    run: ((...args: A) => R) | string,
    ...args: A
  ): Promise<Awaited<R>>;
}
const isolated = (frame: Frame): Realm => (frame as unknown as { isolatedRealm(): Realm }).isolatedRealm();

export async function launch(name: BrowserName): Promise<Browser> {
  const executablePath = name === 'chromium' ? findChromium() : findFirefox();
  if (executablePath === null) throw new Error(`${name} is not installed on this machine`);
  return puppeteer.launch(
    name === 'chromium'
      ? { browser: 'chrome', executablePath, headless: true, args: CHROMIUM_FLAGS }
      : { browser: 'firefox', executablePath, headless: true },
  );
}

async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = /^\/playground\/([a-z]+)\/$/.exec(path)?.[1];
    const blank = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body></body>';
    const body = name === undefined ? Promise.resolve(blank) : readFile(builtPage(name));
    body.then(
      (html) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

let bundled: Promise<string> | null = null;

export function bundle(): Promise<string> {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL('in-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: ['chrome120', 'firefox140'],
    define: { 'import.meta.env': '{"VITE_PLAYGROUND":"1"}' },
  }).then(({ outputFiles: [file] }) => {
    if (file === undefined) throw new Error('the bundle is empty');
    return file.text;
  });
  return bundled;
}

/** What a practice page shows of its editor's own model (tests/pages/shared/bench.ts). */
interface Probed {
  readonly __composer: {
    modelText(part?: number, which?: string): string;
    pause(): void;
    readonly posts: readonly { readonly parts: readonly string[] }[];
  };
}

export interface Lab {
  /** A fresh page: a practice composer, or `null` for an empty document, with our code in its isolated world. */
  open(platform: string | null): Promise<Bench>;
  close(): Promise<void>;
}

export class Bench {
  readonly page: Page;
  readonly #world: Realm;

  readonly #enter: KeyInput;

  constructor(page: Page, browser: BrowserName) {
    this.page = page;
    // Over WebDriver BiDi puppeteer's `Enter` is the one on the number pad; U+E006 is the main one.
    this.#enter = browser === 'firefox' ? ('\ue006' as KeyInput) : 'Enter';
    this.#world = isolated(page.mainFrame());
  }

  /** Calls our code in the isolated world. */
  call<K extends keyof InPage>(
    name: K,
    ...args: Parameters<InPage[K]>
  ): Promise<Awaited<ReturnType<InPage[K]>>> {
    return this.#world.evaluate(
      (key, values) => {
        const { inPage } = window as unknown as { inPage: Record<string, (...all: unknown[]) => unknown> };
        return inPage[key]?.(...values);
      },
      name as string,
      args as unknown[],
    ) as Promise<Awaited<ReturnType<InPage[K]>>>;
  }

  /** The text in the editor's own model, as the page's script holds it. */
  model(part = 0, which?: string): Promise<string> {
    return this.page.evaluate(
      (at, name) => (window as unknown as Probed).__composer.modelText(at, name ?? undefined),
      part,
      which ?? null,
    );
  }

  posts(): Promise<readonly { readonly parts: readonly string[] }[]> {
    return this.page.evaluate(() => (window as unknown as Probed).__composer.posts);
  }

  /** Ends the editor's undo step, as a pause in typing does. */
  pause(): Promise<void> {
    return this.page.evaluate(() => (window as unknown as Probed).__composer.pause());
  }

  async focus(part = 0, composer = 0): Promise<void> {
    const { x, y } = await this.call('placeOf', 'editor', part, composer);
    await this.page.mouse.click(x, y);
  }

  /** Types as a person: every line break is the Enter key. */
  async type(text: string): Promise<void> {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) await this.enter();
      await this.page.keyboard.type(line);
    }
  }

  /** The main Enter key. */
  enter(): Promise<void> {
    return this.page.keyboard.press(this.#enter);
  }

  /** Ctrl and a key. */
  async chord(key: 'KeyZ' | 'Enter' | 'NumpadEnter'): Promise<void> {
    await this.page.keyboard.down('Control');
    await (key === 'Enter' ? this.enter() : this.page.keyboard.press(key));
    await this.page.keyboard.up('Control');
  }

  /** Waits until the model of a part says something; fails with what it says instead. */
  async modelIs(expected: string | readonly string[], part = 0, which?: string): Promise<string> {
    const wanted = typeof expected === 'string' ? [expected] : expected;
    await this.page
      .waitForFunction(
        (all, at, name) =>
          all.includes((window as unknown as Probed).__composer.modelText(at, name ?? undefined)),
        { timeout: 20_000 },
        wanted,
        part,
        which ?? null,
      )
      .catch(() => undefined);
    return this.model(part, which);
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

export async function startLab(name: BrowserName): Promise<Lab> {
  const [script, server] = await Promise.all([bundle(), serve()]);
  const browser = await launch(name);
  const { port } = server.address() as AddressInfo;
  return {
    async open(platform) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1000, height: 900 });
      await page.goto(`http://127.0.0.1:${port}/${platform === null ? '' : `playground/${platform}/`}`);
      if (platform !== null) await page.waitForFunction(() => '__composer' in window);
      await isolated(page.mainFrame()).evaluate(script);
      return new Bench(page, name);
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
