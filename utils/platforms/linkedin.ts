import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, firstText, grouped, plainLabel, shadowOf } from './dom.ts';
import { labelledBox, labelledControls } from './labelled.ts';
import { plannedIn } from './schedule.ts';
import { USUAL } from './usual.ts';

const DIALOG = '[role="dialog"]';
/** Quill is the rule; a ProseMirror variant has been seen, so the share box is told by its dialog and not by its editor. */
const EDITOR = '.ql-editor[contenteditable="true"], .ProseMirror[contenteditable="true"]';
/** Messages are private: they are not published, so they are not looked at. */
const MESSAGE = '[class*="msg-"]';
const SETTINGS = '.share-unified-settings-entry-button';
const URN = '[data-urn^="urn:li:"], [data-id^="urn:li:"]';
const PUBLISH = 'button.share-actions__primary-action';
const SHARE_BOX = `[aria-labelledby="share-to-linkedin-modal__header"], .share-box`;
const INTEROP = 'div#interop-outlet, [data-testid="interop-shadowdom"]';

/**
 * The share box lives in an open shadow root since early 2026, and in the document where that has not arrived. It comes
 * first: what is asked for without any event is most likely about it and not about a comment.
 */
function trees(document: Document): ParentNode[] {
  const roots = all(document, INTEROP).map(shadowOf);
  return [...new Set(roots.filter((root) => root !== null)), document];
}

/** The share box around an editor; message windows and other dialogs have neither its header nor its button. */
function shareBox(editor: HTMLElement): Element | null {
  const named = editor.closest(SHARE_BOX);
  const dialog = editor.closest(DIALOG);
  if (
    dialog !== null &&
    (dialog === named || dialog.contains(named) || dialog.querySelector(PUBLISH) !== null)
  )
    return dialog;
  return named;
}

/** An editor in no share box and no message is a comment's: it has no names, so its label tells. */
function composersIn(tree: ParentNode): Composer[] {
  const editors = all(tree, EDITOR).filter((editor) => editor.closest(MESSAGE) === null);
  return [...grouped(editors, (editor) => shareBox(editor) ?? labelledBox(editor))].map(([root, parts]) => {
    const named = all(root, PUBLISH);
    return {
      root,
      editors: parts,
      publishControls: named.length > 0 ? named : labelledControls(root, parts),
    };
  });
}

/** LinkedIn: the share box, and comments. */
export const linkedInAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'linkedin',
  name: 'LinkedIn',
  matches: ['https://www.linkedin.com/*'],
  findComposers: (document) => trees(document).flatMap(composersIn),
  /** The button that shows who posts, and to whom: the first line is the author (a person or a page). */
  account: ({ root }) => firstText(root.querySelector(SETTINGS)),
  audience({ root }) {
    const button = root.querySelector(SETTINGS);
    return (
      plainLabel(button?.textContent)
        .slice(firstText(button)?.length ?? 0)
        .trim() || null
    );
  },
  /** A comment belongs to the post around it, which carries its URN. */
  replyTo({ root, editors: [first] }) {
    const post = first === undefined || shareBox(first) !== null ? null : root.closest(URN);
    return post?.getAttribute('data-urn') ?? post?.getAttribute('data-id') ?? null;
  },
  /** A repost shows the post as a card that carries its URN. */
  quotes: ({ root }) =>
    root
      .querySelector('[data-urn^="urn:li:activity:"], [data-urn^="urn:li:share:"]')
      ?.getAttribute('data-urn') ?? null,
  scheduledFor: ({ root }) => plannedIn(root),
};
