import type { Page } from 'puppeteer-core';

/** As much of WebDriver BiDi as is needed here; puppeteer keeps it to itself. https://w3c.github.io/webdriver-bidi/ */
interface Context {
  readonly id: string;
  readonly userContext: {
    readonly browser: {
      readonly session: { send(method: string, params: object): Promise<{ result: unknown }> };
    };
  };
}

/** A node of the page, by the name that the browser has for it. */
export interface NodeRef {
  readonly sharedId: string;
}

/** A node as the browser tells of it, closed shadow roots included when that is asked for. */
export interface NodeValue extends NodeRef {
  readonly value: { readonly shadowRoot?: NodeRef | null };
}

/** A page of Firefox by its protocol, for what puppeteer has no words for. */
export interface Bidi {
  readonly context: string;
  send<T>(method: string, params: object): Promise<T>;
  /** Calls a function in the page. @param args nodes of the page @throws Error when it throws */
  call<T>(declaration: string, args: readonly NodeRef[], options?: object): Promise<T>;
}

export function bidiOf(page: Page): Bidi {
  const { browsingContext } = page.mainFrame() as unknown as { readonly browsingContext: Context };
  const context = browsingContext.id;
  const send = async <T>(method: string, params: object): Promise<T> =>
    (await browsingContext.userContext.browser.session.send(method, params)).result as T;
  return {
    context,
    send,
    async call<T>(declaration: string, args: readonly NodeRef[], options: object = {}) {
      const reply = await send<{ type: string; result: T }>('script.callFunction', {
        functionDeclaration: declaration,
        arguments: args,
        target: { context },
        awaitPromise: false,
        ...options,
      });
      if (reply.type !== 'success') throw new Error(`The page threw: ${JSON.stringify(reply)}`);
      return reply.result;
    },
  };
}
