import type { Page } from 'puppeteer-core';
import { bidiOf, type NodeRef, type NodeValue } from './bidi.ts';
import type { InPage } from './in-page.ts';

interface Found {
  readonly name: string;
  readonly focused: boolean;
  readonly x: number;
  readonly y: number;
}

const PATIENCE_MS = 30_000;

/**
 * Signoff's own controls inside a page of Firefox. WebDriver tells of closed shadow roots to who drives the browser, and
 * to nobody in the page; roles are computed by Firefox itself, names by what Signoff's controls are named with.
 */
export function inPageFirefox(page: Page): InPage {
  const { context, send, call } = bidiOf(page);

  const closedRoots = async (): Promise<NodeRef[]> => {
    const { value: nodes } = await call<{ value: readonly NodeValue[] }>(
      `() => [...document.documentElement.children, ...document.querySelectorAll('[popover]')]`,
      [],
      { serializationOptions: { maxDomDepth: 0, includeShadowTree: 'all' } },
    );
    const roots = nodes.map(({ value }) => value.shadowRoot?.sharedId).filter((id) => id !== undefined);
    return [...new Set(roots)].map((sharedId) => ({ sharedId }));
  };

  const find = async (role: string): Promise<Found[]> => {
    const startNodes = await closedRoots();
    if (startNodes.length === 0) return [];
    const { nodes } = await send<{ nodes: readonly NodeValue[] }>('browsingContext.locateNodes', {
      context,
      locator: { type: 'accessibility', value: { role } },
      startNodes,
    });
    if (nodes.length === 0) return [];
    const { value } = await call<{ value: string }>(
      `(...nodes) => JSON.stringify(nodes.map((node) => {
        const box = node.getBoundingClientRect();
        return {
          name: node.ariaLabel ?? node.labels?.[0]?.textContent ?? node.textContent,
          focused: node.getRootNode().activeElement === node,
          x: box.x + box.width / 2,
          y: box.y + box.height / 2,
        };
      }))`,
      nodes.map(({ sharedId }) => ({ sharedId })),
    );
    return JSON.parse(value) as Found[];
  };

  /** Asks again after each painted frame. A control that is drawn anew between two questions is asked for again. */
  const until = async <T>(
    what: string,
    look: () => Promise<T | undefined>,
    patience = PATIENCE_MS,
  ): Promise<T> => {
    const end = performance.now() + patience;
    for (;;) {
      const found = await look().catch((error: Error) => {
        if (/stale|no such node/i.test(error.message)) return undefined;
        throw error;
      });
      if (found !== undefined) return found;
      if (performance.now() > end) {
        const there = await Promise.all(
          ['button', 'dialog', 'textbox', 'link'].map(
            async (any) => `${any}: ${(await find(any)).map(({ name }) => name).join(' | ')}`,
          ),
        );
        throw new Error(`Waited ${patience / 1000} s for ${what}. There is ${there.join('; ')}`);
      }
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

  const one = (role: string, name: RegExp, patience?: number): Promise<Found> =>
    until(`${role} ${name}`, async () => (await find(role)).find((found) => name.test(found.name)), patience);

  return {
    names: async (role) => (await find(role)).map(({ name }) => name),
    waitFor: async (role, name, patienceMs) => void (await one(role, name, patienceMs)),
    waitUntilGone: (role, name) =>
      until(`no ${role} ${name}`, async () =>
        (await find(role)).some((found) => name.test(found.name)) ? undefined : null,
      ).then(() => undefined),
    click: async (role, name) => {
      const { x, y } = await one(role, name);
      await page.mouse.click(x, y);
    },
    hover: async (role, name) => {
      const { x, y } = await one(role, name);
      await page.mouse.move(x, y);
    },
    isFocused: async (role, name) => (await one(role, name)).focused,
  };
}
