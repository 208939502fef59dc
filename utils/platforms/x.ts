import type { Composer, PlatformAdapter } from './adapter.ts';
import {
  all,
  containerOf,
  follows,
  grouped,
  isVisible,
  labelOf,
  linkBeside,
  otherFields,
  plainLabel,
} from './dom.ts';
import { previewsOf } from './media.ts';
import { timeOf } from './schedule.ts';
import { USUAL } from './usual.ts';

const DIALOG = '[role="dialog"]';
/** The prefix alone also matches labels and containers around the editor. */
const EDITOR = '[data-testid^="tweetTextarea_"][contenteditable="true"]';
/** Both ids are seen in either place, and change within one session: the dialog, not the id, tells composers apart. */
const PUBLISH = '[data-testid="tweetButton"], [data-testid="tweetButtonInline"]';
const AVATAR = 'UserAvatar-Container-';
const STATUS = /^(?:https?:\/\/[^/]+)?\/[^/]+\/status\/(\d+)/;
/** The choice of who can reply stands beneath the text. Its label is in the page's language, so the opener is the sign. */
const AUDIENCE = '[aria-haspopup="menu"][aria-label]';

function composerIn(root: Element, editors: readonly HTMLElement[]): Composer {
  const dialog = root.closest(DIALOG);
  const publishControls = all(root, PUBLISH).filter((button) => button.closest(DIALOG) === dialog);
  return { root, editors, publishControls };
}

/** The author's own picture is the last one before the editor; those above it belong to the post replied to. */
function ownAvatar({ root, editors }: Composer): string | null {
  const [first] = editors;
  if (first === undefined) return null;
  const before = all(root, `[data-testid^="${AVATAR}"]`).filter((avatar) => follows(first, avatar));
  const handle = before.at(-1)?.dataset.testid?.slice(AVATAR.length);
  return handle === undefined || handle === '' || handle === 'unknown' ? null : handle;
}

function accountOfPage(document: Document): string | null {
  const profile = document.querySelector('[data-testid="AppTabBar_Profile_Link"]')?.getAttribute('href');
  const handle = profile
    ?.split('/')
    .filter((step) => step !== '')
    .at(-1);
  return handle ?? null;
}

/** X and X Pro: home, modal, inline reply, quote and thread. Draft.js. */
export const xAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'x',
  name: 'X',
  matches: ['https://x.com/*', 'https://twitter.com/*', 'https://pro.x.com/*'],

  findComposers(document) {
    const groups = grouped(all(document, EDITOR), (editor) => containerOf(editor, DIALOG, PUBLISH));
    // A poll's options are known to be text inputs named Choice1 to Choice4 (general knowledge, not looked up).
    return [...groups].map(([root, editors]) => composerIn(root, [...editors, ...otherFields(root, EDITOR)]));
  },

  account(composer) {
    const document = composer.root.ownerDocument;
    // X Pro shows columns of several accounts: only the composer itself tells which of them writes.
    return (
      ownAvatar(composer) ?? (document.location.hostname === 'pro.x.com' ? null : accountOfPage(document))
    );
  },

  audience: ({ root, editors }) =>
    labelOf(all(root, AUDIENCE).find((opener) => editors.some((editor) => follows(opener, editor))) ?? null),

  media(composer, part) {
    // Descriptions live in a dialog of their own; the composer does not show them.
    return previewsOf(composer, part, {
      selector: '[data-testid="attachments"] img, [data-testid="attachments"] video',
      altOf: () => null,
    });
  },

  replyTo(composer) {
    const above = linkBeside(composer, STATUS, 'before');
    if (above !== null || composer.root.closest(DIALOG) !== null) return above;
    return STATUS.exec(composer.root.ownerDocument.location.pathname)?.[1] ?? null;
  },

  quotes: (composer) => linkBeside(composer, STATUS, 'after'),

  scheduledFor(composer) {
    const indicator = composer.root.querySelector('[data-testid="scheduledTweetIndicator"]');
    if (indicator === null) return null;
    const machine = indicator.querySelector('time[datetime]')?.getAttribute('datetime');
    return timeOf(plainLabel(indicator.textContent), machine ?? undefined);
  },

  pillAnchor({ root, publishControls }) {
    return publishControls.find(isVisible) ?? root.querySelector('[data-testid="toolBar"]');
  },
};
