import type { Composer, PlatformAdapter } from './adapter.ts';
import { all, closest, deepActive, isVisible, parentOf, plainLabel, shadowOf } from './dom.ts';
import { BUTTON, labelledBox, labelledControls, ownLabel } from './labelled.ts';
import { labelMeaning } from './publish-words.ts';
import { USUAL } from './usual.ts';

const DIALOG = 'dialog, [role="dialog"]';
const SUBMIT = 'button[type="submit"], button:not([type]), input[type="submit"], input[type="image"]';
const TEXT = 'textarea, [contenteditable="true"], [contenteditable=""], [contenteditable="plaintext-only"]';
const FIELD = 'input:not([type]), input[type="text"], input[type="url"]';
/** What is searched with, and what an editor keeps for itself. */
const ASIDE = '[role="search"], [role="combobox"], [aria-hidden="true"], [aria-readonly="true"], [readonly]';

const HOME = `form, ${DIALOG}`;

/** How many elements of a form are asked whether they have a shadow root: an editor's host is among the first. */
const MOST_ASKED = 300;

function shadowsIn(tree: ParentNode): ShadowRoot[] {
  return all(tree, '*')
    .filter(({ localName, childElementCount }) => localName.includes('-') || childElementCount === 0)
    .slice(0, MOST_ASKED)
    .flatMap((host) => shadowOf(host) ?? []);
}

/**
 * The page, and the shadow roots around whatever has the focus and in its form: all of the page would be too many to look
 * into. Whoever has gone on from the editor to the button of its form has the focus in that form.
 */
function trees(document: Document): ParentNode[] {
  const found: ParentNode[] = [document];
  const active = deepActive(document);
  for (let at = active; at !== null; at = parentOf(at)) {
    const root = at.getRootNode();
    if (root !== document && !found.includes(root as ShadowRoot)) found.push(root as ShadowRoot);
  }
  for (const one of met) {
    const root = one.deref();
    if (root === undefined || !root.isConnected) met.delete(one);
    else if (root.ownerDocument === document && !found.includes(root)) found.push(root);
  }
  const home = active === null ? null : closest(active, HOME);
  for (const root of home === null ? [] : shadowsIn(home)) if (!found.includes(root)) found.push(root);
  return found;
}

/** Shadow roots in which texts were found: a page may press its button while the focus is anywhere. */
const met = new Set<WeakRef<ShadowRoot>>();

function remember(root: ShadowRoot): void {
  if (![...met].some((one) => one.deref() === root)) met.add(new WeakRef(root));
}

/** A text, and where it stands in the tree that is looked at: its frame, where it is written in one. */
interface Place {
  readonly text: HTMLElement;
  readonly at: HTMLElement;
}

/** Texts in frames of the page's own, as editors of the old sort have them. */
function framed(tree: ParentNode): Place[] {
  return all(tree, 'iframe').flatMap((frame) => {
    if (!isVisible(frame)) return [];
    const inner = innerDocument(frame as HTMLIFrameElement);
    return inner === null
      ? []
      : all(inner, TEXT)
          .filter(isWritten)
          .map((text) => ({ text, at: frame }));
  });
}

function innerDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null; // another origin's
  }
}

const isWritten = (field: HTMLElement): boolean =>
  field.closest(ASIDE) === null &&
  field.parentElement?.closest('[contenteditable]') == null &&
  isVisible(field);

/** A form's button submits it whatever it is called, save where it says that it does something else. */
const isPublishing = (button: HTMLElement): boolean => labelMeaning(ownLabel(button) ?? '') !== 'does-not';

function composer(root: Element, places: readonly Place[]): Composer {
  // A title above the text and whatever else says something goes out with it, in the order of the page.
  const texts = places.map(({ text }) => text);
  const fields = all(root, `${TEXT}, ${FIELD}`).filter(
    (field) =>
      texts.includes(field) ||
      (field.matches(FIELD) && isWritten(field) && plainLabel((field as HTMLInputElement).value) !== ''),
  );
  // What stands in a shadow root or a frame is not found from outside.
  const others = texts.filter((text) => !fields.includes(text));
  const labelled = labelledControls(
    root,
    places.map(({ at }) => at),
    'any',
  );
  const submits = root.localName === 'form' ? all(root, SUBMIT).filter(isPublishing) : [];
  return { root, editors: [...fields, ...others], publishControls: [...new Set([...submits, ...labelled])] };
}

/** The form or dialog around it, else the box with a publish control; in a shadow root without one, the box of its host. */
function homeOf({ at }: Place): Element {
  const named = closest(at, HOME);
  if (named !== null) return named;
  const box = labelledBox(at);
  const { host } = at.getRootNode() as Partial<ShadowRoot>;
  if (host === undefined || labelledControls(box, [at], 'any').length > 0) return box;
  const outer = labelledBox(host as HTMLElement);
  return labelledControls(outer, [host as HTMLElement], 'any').length > 0 ? outer : box;
}

function composersIn(document: Document): Composer[] {
  const homes = new Map<Element, Place[]>();
  for (const tree of trees(document)) {
    const plain = all(tree, TEXT).filter(isWritten);
    for (const place of [...plain.map((text) => ({ text, at: text })), ...framed(tree)]) {
      const home = homeOf(place);
      homes.set(home, [...(homes.get(home) ?? []), place]);
      if ('host' in tree) remember(tree as ShadowRoot);
    }
  }
  return [...homes].map(([root, places]) => composer(root, places));
}

/**
 * A frame's text belongs to the composer of the page around it: the same post, whichever of the two is asked. What has no
 * form around its frame is a composer of its own.
 */
function composersAround(document: Document): Composer[] {
  const frame = document.defaultView;
  try {
    const outer = frame?.frameElement?.ownerDocument;
    return outer === undefined
      ? []
      : composersIn(outer).filter(
          ({ editors, publishControls }) =>
            publishControls.length > 0 && editors.some((editor) => editor.ownerDocument === document),
        );
  } catch {
    return []; // another origin's
  }
}

/** A site that nobody has written an adapter for, switched on by its user: a text with its form or nearest button. */
export const siteAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'site',
  name: 'Site',
  matches: [],

  findComposers(document) {
    const outer = composersAround(document);
    const taken = new Set(outer.flatMap(({ editors }) => editors));
    const own = composersIn(document).filter(({ editors }) => !editors.some((editor) => taken.has(editor)));
    return [...outer, ...own];
  },

  /** Its host: who is signed in there only its own pages know. */
  account: ({ root }) => root.ownerDocument.location.host,
  pillAnchor: ({ root, publishControls }) =>
    publishControls.find(isVisible) ?? all(root, BUTTON).find(isVisible) ?? null,
};
