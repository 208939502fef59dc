import type { PlatformAdapter } from './adapter.ts';
import { all, isVisible, plainLabel } from './dom.ts';
import { plannedIn, timeOf } from './schedule.ts';
import { composersBy, type Surface } from './surfaces.ts';
import { USUAL } from './usual.ts';

/** Title and description of a video, in the dialog that uploads it and on the page that edits it. */
const VIDEO = ['#title-textarea #textbox', '#description-textarea #textbox'];
const SURFACES: readonly Surface[] = [
  {
    root: 'ytd-backstage-post-dialog-renderer',
    editors: ['ytd-backstage-post-dialog-renderer #commentbox #contenteditable-root'],
    publish: '#submit-button button',
    beside: '#cancel-button button',
  },
  {
    root: 'ytcp-uploads-dialog',
    editors: VIDEO,
    publish: '#done-button',
    beside: '#next-button, #back-button',
  },
  { editors: VIDEO, publish: 'ytcp-button#save, #save button', beside: '#discard' },
];
const CHANNEL = /\/channel\/([^/?#]+)/;

/** YouTube: posts to the community, and in the Studio what stands beside a video. Plain editable elements. */
export const youtubeAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'youtube',
  name: 'YouTube',
  matches: ['https://www.youtube.com/*', 'https://studio.youtube.com/*'],
  findComposers: (document) => composersBy(document, SURFACES),

  /** The channel is in the address, and in the Studio's own menu where a video's address has none. */
  account({ root: { ownerDocument: document } }) {
    const isStudio = document.location.hostname === 'studio.youtube.com';
    const menu = isStudio ? document.querySelector('a[href*="/channel/"]')?.getAttribute('href') : null;
    return CHANNEL.exec(document.location.pathname)?.[1] ?? CHANNEL.exec(menu ?? '')?.[1] ?? null;
  },

  scheduledFor({ root }) {
    const panel = all(root, '#scheduling-panel').find(isVisible);
    return panel === undefined ? plannedIn(root) : timeOf(plainLabel(panel.textContent));
  },
};
