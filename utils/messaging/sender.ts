/**
 * Who may send what. The browser fills in the sender; the message is not believed about it. A page's renderer that was
 * taken over can send any message as its own content script, so a content script speaks for its own platform only, and
 * never for the extension's pages.
 */
import type { AnyMessage } from '../messaging.ts';

export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  /** Present for everything that runs in a tab. */
  readonly tab?: { readonly id?: number | undefined } | undefined;
  readonly frameId?: number | undefined;
}

export interface Self {
  /** `runtime.id` */
  readonly id: string;
  /** Address of the extension's own pages, with the slash at the end: what `runtime.getURL('')` gives. */
  readonly base: string;
  /** The platform whose composer stands at a place, or null. */
  readonly platformAt: (place: { readonly hostname: string; readonly pathname: string }) => string | null;
}

export type Permission =
  | { readonly allowed: true; readonly platform: string | null }
  | { readonly allowed: false };

const NO: Permission = { allowed: false };

/** Whether a page of the extension itself speaks, not one of ours in a tab that a web page has. */
export function isOwnPage(sender: Sender, self: Pick<Self, 'id' | 'base'>): boolean {
  if (sender.id !== self.id || !sender.url?.startsWith(self.base)) return false;
  // Firefox leaves it out in some versions; where it is told, it must agree.
  return sender.origin === undefined || `${sender.origin}/` === self.base;
}

function platformOf(sender: Sender, self: Self): string | null {
  if (sender.tab === undefined || sender.url === undefined || !URL.canParse(sender.url)) return null;
  // A frame that the page has made itself has no address, and the origin of the page.
  const isMade = /^about:(?:blank|srcdoc)/.test(sender.url) && URL.canParse(sender.origin ?? '');
  const url = new URL(isMade ? (sender.origin ?? '') : sender.url);
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return null;
  // An opaque or foreign origin (a sandboxed frame, a blob) is not the platform, whatever its address.
  if (sender.origin !== undefined && sender.origin !== url.origin) return null;
  return self.platformAt({ hostname: url.hostname, pathname: url.pathname });
}

/** @returns for `composer/…` the platform that the sender speaks for */
export function permission(kind: AnyMessage['type'], sender: Sender, self: Self): Permission {
  if (sender.id !== self.id) return NO;
  if (kind.startsWith('page/')) return isOwnPage(sender, self) ? { allowed: true, platform: null } : NO;
  const platform = platformOf(sender, self);
  return platform === null ? NO : { allowed: true, platform };
}
