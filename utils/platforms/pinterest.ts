import type { PlatformAdapter } from './adapter.ts';
import { labelOf } from './dom.ts';
import { plannedIn } from './schedule.ts';
import { composersBy, type Surface } from './surfaces.ts';
import { USUAL } from './usual.ts';

const SURFACES: readonly Surface[] = [
  {
    editors: ['#storyboard-selector-title', '[data-test-id="editor-with-mentions"] [contenteditable="true"]'],
    publish: '[data-test-id="storyboard-creation-nav-done"] button',
  },
];

/** Hosts of the countries where most people use it. */
const HOSTS = [
  'www.pinterest.com',
  'www.pinterest.co.uk',
  'www.pinterest.de',
  'www.pinterest.fr',
  'no.pinterest.com',
];

/** Pinterest: title, description and link of a Pin. A field and Draft.js. */
export const pinterestAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'pinterest',
  name: 'Pinterest',
  matches: HOSTS.map((host) => `https://${host}/*`),
  findComposers: (document) => composersBy(document, SURFACES),

  /** The picture in the header leads to the profile of whoever is signed in (general knowledge of the page). */
  account({ root }) {
    const link = root.ownerDocument.querySelector(
      '[data-test-id="header-profile"] a[href], a[data-test-id="header-profile"]',
    );
    return /^\/([^/?#]+)/.exec(link?.getAttribute('href') ?? '')?.[1] ?? null;
  },

  /** The board it is put on. */
  audience: ({ root }) => labelOf(root.querySelector('[data-test-id="board-dropdown-select-button"]')),
  scheduledFor: ({ root }) => plannedIn(root),
};
