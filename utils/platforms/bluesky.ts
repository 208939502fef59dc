import type { PlatformAdapter } from './adapter.ts';
import { all, grouped, labelOf } from './dom.ts';
import { USUAL } from './usual.ts';

const ROOT = '[data-testid="composePostView"]';
const EDITOR = `${ROOT} .ProseMirror[contenteditable="true"]`;
const PUBLISH = '[data-testid="composerPublishBtn"]';
const POST = /\/profile\/([^/?#]+)\/post\/([^/?#]+)/;

function postLink(root: Element, selector: string): string | null {
  const match = POST.exec(root.querySelector(selector)?.getAttribute('href') ?? '');
  return match ? `${match[1]}/${match[2]}` : null;
}

/** Bluesky: one TipTap editor a post of the thread, all in one view. */
export const blueskyAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'bluesky',
  name: 'Bluesky',
  matches: ['https://bsky.app/*'],

  findComposers(document) {
    const groups = grouped(all(document, EDITOR), (editor) => editor.closest(ROOT) ?? editor);
    return [...groups].map(([root, editors]) => ({ root, editors, publishControls: all(root, PUBLISH) }));
  },

  /** The side navigation links to the profile of whoever is signed in. The app's own storage holds tokens: not read. */
  account({ root }) {
    const links = root.ownerDocument.querySelectorAll(
      'nav a[href^="/profile/"], [role="navigation"] a[href^="/profile/"]',
    );
    for (const link of links) {
      const handle = /^\/profile\/([^/?#]+)\/?$/.exec(link.getAttribute('href') ?? '')?.[1];
      if (handle !== undefined) return handle;
    }
    return null;
  },

  audience: ({ root }) => labelOf(root.querySelector('[data-testid="openReplyGateButton"]')),
  replyTo: ({ root }) => postLink(root, '[data-testid="replyTo"] a[href*="/post/"]'),
  quotes: ({ root }) =>
    postLink(root, '[data-testid="quotedPost"] a[href*="/post/"], a[data-testid="quotedPost"]'),
};
