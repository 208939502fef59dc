import type { PlatformAdapter } from './adapter.ts';
import { all, isVisible, labelOf, otherFields, plainLabel } from './dom.ts';
import { previewsOf } from './media.ts';
import { USUAL } from './usual.ts';

const FORM = 'form.compose-form';
const EDITOR = 'textarea.autosuggest-textarea__textarea';
const WARNING = '#cw-spoiler-input';
const PUBLISH = '.compose-form__submit button[type="submit"], .compose-form__submit button:not([type])';

/** Addresses of a status: `/@user/123`, of another server `/@user@server/123` or `/users/user/statuses/123`. */
const STATUS = /\/(?:@[^/]+|statuses)\/\d+/;
/** From general knowledge of Mastodon's own source, 4.5 and later; the link above needs none of it. */
const QUOTE = '.status__quote, .status[data-id], [data-quote]';
/** What stands in the form and is no quote: the post replied to, and the one being edited. */
const OTHER_STATUS = '.reply-indicator, .edit-indicator';

/** Instances people use most; any other one is an address its user adds. */
const INSTANCES = [
  'mastodon.social',
  'mastodon.online',
  'mstdn.social',
  'mas.to',
  'hachyderm.io',
  'fosstodon.org',
  'infosec.exchange',
  'techhub.social',
  'mastodon.world',
  'snabelen.no',
];

/**
 * The content warning is published with the post and counts towards its length, so while it is shown and not empty it is
 * an editor of its own, before the text: part 0 is then the warning and part 1 the post. A poll's options come last.
 */
function editorsOf(form: HTMLElement): HTMLElement[] {
  const warnings = all(form, WARNING).filter(
    (field) => isVisible(field) && 'value' in field && String(field.value).trim() !== '',
  );
  return [...warnings, ...all(form, EDITOR), ...otherFields(form, `${WARNING}, ${EDITOR}`)];
}

/** Mastodon's own web interface. */
export const mastodonAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'mastodon',
  name: 'Mastodon',
  matches: INSTANCES.map((host) => `https://${host}/*`),

  findComposers(document) {
    return all(document, FORM)
      .map((root) => ({ root, editors: editorsOf(root), publishControls: all(root, PUBLISH) }))
      .filter(({ root }) => root.querySelector(EDITOR) !== null);
  },

  /** `user@instance`: the form or the bar above it shows who is signed in. */
  account({ root }) {
    const { location } = root.ownerDocument;
    const bar = root.ownerDocument.querySelector(
      '.navigation-bar a[href*="/@"], .navigation-panel a[href^="/@"]',
    );
    const user = /\/@([^/@?#]+)/.exec(bar?.getAttribute('href') ?? '')?.[1];
    return user === undefined ? null : `${user}@${location.hostname}`;
  },

  /** The first of the dropdowns says who sees it. */
  audience: ({ root }) => labelOf(root.querySelector('.compose-form__dropdowns button')),

  media: (composer, part) =>
    previewsOf(composer, part, {
      selector: '.compose-form__uploads img, .compose-form__upload img, .compose-form__uploads video',
    }),

  replyTo({ root }) {
    const links = [...root.querySelectorAll('.reply-indicator a[href]')].map(
      (link) => link.getAttribute('href') ?? '',
    );
    return links.find((href) => STATUS.test(href)) ?? links[0] ?? null;
  },

  /** The quoted post's own address; where a quote is shown without one, its id or what it says. */
  quotes({ root }) {
    const isQuoted = (element: Element): boolean => element.closest(OTHER_STATUS) === null;
    for (const link of all(root, 'a[href]').filter(isQuoted)) {
      const href = link.getAttribute('href') ?? '';
      if (STATUS.test(href)) return href;
    }
    const box = all(root, QUOTE).find(isQuoted);
    return box === undefined ? null : (box.dataset.id ?? plainLabel(box.textContent));
  },
};
