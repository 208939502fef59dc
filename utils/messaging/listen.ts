/** The background's side of messaging: one listener, every message's sender and content checked before anything acts. */
import { browser } from 'wxt/browser';
import type { Reply, ReplyOf } from '../messages.ts';
import type { AnyMessage, MessageOf } from '../messaging.ts';
import type { Explain } from '../sync/texts.ts';
import { messageSchema, platformIn } from './schema.ts';
import { permission, type Self, type Sender } from './sender.ts';

type Kind = AnyMessage['type'];

/** The frame of a tab that a message came from. */
export interface Frame {
  readonly tab: number;
  readonly frame: number;
}

/**
 * `platform` is the one whose page the content script runs in; empty for the extension's own pages, which come from no
 * `frame`.
 */
export type Handlers = {
  readonly [K in Kind]: (message: MessageOf<K>, platform: string, from: Frame | null) => Promise<ReplyOf[K]>;
};

const refuse = (code: string, detail: string): Reply<never> => ({ ok: false, code, detail });

const NOT_ALLOWED = refuse('forbidden', 'This page may not ask for that.');

function kindOf(raw: unknown): Kind | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || typeof raw.type !== 'string')
    return null;
  return /^(?:composer|page)\/[a-z-]+$/.test(raw.type) ? (raw.type as Kind) : null;
}

function hasCode(error: unknown): error is { readonly code: string; readonly detail: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'detail' in error &&
    typeof error.detail === 'string'
  );
}

function run<K extends Kind>(
  handlers: Handlers,
  kind: K,
  message: MessageOf<K>,
  platform: string,
  from: Frame | null,
): Promise<ReplyOf[K]> {
  return handlers[kind](message, platform, from);
}

function frameOf({ tab, frameId }: Sender): Frame | null {
  return tab?.id === undefined || frameId === undefined ? null : { tab: tab.id, frame: frameId };
}

/**
 * Answers one message: checks the sender, then the content, then runs its handler.
 * @returns null for what is none of ours to answer (a broadcast, another part's message)
 */
export async function answer(
  handlers: Handlers,
  raw: unknown,
  sender: Sender,
  self: Self,
  explain: Explain = ({ detail }) => detail,
): Promise<Reply<ReplyOf[Kind]> | null> {
  const kind = kindOf(raw);
  if (kind === null) return null;
  const may = permission(kind, sender, self);
  if (!may.allowed) return NOT_ALLOWED;
  const parsed = messageSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? 'the message' : issue.path.join('.');
    return refuse(
      'invalid_input',
      `This cannot be sent: ${place} is not valid (${issue?.message ?? 'unknown'}).`,
    );
  }
  const message = parsed.data;
  const about = platformIn(message);
  if (about !== null && about !== may.platform) return NOT_ALLOWED;
  try {
    return {
      ok: true,
      value: await run(handlers, message.type, message, may.platform ?? '', frameOf(sender)),
    };
  } catch (error) {
    if (hasCode(error)) return refuse(error.code, explain(error));
    reportError(error);
    return refuse('internal', 'Signoff made a mistake. Nothing was sent. Try again.');
  }
}

/**
 * Registers the one listener. Call it synchronously when the background starts.
 * @param know learns, before a message is judged, what `platformAt` has to know of its sender
 */
export function listen(
  handlers: Handlers,
  platformAt: Self['platformAt'],
  explain: Explain,
  know: (sender: Sender) => Promise<void>,
): void {
  const self: Self = { id: browser.runtime.id, base: `${location.origin}/`, platformAt };
  browser.runtime.onMessage.addListener((raw: unknown, sender, respond: (reply: unknown) => void) => {
    if (kindOf(raw) === null) return undefined;
    void know(sender)
      .then(() => answer(handlers, raw, sender, self, explain))
      .then(respond);
    // Keeps the channel open until `respond`; understood alike by every browser, unlike a returned promise.
    return true;
  });
}
