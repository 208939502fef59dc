import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a browser and the store that can be cut at a chosen moment. */
export interface Relay {
  /** The store's address by way of this wire. */
  readonly url: string;
  /**
   * The next request that begins with `line` still reaches the store, but its answer does not come back: when its first
   * byte is there, every wire is cut and stays so until {@link mend}. A browser would otherwise ask again by itself.
   * Resolves then, when the store has done what was asked.
   */
  loseAnswerTo(line: string): Promise<void>;
  /** Lets the browser through again. */
  mend(): void;
  /** All that the browser has sent so far, socket frames included (those are masked and not readable here). */
  sent(): string;
  close(): Promise<void>;
}

export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const sent: Buffer[] = [];
  let losing: { readonly line: string; readonly lost: () => void } | null = null;
  let isCut = false;

  const server = createServer((browser) => {
    if (isCut) {
      browser.destroy();
      return;
    }
    const store = connect(Number(port), hostname);
    let lost: (() => void) | null = null;
    const cut = (): void => {
      browser.destroy();
      store.destroy();
    };
    for (const end of [browser, store]) {
      open.add(end);
      end.on('error', cut);
      end.on('close', () => {
        open.delete(end);
        cut();
      });
    }
    browser.on('data', (bytes) => {
      sent.push(bytes);
      if (losing !== null && bytes.toString('latin1', 0, losing.line.length) === losing.line) {
        lost = losing.lost;
        losing = null;
      }
      store.write(bytes);
    });
    store.on('data', (bytes) => {
      if (lost === null) {
        browser.write(bytes);
        return;
      }
      isCut = true;
      for (const end of open) end.destroy();
      lost();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');

  return {
    url: `http://127.0.0.1:${address.port}`,
    loseAnswerTo: (line) =>
      new Promise((resolve) => {
        losing = { line, lost: resolve };
      }),
    sent: () => Buffer.concat(sent).toString('utf8'),
    mend() {
      isCut = false;
    },
    async close() {
      server.close();
      for (const end of open) end.destroy();
      await once(server, 'close');
    },
  };
}
