import type { PlatformAdapter } from './adapter.ts';
import { all, grouped } from './dom.ts';
import { BUTTON, labelledBox, labelledControls, ownLabel } from './labelled.ts';
import { labelMeaning } from './publish-words.ts';
import { plannedIn } from './schedule.ts';
import { USUAL } from './usual.ts';

const AREA = '[data-testid="composer-text-area"]';
const EDITOR = `${AREA}[contenteditable="true"], ${AREA} [contenteditable="true"]`;
/** The menu beside the button says when it is published; menus hang in the page, not in the composer. */
const MENU = '[role="menu"], [role="listbox"]';

/** Buffer: one Slate editor a channel, or one for all of them. Its buttons have no known names, only labels. */
export const bufferAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'buffer',
  name: 'Buffer',
  matches: ['https://publish.buffer.com/*'],

  findComposers(document) {
    const menus = all(document, MENU).flatMap((menu) =>
      all(menu, `[role="menuitem"], [role="option"], ${BUTTON}`).filter(
        (item) => labelMeaning(ownLabel(item) ?? '') === 'publishes',
      ),
    );
    const boxes = grouped(
      all(document, EDITOR),
      (editor) => editor.closest('[role="dialog"]') ?? labelledBox(editor),
    );
    return [...boxes].map(([root, editors]) => ({
      root,
      editors,
      publishControls: [...labelledControls(root, editors), ...menus],
    }));
  },

  // Which channels are chosen is shown by pictures without known names: an approval for one must not count for another.
  account: () => null,
  scheduledFor: ({ root }) => plannedIn(root),
};
