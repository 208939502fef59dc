import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, containerOf, cookie, follows, grouped, isVisible, plainLabel } from './dom.ts';
import { previewsOf } from './media.ts';
import { labelMeaning } from './publish-words.ts';
import { isEnter, isModEnter } from './shortcut.ts';

const DIALOG = '[role="dialog"]';
const EDITOR = '[contenteditable="true"][role="textbox"][data-lexical-editor="true"]';
const BUTTON = '[role="button"], button';
/** A comment box stands in a form or under a post; the feed composer in a dialog of its own. */
const ARTICLE = '[role="article"]';
const COMMENT_HOME = `${ARTICLE}, form[role="presentation"]`;

function isCommentBox(editor: Element): boolean {
  const home = editor.closest(COMMENT_HOME);
  const dialog = editor.closest(DIALOG);
  // A dialog that shows a post holds its comment box; a form outside the composer's dialog is no composer either.
  return home !== null && (dialog === null || dialog.contains(home));
}

/**
 * A comment box is its own composer, though it may stand in a dialog: its form, else all around it that holds neither
 * another box nor another comment, whose "Reply" opens a box and publishes nothing.
 */
function commentBox(editor: HTMLElement): Element {
  let box: Element = editor;
  for (let { parentElement } = box; parentElement !== null; { parentElement } = box) {
    const holdsOthers = all(parentElement, `${ARTICLE}, ${EDITOR}`).some((other) => other !== editor);
    if (box.matches(COMMENT_HOME) || parentElement.matches(ARTICLE) || holdsOthers) break;
    box = parentElement;
  }
  return box;
}

function containerFor(editor: HTMLElement): Element {
  return isCommentBox(editor) ? commentBox(editor) : containerOf(editor, DIALOG, BUTTON);
}

/** The label when it is what a person reads on the button; icon buttons and menu openers have none of their own. */
function ownLabel(button: HTMLElement): string | null {
  const popup = button.getAttribute('aria-haspopup');
  if (popup !== null && popup !== 'false') return null;
  const said = plainLabel(button.getAttribute('aria-label'));
  const shown = plainLabel(button.textContent);
  if (shown === '' && said === '') return null;
  return said === '' ? shown : said;
}

/**
 * There are no ids here, only localized labels. By structure first: a button with a label of its own, after the editor,
 * outside menus and toolbars. Among those the word lists choose; where no language matches, the last one that shows
 * its label as text is taken, since the publish button closes the dialog.
 */
function publishControls(root: Element, editors: readonly HTMLElement[]): HTMLElement[] {
  const last = editors.at(-1);
  if (last === undefined) return [];
  const candidates = all(root, BUTTON).filter(
    (button) =>
      follows(button, last) &&
      ownLabel(button) !== null &&
      button.closest('[role="menu"], [role="listbox"], [role="toolbar"]') === null,
  );
  const meanings = candidates.map((button) => ({ button, meaning: labelMeaning(ownLabel(button) ?? '') }));
  const known = meanings.filter(({ meaning }) => meaning === 'publishes').map(({ button }) => button);
  if (known.length > 0) return known;
  const unknown = meanings.filter(
    ({ button, meaning }) =>
      meaning === 'unknown' &&
      plainLabel(button.textContent) !== '' &&
      button.querySelector('svg, img, i') === null,
  );
  return unknown.slice(-1).map(({ button }) => button);
}

function editorOf(event: KeyboardEvent): Element | null {
  for (const target of event.composedPath()) {
    if ('matches' in target && (target as Element).matches(EDITOR)) return target as Element;
  }
  return null;
}

/** Facebook: feed, groups and comment boxes. Lexical. */
export const facebookAdapter: PlatformAdapter = {
  id: 'facebook',
  name: 'Facebook',
  matches: ['https://www.facebook.com/*', 'https://business.facebook.com/*'],

  findComposers(document) {
    return [...grouped(all(document, EDITOR), containerFor)].map(
      ([root, editors]): Composer => ({ root, editors, publishControls: publishControls(root, editors) }),
    );
  },

  /**
   * The id of the Page acted as, else of the person signed in; the composer itself shows only a display name. In Business
   * Suite "Post to" chooses among many Pages under one sign-in, so the cookie is the same for all of them and names none:
   * an approval for one Page must not count for another.
   */
  account({ root }) {
    if (root.ownerDocument.location.hostname === 'business.facebook.com') return null;
    return cookie(root.ownerDocument, 'i_user') ?? cookie(root.ownerDocument, 'c_user');
  },

  media: (composer, part) => previewsOf(composer, part),

  replyTo({ root, editors: [first] }) {
    if (first === undefined || !isCommentBox(first)) return null;
    const post = root.closest(ARTICLE) ?? root.parentElement?.closest(DIALOG) ?? null;
    const link = post?.querySelector('a[href*="/posts/"], a[href*="/permalink/"], a[href*="story_fbid="]');
    return link?.getAttribute('href')?.replace(/[?#].*$/, '') ?? null;
  },

  quotes: () => null,
  scheduledFor: () => null,

  /** Comment boxes publish on Enter. */
  isPublishShortcut(event) {
    if (isModEnter(event)) return true;
    if (!isEnter(event) || event.shiftKey || event.altKey) return false;
    const editor = editorOf(event);
    return editor !== null && isCommentBox(editor);
  },

  pillAnchor: (composer) => composer.publishControls.find(isVisible) ?? null,
};
