import type { PlatformAdapter } from './adapter.ts';
import { isVisible } from './dom.ts';
import { previewsOf } from './media.ts';
import { isModEnter } from './shortcut.ts';

/** What most platforms have in common: adapters spread it and say only what is their own. */
export const USUAL = {
  audience: () => null,
  media: (composer, part) => previewsOf(composer, part),
  replyTo: () => null,
  quotes: () => null,
  scheduledFor: () => null,
  isPublishShortcut: isModEnter,
  pillAnchor: ({ publishControls }) => publishControls.find(isVisible) ?? null,
} as const satisfies Partial<PlatformAdapter>;
