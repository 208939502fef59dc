import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, firstText, grouped, isVisible } from './dom.ts';
import { previewsOf } from './media.ts';
import { isModEnter } from './shortcut.ts';

const DIALOG = '[role="dialog"]';
/** Quill is the rule; a ProseMirror variant has been seen, so the share box is told by its dialog and not by its editor. */
const EDITOR = '.ql-editor[contenteditable="true"], .ProseMirror[contenteditable="true"]';
const PUBLISH = 'button.share-actions__primary-action';
const SHARE_BOX = `[aria-labelledby="share-to-linkedin-modal__header"], .share-box`;
const INTEROP = 'div#interop-outlet, [data-testid="interop-shadowdom"]';

/** The share box lives in an open shadow root since early 2026, and in the document where that has not arrived. */
function trees(document: Document): ParentNode[] {
  const roots = all(document, INTEROP).map((host) => host.shadowRoot);
  return [document, ...new Set(roots.filter((root) => root !== null))];
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

function composersIn(tree: ParentNode): Composer[] {
  const editors = all(tree, EDITOR).filter((editor) => shareBox(editor) !== null);
  const groups = grouped(editors, (editor) => shareBox(editor) ?? editor);
  return [...groups].map(([root, parts]) => ({ root, editors: parts, publishControls: all(root, PUBLISH) }));
}

/** LinkedIn: the share box. Comments and messages are not composers here. */
export const linkedInAdapter: PlatformAdapter = {
  id: 'linkedin',
  name: 'LinkedIn',
  matches: ['https://www.linkedin.com/*'],
  findComposers: (document) => trees(document).flatMap(composersIn),
  /** The button that shows who posts, and to whom: the first line is the author (a person or a page). */
  account: ({ root }) => firstText(root.querySelector('.share-unified-settings-entry-button')),
  media: (composer, part) => previewsOf(composer, part),
  replyTo: () => null,
  /** A repost shows the post as a card that carries its URN. */
  quotes: ({ root }) =>
    root
      .querySelector('[data-urn^="urn:li:activity:"], [data-urn^="urn:li:share:"]')
      ?.getAttribute('data-urn') ?? null,
  scheduledFor: () => null,
  isPublishShortcut: isModEnter,
  pillAnchor: ({ publishControls }) => publishControls.find(isVisible) ?? null,
};
