/** Brings an approved text to where it is to go out. The gate reads the composer at the press all the same. */
import { browser } from 'wxt/browser';
import { composeAddress } from '../../utils/platforms/compose-address.ts';
import { askRestore } from '../../utils/restore/ask.ts';
import type { Brought } from './AuthorBar.tsx';
import type { QueueItem } from './queue.ts';

/**
 * Into the composer of the tab in front; where there is none, onto the clipboard, and the platform's composer is opened.
 * Call it at a person's press.
 */
export async function bringToComposer({ newest }: Pick<QueueItem, 'newest'>): Promise<Brought> {
  const { draft, fingerprint } = newest;
  const { composer, isCopied } = await askRestore({
    parts: draft.parts.map(({ text }) => text),
    fingerprint,
  });
  if (composer === 'restored' || composer === 'differs') return 'restored';
  const url = draft.replyTo === null ? composeAddress(draft.platform) : null;
  if (!isCopied) return 'failed';
  if (composer !== 'no-composer' || url === null) return 'copied';
  await browser.tabs.create({ url });
  return 'opened';
}
