import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, containerOf, follows, grouped, isVisible, otherFields, plainLabel } from './dom.ts';
import { previewsOf } from './media.ts';
import { timeOf } from './schedule.ts';
import { isModEnter } from './shortcut.ts';

const DIALOG = '[role="dialog"]';
/** The prefix alone also matches labels and containers around the editor. */
const EDITOR = '[data-testid^="tweetTextarea_"][contenteditable="true"]';
/** Both ids are seen in either place, and change within one session: the dialog, not the id, tells composers apart. */
const PUBLISH = '[data-testid="tweetButton"], [data-testid="tweetButtonInline"]';
const AVATAR = 'UserAvatar-Container-';
const STATUS = /^(?:https?:\/\/[^/]+)?\/[^/]+\/status\/(\d+)/;

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

function statusLink(composer: Composer, side: 'before' | 'after'): string | null {
  const [first] = composer.editors;
  if (first === undefined) return null;
  const link = all(composer.root, 'a[href*="/status/"]').find(
    (anchor) =>
      !composer.editors.some((editor) => editor.contains(anchor)) &&
      (side === 'before' ? follows(first, anchor) : follows(anchor, first)),
  );
  return STATUS.exec(link?.getAttribute('href') ?? '')?.[1] ?? null;
}

/** X and X Pro: home, modal, inline reply, quote and thread. Draft.js. */
export const xAdapter: PlatformAdapter = {
  id: 'x',
  name: 'X',
  matches: ['https://x.com/*', 'https://twitter.com/*', 'https://pro.x.com/*'],

  findComposers(document) {
    const groups = grouped(all(document, EDITOR), (editor) => containerOf(editor, DIALOG, PUBLISH));
    // A poll's options are known to be text inputs named Choice1 to Choice4 (general knowledge, not looked up).
    return [...groups].map(([root, editors]) => composerIn(root, [...editors, ...otherFields(root, EDITOR)]));
  },

  account(composer) {
    return ownAvatar(composer) ?? accountOfPage(composer.root.ownerDocument);
  },

  media(composer, part) {
    // Descriptions live in a dialog of their own; the composer does not show them.
    return previewsOf(composer, part, {
      selector: '[data-testid="attachments"] img, [data-testid="attachments"] video',
      altOf: () => null,
    });
  },

  replyTo(composer) {
    const above = statusLink(composer, 'before');
    if (above !== null || composer.root.closest(DIALOG) !== null) return above;
    return STATUS.exec(composer.root.ownerDocument.location.pathname)?.[1] ?? null;
  },

  quotes(composer) {
    return statusLink(composer, 'after');
  },

  scheduledFor(composer) {
    const indicator = composer.root.querySelector('[data-testid="scheduledTweetIndicator"]');
    if (indicator === null) return null;
    const machine = indicator.querySelector('time[datetime]')?.getAttribute('datetime');
    return timeOf(plainLabel(indicator.textContent), machine ?? undefined);
  },

  isPublishShortcut: isModEnter,

  pillAnchor({ root, publishControls }) {
    return publishControls.find(isVisible) ?? root.querySelector('[data-testid="toolBar"]');
  },
};
