import type { PlatformAdapter } from './adapter.ts';
import { plannedIn } from './schedule.ts';
import { composersBy, type Surface } from './surfaces.ts';
import { USUAL } from './usual.ts';

const CAPTION = '[data-e2e="caption_container"]';
const SURFACES: readonly Surface[] = [
  {
    editors: [`${CAPTION} [contenteditable="true"]`],
    publish: '[data-e2e="post_video_button"]',
    beside: '[data-e2e="save_draft_button"]',
  },
];

/** TikTok Studio: the caption of a video. Draft.js. */
export const tiktokAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'tiktok',
  name: 'TikTok',
  matches: ['https://www.tiktok.com/*'],
  findComposers: (document) => composersBy(document, SURFACES),

  /** The Studio's menu leads to the profile of whoever is signed in. */
  account({ root }) {
    const link = root.ownerDocument.querySelector('header a[href*="/@"], nav a[href*="/@"]');
    return /\/@([^/?#]+)/.exec(link?.getAttribute('href') ?? '')?.[1] ?? null;
  },

  scheduledFor: ({ root }) => plannedIn(root),
};
