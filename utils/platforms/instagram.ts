import type { PlatformAdapter } from './adapter.ts';
import { all, cookie, grouped, otherFields } from './dom.ts';
import { labelledControls } from './labelled.ts';
import { USUAL } from './usual.ts';

const DIALOG = '[role="dialog"]';
const EDITOR = `${DIALOG} [contenteditable="true"][role="textbox"][data-lexical-editor="true"]`;

/** Instagram: the caption of a new post. Share stands in the header of the dialog, before the caption. */
export const instagramAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'instagram',
  name: 'Instagram',
  matches: ['https://www.instagram.com/*'],

  findComposers(document) {
    const dialogs = grouped(all(document, EDITOR), (editor) => editor.closest(DIALOG) ?? editor);
    return [...dialogs].map(([root, captions]) => ({
      root,
      // What describes the pictures is written in fields beside it.
      editors: [...captions, ...otherFields(root, EDITOR)],
      publishControls: labelledControls(root, captions, 'before'),
    }));
  },

  /** The id of the person signed in (general knowledge of Meta's sites); the dialog shows only a name. */
  account: ({ root }) => cookie(root.ownerDocument, 'ds_user_id'),
};
