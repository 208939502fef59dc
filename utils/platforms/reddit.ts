import type { PlatformAdapter } from './adapter.ts';
import { parentOf } from './dom.ts';
import { composersBy, type Surface } from './surfaces.ts';
import { USUAL } from './usual.ts';

const BODY = 'shreddit-composer#post-composer_bodytext';
const SURFACES: readonly Surface[] = [
  {
    // A title, an address: each in a shadow root of its own. The text is rich or, in the other mode, a text area.
    editors: ['faceplate-textarea-input >>> textarea', `${BODY} [contenteditable="true"], ${BODY} textarea`],
    publish: '#submit-post-button >>> #inner-post-submit-button',
    beside: '#submit-post-button >>> #inner-save-draft-button',
  },
  {
    root: 'comment-composer-host',
    editors: ['comment-composer-host [contenteditable="true"], comment-composer-host textarea'],
    publish: 'button[slot="submit-button"][type="submit"]',
  },
];

/** Reddit: a post with its title, and comments. Lexical, or a text area for Markdown. */
export const redditAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'reddit',
  name: 'Reddit',
  matches: ['https://www.reddit.com/*'],
  findComposers: (document) => composersBy(document, SURFACES),

  /** The menu of whoever is signed in leads to their profile (general knowledge of the page). */
  account({ root }) {
    const link = root.ownerDocument.querySelector(
      '#user-drawer-content a[href*="/user/"], header a[href*="/user/"]',
    );
    return /\/user\/([^/?#]+)/.exec(link?.getAttribute('href') ?? '')?.[1] ?? null;
  },

  audience: ({ root }) => /^\/(?:r|user)\/[^/]+/.exec(root.ownerDocument.location.pathname)?.[0] ?? null,

  /** The comment around it, else the post of the page; a new post answers nothing. */
  replyTo({ root }) {
    if (root.localName !== 'comment-composer-host') return null;
    for (let at: Element | null = root; at !== null; at = parentOf(at)) {
      const id = at.getAttribute('thingid');
      if (id !== null) return id;
    }
    return /\/comments\/([^/]+)/.exec(root.ownerDocument.location.pathname)?.[1] ?? null;
  },
};
