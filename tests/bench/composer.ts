/**
 * What the extension costs the pages it runs in, in real Chromium and Firefox, with and without it in turn in one run:
 * main-thread time of a keystroke, of a page without a composer, and of pages that never rest.
 *
 * Chromium tells the processor time of a page's main thread itself. Firefox does not: on Linux the system tells that of
 * its content processes' main threads. Elsewhere messages that a page sends itself without end are late by what anything
 * else takes, and what is later than the usual is summed up, which says little on a machine that has other work.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import puppeteer, { type Browser as Firefox, type Page as FirefoxPage } from 'puppeteer-core';
import { findChromium, findFirefox } from '../../scripts/browsers.ts';
import { type Inside, JOINED, seed } from '../browser/composer/seed.ts';
import { builtExtension, ownCopy } from '../browser/harness/build.ts';
import { keep, round } from './support/cost.ts';
import { textOf } from './support/texts.ts';

const HOST = 'https://x.com/home';
const KEYS = 60;
const LOADS = 15;
const LENGTHS = [280, 3_000, 20_000, 60_000] as const;

/** A rich editor and its button, as X names them, `count` times; `MUTATIONS` nodes change each second once asked to. */
const page = (
  count: number,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cost</title>
<link rel="icon" href="data:,"></head><body><div id="noise"></div>${Array.from(
  { length: count },
  () => `<div class="composer"><div data-testid="UserAvatar-Container-fund"></div>
<div data-testid="tweetTextarea_0" contenteditable="true" role="textbox" style="white-space:pre-wrap;min-height:40px;max-height:200px;overflow:auto"></div>
<button type="button" data-testid="tweetButtonInline">Post</button></div>`,
).join('')}
<script>
  // Every message is as late as what else the main thread does.
  window.late = { sum: 0 };
  window.stall = { longest: 0 };
  window.watchFrames = () => {
    let before = performance.now();
    const frame = () => {
      const now = performance.now();
      stall.longest = Math.max(stall.longest, now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(() => { before = performance.now(); stall.longest = 0; requestAnimationFrame(frame); });
  };
  window.listen = () => {
    const { port1, port2 } = new MessageChannel();
    let before = performance.now();
    port1.onmessage = () => {
      const now = performance.now(), gap = now - before;
      before = now;
      if (gap > 0.25) late.sum += gap;
      if (!window.quiet) port2.postMessage(0);
    };
    port2.postMessage(0);
  };
  window.mutate = (perSecond) => {
    const noise = document.getElementById('noise');
    for (let i = 0; i < 200; i++) noise.append(document.createElement('i'));
    let at = 0, last = performance.now();
    const go = () => {
      const now = performance.now();
      for (let left = Math.min(2000, Math.round((now - last) * perSecond / 1000)); left > 0; left--) {
        const one = noise.children[at++ % 200];
        one.textContent = String(at);
        // Some of it where an author writes beside: counters, previews.
        if (at % 10 === 0) document.querySelector('.composer button').dataset.at = at;
      }
      last = now;
      if (!window.quiet) setTimeout(go, 4);
    };
    go();
  };
</script></body></html>`;

const EMPTY =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nothing</title><link rel="icon" href="data:,"></head><body><p>No composer.</p></body></html>';

/** A page of either browser, with what both can do. */
interface Tab {
  /** Opens the page anew. */
  open(html: string): Promise<void>;
  evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
  press(key: string): Promise<void>;
  /** Milliseconds of the main thread since it was last asked. */
  taken(): Promise<number>;
  /** Loads the page so often. @returns milliseconds a load in scripts of extensions; only Chromium tells */
  profiled?(loads: number): Promise<number>;
}

interface Running {
  readonly tab: Tab;
  close(): Promise<void>;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // A finer clock for the page: https://developer.mozilla.org/docs/Web/API/Performance_API/High_precision_timing
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

async function chromiumWith(isOn: boolean): Promise<Running> {
  const executablePath = findChromium() ?? '';
  const profile = await mkdtemp(join(tmpdir(), 'signoff-bench-'));
  const extension = isOn ? await ownCopy(builtExtension('chrome')) : null;
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    viewport: { width: 1200, height: 860 },
    ignoreDefaultArgs: ['--headless', '--disable-extensions'],
    args: [
      '--headless=new',
      ...(extension === null
        ? []
        : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
      '--disable-background-networking',
      '--no-first-run',
      '--disable-gpu',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  let html = '';
  await context.route(/^https?:/, (route) =>
    route.request().resourceType() === 'document'
      ? route.fulfill({ headers: HEADERS, body: html })
      : route.abort(),
  );
  if (isOn) {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    await seed(worker, JOINED);
    // It opens by itself when the extension is new, and a page behind it would be drawn twice a second.
    const isWelcome = (opened: Page): boolean => opened.url().endsWith('/welcome.html');
    const welcome = context.pages().find(isWelcome) ?? (await context.waitForEvent('page', isWelcome));
    await welcome.close();
  }
  let one: Page | null = null;
  let session: CDPSession | null = null;
  let before = 0;
  const metric = async (): Promise<number> => {
    const { metrics } = (await session?.send('Performance.getMetrics')) ?? { metrics: [] };
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  return {
    tab: {
      async open(content) {
        html = content;
        await one?.close();
        one = await context.newPage();
        session = await context.newCDPSession(one);
        await session.send('Performance.enable', { timeDomain: 'threadTicks' });
        before = 0;
        await one.goto(HOST);
      },
      evaluate: (run, arg) => (one as Page).evaluate(run as never, arg as never) as never,
      press: async (key) => void (await one?.keyboard.press(key)),
      async taken() {
        const now = await metric();
        const took = now - before;
        before = now;
        return took;
      },
      async profiled(count) {
        await session?.send('Profiler.enable');
        await session?.send('Profiler.setSamplingInterval', { interval: 50 });
        await session?.send('Profiler.start');
        for (let load = 0; load < count; load++) {
          await one?.goto(`${HOST}?${load}`);
          await settle(200);
        }
        const profile = (await session?.send('Profiler.stop'))?.profile;
        const nodes = new Map(profile?.nodes.map((node) => [node.id, node]));
        const parents = new Map(
          profile?.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
        );
        const isOurs = (id: number | undefined): boolean =>
          id !== undefined &&
          (/^chrome-extension:/.test(nodes.get(id)?.callFrame.url ?? '') || isOurs(parents.get(id)));
        const took = (profile?.samples ?? []).map((id, at) =>
          isOurs(id) ? (profile?.timeDeltas?.[at] ?? 0) : 0,
        );
        return took.reduce((sum, microseconds) => sum + microseconds, 0) / 1_000 / count;
      },
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
      if (extension !== null) await rm(extension, { recursive: true, force: true });
    },
  };
}

/** Processor time of the main threads of a browser's content processes, ms; null where the system does not tell. */
function contentTime(root: number | undefined): number | null {
  if (process.platform !== 'linux' || root === undefined) return null;
  try {
    let took = 0;
    const walk = (pid: string): void => {
      // A child is its thread's, and Firefox starts processes from a thread for that.
      const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
      );
      const name = readFileSync(`/proc/${pid}/comm`, 'utf8');
      // The first field of https://docs.kernel.org/scheduler/sched-stats.html is time on the processor, ns.
      if (/Web Co/.test(name))
        took += Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
      for (const child of children) walk(child);
    };
    walk(`${root}`);
    return took;
  } catch {
    return null;
  }
}

async function firefoxWith(isOn: boolean): Promise<Running> {
  const uuid = '6f0f5a0c-3f0e-4c0e-9a55-2d8f6f6a7a11';
  const browser: Firefox = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox() ?? '',
    headless: true,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ 'signoff@signoff.example': uuid }),
      'privacy.reduceTimerPrecision': false,
    },
  });
  const extension = isOn ? await ownCopy(builtExtension('firefox')) : null;
  if (extension !== null) {
    await browser.installExtension(extension);
    const inside = await browser.newPage();
    await inside.goto(`moz-extension://${uuid}/icon/16.png`, { timeout: 1_500 }).catch(() => undefined);
    await seed(inside as unknown as Inside, JOINED);
  }
  let one: FirefoxPage | null = null;
  let before = 0;
  const root = browser.process()?.pid;
  return {
    tab: {
      async open(content) {
        await one?.close();
        one = await browser.newPage();
        await one.setViewport({ width: 1200, height: 860 });
        await one.setRequestInterception(true);
        one.on('request', (request) =>
          request.isNavigationRequest()
            ? request.respond({ status: 200, headers: HEADERS, body: content })
            : request.abort(),
        );
        await one.goto(HOST);
        if (contentTime(root) === null)
          await one.evaluate(() => (window as unknown as { listen?(): void }).listen?.());
      },
      evaluate: (run, arg) => (one as FirefoxPage).evaluate(run as never, arg as never) as never,
      press: async (key) => void (await one?.keyboard.press(key as 'a')),
      async taken() {
        const now = contentTime(root);
        if (now !== null) {
          const took = now - before;
          before = now;
          return took;
        }
        return (one as FirefoxPage).evaluate(() => {
          const { late } = window as unknown as { late: { sum: number } };
          const { sum } = late;
          late.sum = 0;
          return sum;
        });
      },
    },
    async close() {
      await browser.close();
      if (extension !== null) await rm(extension, { recursive: true, force: true });
    },
  };
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const settle = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Puts a text into the first editor and types on in it. @returns main-thread milliseconds of each key */
async function keystrokes({ open, evaluate, press, taken }: Tab, length: number): Promise<number[]> {
  await open(page(1));
  await evaluate(
    (text) => {
      const editor = document.querySelector<HTMLElement>('[contenteditable]');
      if (editor === null) return;
      editor.focus();
      // Lines, as a text of this length has them.
      document.execCommand('insertText', false, text);
      getSelection()?.collapse(editor, editor.childNodes.length);
    },
    `${textOf(length)} Guaranteed growth. `,
  );
  await settle(1_500);
  for (let key = 0; key < 10; key++) await press('x');
  await settle(300);
  const times: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    await taken();
    await press(key % 6 === 5 ? 'x' : 'a');
    await settle(60);
    times.push(await taken());
  }
  return times;
}

/** What the extension's own scripts take of a page without a composer, by a profile of loads. @returns ms a load */
async function loads({ profiled, open }: Required<Tab>): Promise<number> {
  await open(EMPTY);
  await profiled(3);
  return profiled(LOADS);
}

/** A page that never rests: mutations, and composers in number. @returns main-thread milliseconds a second, and the longest frame */
async function restless(
  { open, evaluate, press, taken }: Tab,
  composers: number,
  mutations: number,
): Promise<{ busy: number; longest: number }> {
  await open(page(composers));
  await evaluate((count) => {
    const editors = document.querySelectorAll<HTMLElement>('[contenteditable]');
    for (const editor of editors) {
      editor.focus();
      document.execCommand('insertText', false, 'Guaranteed growth, a plain sentence and more');
    }
    editors[0]?.focus();
    if (count > 0) (window as unknown as { mutate(count: number): void }).mutate(count);
  }, mutations);
  await settle(1_500);
  await evaluate(() => (window as unknown as { watchFrames(): void }).watchFrames(), null);
  await taken();
  const begun = performance.now();
  for (let key = 0; key < 40; key++) {
    await press('a');
    await settle(25);
  }
  const busy = await taken();
  const longest = await evaluate(
    () => (window as unknown as { stall: { longest: number } }).stall.longest,
    null,
  );
  return { busy: (busy / (performance.now() - begun)) * 1_000, longest };
}

const figures: Record<string, unknown> = {};
for (const [name, start] of [
  ['Chromium', chromiumWith],
  ['Firefox', firefoxWith],
] as const) {
  if ((name === 'Chromium' ? findChromium() : findFirefox()) === null) {
    console.log(`${name} is not on this machine.`);
    continue;
  }
  const without = await start(false);
  const withIt = await start(true);
  try {
    const keys = [];
    for (const length of LENGTHS) {
      const plain = await keystrokes(without.tab, length);
      const ours = await keystrokes(withIt.tab, length);
      const budget = length <= 280 ? 2 : 4;
      keys.push({
        characters: length,
        'p50 without': round(at(plain, 0.5)),
        'p50 with': round(at(ours, 0.5)),
        'p95 without': round(at(plain, 0.95)),
        'p95 with': round(at(ours, 0.95)),
        'added p95, ms': round(at(ours, 0.95) - at(plain, 0.95)),
        'added p50, ms': round(at(ours, 0.5) - at(plain, 0.5)),
        'budget, ms': budget,
      });
    }
    console.log(`${name}: main-thread time of a keystroke, ms`);
    console.table(keys);
    const rest = [];
    for (const [what, composers, mutations] of [
      ['one composer, at rest', 1, 0],
      ['10,000 mutations a second', 1, 10_000],
      ['50 composers', 50, 0],
      ['50 composers and 10,000 mutations a second', 50, 10_000],
    ] as const) {
      const plain = await restless(without.tab, composers, mutations);
      const ours = await restless(withIt.tab, composers, mutations);
      rest.push({
        what,
        'busy without, ms/s': round(plain.busy),
        'busy with, ms/s': round(ours.busy),
        'longest frame without, ms': round(plain.longest),
        'longest frame with, ms': round(ours.longest),
      });
    }
    console.log(`${name}: pages that never rest, typed in 40 times a second`);
    console.table(rest);
    let load: number | null = null;
    // Firefox tells nothing of what a page has cost before its own first script.
    if (withIt.tab.profiled !== undefined) {
      load = round(await loads(withIt.tab as Required<Tab>));
      console.log(
        `${name}: a page without a composer, ms in the extension's scripts a load: ${load} (budget 1)`,
      );
    }
    figures[name] = { keys, rest, load };
  } finally {
    await without.close();
    await withIt.close();
  }
}
keep('composer', figures);
