/**
 * Asking the background, from content scripts and the extension's pages. Small: it is part of the content script.
 * The background's side is `messaging/listen.ts`.
 */
import { browser } from 'wxt/browser';
import type { BroadcastMessage, ComposerMessage, PageMessage, Reply, ReplyOf } from './messages.ts';

export type AnyMessage = ComposerMessage | PageMessage;
export type MessageOf<K extends AnyMessage['type']> = Extract<AnyMessage, { readonly type: K }>;

/** A worker that is just starting may not listen yet; after this it is counted as not there. */
const PATIENCE_MS = 4_000;
const FIRST_WAIT_MS = 50;

const NOBODY = /receiving end does not exist|could not establish connection/i;
const HUNG_UP =
  /message (?:port|channel) closed|before a response was received|Promised response .* went out of scope/i;
const INVALIDATED = /extension context invalidated|context invalidated/i;

/** The connection to the background as `send` needs it; replaced in tests. */
export interface Wire {
  /** Undefined or throws when the extension was updated or removed under a script that still runs. */
  readonly id: () => string | undefined;
  readonly post: (message: AnyMessage) => Promise<unknown>;
  readonly wait: (ms: number) => Promise<void>;
}

const runtimeWire: Wire = {
  id: () => browser.runtime?.id,
  post: (message) => browser.runtime.sendMessage(message),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

const ORPHANED = {
  ok: false,
  code: 'orphaned',
  detail: 'The extension was updated. Reload this tab to go on.',
} as const;

function isOrphan(wire: Wire): boolean {
  try {
    return wire.id() === undefined;
  } catch {
    return true;
  }
}

function isReply(value: unknown): value is Reply<never> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

/** A message that may be delivered twice without harm: all but joining, whose code works once. */
function repeatable(message: AnyMessage): boolean {
  return message.type !== 'page/join';
}

/**
 * Asks the background and waits for its answer. Never rejects: `ok: false` has a code, `orphaned` when the extension
 * was updated under this script (reload the tab), `unavailable` when the background does not answer.
 */
export async function send<K extends AnyMessage['type']>(
  message: MessageOf<K>,
  wire: Wire = runtimeWire,
): Promise<Reply<ReplyOf[K]>> {
  let waited = 0;
  for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
    if (isOrphan(wire)) return ORPHANED;
    let reason: string;
    try {
      const answer = await wire.post(message);
      // The background's `listen` answers every kind with its own type.
      if (isReply(answer)) return answer as Reply<ReplyOf[K]>;
      reason = 'no answer';
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      if (INVALIDATED.test(reason)) return ORPHANED;
    }
    const again =
      NOBODY.test(reason) || (repeatable(message) && (HUNG_UP.test(reason) || reason === 'no answer'));
    if (!again || waited + wait > PATIENCE_MS)
      return {
        ok: false,
        code: 'unavailable',
        detail: 'Signoff did not answer. Nothing was lost; try again, or restart the browser.',
      };
    await wire.wait(wait);
    waited += wait;
  }
}

/** @returns the way to stop listening */
export function onBroadcast(handler: (message: BroadcastMessage) => void): () => void {
  const listener = (message: unknown, sender: { readonly id?: string | undefined }): undefined => {
    if (sender.id !== browser.runtime.id) return;
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    if (message.type === 'state-changed') handler({ type: 'state-changed' });
  };
  browser.runtime.onMessage.addListener(listener);
  return () => {
    try {
      browser.runtime.onMessage.removeListener(listener);
    } catch {
      // An orphan has nothing left to stop.
    }
  };
}
