import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, containerOf, cookie, grouped, labelOf, shownText } from './dom.ts';
import { BUTTON, labelledControls } from './labelled.ts';
import { plannedIn } from './schedule.ts';
import { isEnter, isModEnter } from './shortcut.ts';
import { USUAL } from './usual.ts';

const DIALOG = '[role="dialog"]';
const EDITOR = '[contenteditable="true"][role="textbox"][data-lexical-editor="true"]';
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

function editorOf(event: KeyboardEvent): Element | null {
  for (const target of event.composedPath()) {
    if ('matches' in target && (target as Element).matches(EDITOR)) return target as Element;
  }
  return null;
}

/** Business Suite's engine is not known for certain, so there any text box counts that is written in. */
const SUITE_EDITOR = '[contenteditable="true"][role="textbox"], [contenteditable="true"][role="combobox"]';
const isSuite = ({ location }: Document): boolean => location.hostname === 'business.facebook.com';

/** Its composer is a page or a dialog with toolbars of their own, so no nearest button tells where it ends. */
function suiteHome(editor: HTMLElement): Element {
  return editor.closest(`${DIALOG}, [role="main"]`) ?? editor.ownerDocument.body;
}

/** Facebook: feed, groups, comment boxes and Business Suite. Lexical. */
export const facebookAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'facebook',
  name: 'Facebook',
  matches: ['https://www.facebook.com/*', 'https://business.facebook.com/*'],

  findComposers(document) {
    const groups = isSuite(document)
      ? grouped(all(document, SUITE_EDITOR), suiteHome)
      : grouped(all(document, EDITOR), containerFor);
    return [...groups].map(
      ([root, editors]): Composer => ({ root, editors, publishControls: labelledControls(root, editors) }),
    );
  },

  /**
   * The id of the Page acted as, else of the person signed in; the composer itself shows only a display name. In Business
   * Suite "Post to" chooses among many Pages under one sign-in, so the cookie is the same for all of them and names none:
   * an approval for one Page must not count for another.
   */
  account({ root }) {
    if (isSuite(root.ownerDocument)) return null;
    return cookie(root.ownerDocument, 'i_user') ?? cookie(root.ownerDocument, 'c_user');
  },

  /** The group by its address: it decides who reads it. Else the button that says so and opens the choice. */
  audience({ root, editors: [first] }) {
    const group = /^\/groups\/[^/]+/.exec(root.ownerDocument.location.pathname)?.[0];
    if (group !== undefined) return group;
    if (first === undefined || isCommentBox(first)) return null;
    return labelOf(all(root, '[aria-haspopup]').find((opener) => shownText(opener) !== '') ?? null);
  },

  replyTo({ root, editors: [first] }) {
    if (first === undefined || !isCommentBox(first)) return null;
    const post = root.closest(ARTICLE) ?? root.parentElement?.closest(DIALOG) ?? null;
    const link = post?.querySelector('a[href*="/posts/"], a[href*="/permalink/"], a[href*="story_fbid="]');
    return link?.getAttribute('href')?.replace(/[?#].*$/, '') ?? null;
  },

  scheduledFor: ({ root }) => plannedIn(root),

  /** Comment boxes publish on Enter. */
  isPublishShortcut(event) {
    if (isModEnter(event)) return true;
    if (!isEnter(event) || event.shiftKey || event.altKey) return false;
    const editor = editorOf(event);
    return editor !== null && isCommentBox(editor);
  },
};
