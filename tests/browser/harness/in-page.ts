import type { CDPSession, Page } from 'playwright-core';

/**
 * Signoff's own controls inside a page, in their closed root. No selector reaches them, by design; the accessibility
 * tree does, as it does for a screen reader, and clicks go through the mouse like a person's.
 */
export interface InPage {
  /** Names of all controls and texts of Signoff with the role, as a screen reader would read them. */
  names(role: string): Promise<string[]>;
  /** Waits until something with the role and a name that matches is there. */
  waitFor(role: string, name: RegExp, patienceMs?: number): Promise<void>;
  waitUntilGone(role: string, name: RegExp): Promise<void>;
  click(role: string, name: RegExp): Promise<void>;
  hover(role: string, name: RegExp): Promise<void>;
  isFocused(role: string, name: RegExp): Promise<boolean>;
}

interface Found {
  readonly backendId: number;
  readonly name: string;
  readonly focused: boolean;
}

const PATIENCE_MS = 30_000;

export async function inPage(page: Page): Promise<InPage> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('Accessibility.enable');

  const find = async (role: string): Promise<Found[]> => {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes.flatMap((node) => {
      if (node.ignored || node.role?.value !== role || node.backendDOMNodeId === undefined) return [];
      const focused =
        node.properties?.some((one) => one.name === 'focused' && one.value.value === true) ?? false;
      return [{ backendId: node.backendDOMNodeId, name: String(node.name?.value ?? ''), focused }];
    });
  };

  /** Asks again after each painted frame, so that a change is seen as soon as it is on screen. */
  const until = async <T>(
    what: string,
    look: () => Promise<T | undefined>,
    patience = PATIENCE_MS,
  ): Promise<T> => {
    const end = performance.now() + patience;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > end) throw new Error(`Waited ${patience / 1000} s for ${what}.`);
      // A page that is hidden for a moment has no frames, and is asked again all the same.
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(resolve);
            setTimeout(resolve, 500);
          }),
      );
    }
  };

  const one = async (role: string, name: RegExp, patience?: number): Promise<Found> => {
    const look = async (): Promise<Found | undefined> =>
      (await find(role)).find((found) => name.test(found.name));
    try {
      return await until(`${role} ${name}`, look, patience);
    } catch (error) {
      const there = await Promise.all(
        [...new Set([role, 'button', 'dialog', 'status', 'StaticText'])].map(
          async (any) => `${any}: ${(await find(any)).map((found) => found.name).join(' | ')}`,
        ),
      );
      throw new Error(`${(error as Error).message} There is ${there.join('; ')}`, { cause: error });
    }
  };

  /** The middle of the control, scrolled into view, once it stands still: a person does not press what is moving. */
  const middle = async (role: string, name: RegExp): Promise<{ x: number; y: number }> => {
    let last = '';
    return until(`${role} ${name} to stand still`, async () => {
      const { backendId } = await one(role, name);
      await session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: backendId }).catch(() => undefined);
      const box = await session.send('DOM.getBoxModel', { backendNodeId: backendId }).catch(() => undefined);
      const before = last;
      last = String(box?.model.border ?? '');
      if (box === undefined || last !== before) return undefined;
      const [x0 = 0, y0 = 0, x1 = 0, , , y2 = 0] = box.model.border;
      return { x: (x0 + x1) / 2, y: (y0 + y2) / 2 };
    });
  };

  return {
    names: async (role) => (await find(role)).map((found) => found.name),
    waitFor: async (role, name, patienceMs) => void (await one(role, name, patienceMs)),
    waitUntilGone: (role, name) =>
      until(`no ${role} ${name}`, async () =>
        (await find(role)).some((found) => name.test(found.name)) ? undefined : null,
      ).then(() => undefined),
    click: async (role, name) => {
      const { x, y } = await middle(role, name);
      await page.mouse.click(x, y);
    },
    hover: async (role, name) => {
      const { x, y } = await middle(role, name);
      await page.mouse.move(x, y);
    },
    isFocused: async (role, name) => (await one(role, name)).focused,
  };
}
