/** An editor of each engine alone on a page, driven as a person would, with our code in the page's isolated world. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, CDPSession, ElementHandle, Frame, JSHandle, KeyInput, Page } from 'puppeteer-core';
import type { Editor } from '../../pages/engines/stand.ts';
import { EDITORS, type EditorName, type Place } from './benches.ts';
import type { inPage } from './in-page.ts';
import { type BrowserName, bundle, launch } from './launch.ts';

type InPage = typeof inPage;

/** Puppeteer's own isolated world, and its way of handing an element over. */
interface Realm {
  evaluate<A extends readonly unknown[], R>(
    run: ((...args: A) => R) | string,
    ...args: A
  ): Promise<Awaited<R>>;
  transferHandle<T extends JSHandle<Node>>(handle: T): Promise<T>;
}
const isolated = (frame: Frame): Realm => (frame as unknown as { isolatedRealm(): Realm }).isolatedRealm();

const pages = fileURLToPath(new URL('../../pages/engines/', import.meta.url));
const built = new Map<string, Promise<string>>();

function pageOf(name: EditorName): Promise<string> {
  const known = built.get(name);
  if (known !== undefined) return known;
  const extension = name === 'draft-js' || name === 'slate' ? 'tsx' : 'ts';
  const made = build({
    stdin: {
      contents: `import { mount } from './${name}.${extension}';\nimport { stand } from './stand.ts';\nvoid stand(mount);`,
      resolveDir: pages,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'react',
    target: ['chrome120', 'firefox140'],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty' },
    logLevel: 'error',
  }).then(({ outputFiles: [file] }) => {
    if (file === undefined) throw new Error(`the page of ${name} is empty`);
    const script = file.text.replaceAll('</script', '<\\/script');
    return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body></body><script>${script}</script>`;
  });
  built.set(name, made);
  return made;
}

async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = path.slice(1) as EditorName;
    if (!(name in EDITORS)) {
      response.writeHead(404).end();
      return;
    }
    pageOf(name).then(
      (html) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const TAKE_FROM_FRAME = `window.engineRoot = document.querySelector('iframe').contentDocument
  .querySelector('[contenteditable="true"], textarea:not(#source)'); null`;

export interface EngineLab {
  open(name: EditorName, place?: Place): Promise<EngineBench>;
  close(): Promise<void>;
}

export class EngineBench {
  readonly page: Page;
  readonly #browser: BrowserName;
  readonly #world: Realm;
  #session: CDPSession | null = null;

  constructor(page: Page, browser: BrowserName) {
    this.page = page;
    this.#browser = browser;
    this.#world = isolated(page.mainFrame());
  }

  /** Calls our code in the isolated world. */
  call<K extends keyof InPage>(
    name: K,
    ...args: Parameters<InPage[K]>
  ): Promise<Awaited<ReturnType<InPage[K]>>> {
    return this.#world.evaluate(
      (key, values) => {
        const { inPage: code } = window as unknown as {
          inPage: Record<string, (...all: unknown[]) => unknown>;
        };
        return code[key]?.(...values);
      },
      name as string,
      args as unknown[],
    ) as Promise<Awaited<ReturnType<InPage[K]>>>;
  }

  async focus(): Promise<void> {
    const { x, y } = await this.call('engineMiddle');
    await this.page.mouse.click(x, y);
    await this.page.waitForFunction(() => {
      const { root } = window.__engine;
      const tree = root.getRootNode() as Document | ShadowRoot;
      return tree.activeElement === root;
    });
  }

  model(): Promise<string> {
    return this.page.evaluate(() => window.__engine.text());
  }

  pause(): Promise<void> {
    return this.page.evaluate(() => window.__engine.pause());
  }

  /** Makes this the whole text, by the editor's own API. */
  set(text: string): Promise<void> {
    return this.page.evaluate((now) => window.__engine.set(now), text);
  }

  /** Waits until the model says one of these; gives what it says. */
  async modelIs(...wanted: readonly string[]): Promise<string> {
    await this.page
      .waitForFunction((all) => all.includes(window.__engine.text()), { timeout: 20_000 }, wanted)
      .catch(() => undefined);
    return this.model();
  }

  /** Types as a person: every line break is the main Enter key, which puppeteer over WebDriver BiDi calls U+E006. */
  async type(text: string): Promise<void> {
    const enter = this.#browser === 'firefox' ? ('\ue006' as KeyInput) : 'Enter';
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) await this.page.keyboard.press(enter);
      await this.page.keyboard.type(line);
    }
  }

  /** Copies the text from a field of the page and pastes it, both by key. */
  async paste(text: string): Promise<void> {
    const { keyboard } = this.page;
    await this.page.evaluate((now) => {
      const source = document.querySelector<HTMLTextAreaElement>('#source');
      if (source === null) return;
      source.value = now;
      source.focus();
      source.select();
    }, text);
    const chord = async (key: KeyInput, command: string): Promise<void> => {
      await keyboard.down('Control');
      await keyboard.press(key, this.#browser === 'chromium' ? { commands: [command] } : {});
      await keyboard.up('Control');
    };
    await chord('KeyC', 'Copy');
    await this.focus();
    await chord('KeyV', 'Paste');
  }

  /** Writes as an input method does: some states of a composition, then the text that is kept. Chromium only. */
  async compose(states: readonly string[], kept: string): Promise<void> {
    this.#session ??= await this.page.createCDPSession();
    for (const text of states)
      await this.#session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await this.#session.send('Input.insertText', { text: kept });
  }

  async chord(key: 'KeyZ', shift = false): Promise<void> {
    const { keyboard } = this.page;
    await keyboard.down('Control');
    if (shift) await keyboard.down('Shift');
    await keyboard.press(key);
    if (shift) await keyboard.up('Shift');
    await keyboard.up('Control');
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

declare global {
  interface Window {
    __engine: Editor;
  }
}

export async function startEngineLab(name: BrowserName): Promise<EngineLab> {
  const [script, server] = await Promise.all([bundle(), serve()]);
  const browser: Browser = await launch(name);
  const { port } = server.address() as AddressInfo;
  return {
    async open(editor, place = 'light') {
      const page = await browser.newPage();
      await page.setViewport({ width: 1000, height: 900 });
      await page.goto(`http://127.0.0.1:${port}/${editor}?place=${place}`);
      await page.waitForFunction(() => window.__engine !== undefined);
      const world = isolated(page.mainFrame());
      await world.evaluate(script);
      if (place === 'iframe') await world.evaluate(TAKE_FROM_FRAME);
      else {
        // Our world cannot reach into a closed root: it is handed the element, as a browser's own API would hand it.
        const handle = await page.evaluateHandle(() => window.__engine.root);
        const root = await world.transferHandle(handle as ElementHandle<HTMLElement>);
        await world.evaluate((element: unknown) => void Object.assign(window, { engineRoot: element }), root);
      }
      return new EngineBench(page, name);
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
