import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, deepActive, grouped, isVisible, parentOf, plainLabel } from './dom.ts';
import { BUTTON, labelledBox, labelledControls, ownLabel } from './labelled.ts';
import { labelMeaning } from './publish-words.ts';
import { USUAL } from './usual.ts';

const DIALOG = 'dialog, [role="dialog"]';
const SUBMIT = 'button[type="submit"], button:not([type]), input[type="submit"], input[type="image"]';
const TEXT = 'textarea, [contenteditable="true"], [contenteditable=""], [contenteditable="plaintext-only"]';
const FIELD = 'input:not([type]), input[type="text"], input[type="url"]';
/** What is searched with, and what an editor keeps for itself. */
const ASIDE = '[role="search"], [role="combobox"], [aria-hidden="true"], [aria-readonly="true"], [readonly]';

/** The page, and the open shadow roots around whatever has the focus: all of them would be too many to look into. */
function trees(document: Document): ParentNode[] {
  const found: ParentNode[] = [document];
  for (let at = deepActive(document); at !== null; at = parentOf(at)) {
    const root = at.getRootNode();
    if (root !== document && !found.includes(root as ShadowRoot)) found.push(root as ShadowRoot);
  }
  return found;
}

const isWritten = (field: HTMLElement): boolean =>
  field.closest(ASIDE) === null &&
  field.parentElement?.closest('[contenteditable]') == null &&
  isVisible(field);

/** A form's button submits it whatever it is called, save where it says that it does something else. */
const isPublishing = (button: HTMLElement): boolean => labelMeaning(ownLabel(button) ?? '') !== 'does-not';

function composer(root: Element, texts: readonly HTMLElement[]): Composer {
  // A title above the text and whatever else says something goes out with it, in the order of the page.
  const fields = all(root, `${TEXT}, ${FIELD}`).filter(
    (field) =>
      texts.includes(field) ||
      (field.matches(FIELD) && isWritten(field) && plainLabel((field as HTMLInputElement).value) !== ''),
  );
  const labelled = labelledControls(root, texts, 'any');
  const submits = root.localName === 'form' ? all(root, SUBMIT).filter(isPublishing) : [];
  return { root, editors: fields, publishControls: [...new Set([...submits, ...labelled])] };
}

/** A site that nobody has written an adapter for, switched on by its user: a text with its form or nearest button. */
export const siteAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'site',
  name: 'Site',
  matches: [],

  findComposers(document) {
    return trees(document).flatMap((tree) => {
      const texts = all(tree, TEXT).filter(isWritten);
      const homes = grouped(texts, (text) => text.closest(`form, ${DIALOG}`) ?? labelledBox(text));
      return [...homes].map(([root, editors]) => composer(root, editors));
    });
  },

  /** Its host: who is signed in there only its own pages know. */
  account: ({ root }) => root.ownerDocument.location.host,
  pillAnchor: ({ root, publishControls }) =>
    publishControls.find(isVisible) ?? all(root, BUTTON).find(isVisible) ?? null,
};
