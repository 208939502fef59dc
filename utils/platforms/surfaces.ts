/** Composers of platforms whose parts have names of their own in the page, found by a table of selectors. */
import type { Composer } from './adapter.ts';
import { closest, isVisible, otherFields, parentOf, pierced } from './dom.ts';
import { labelledControls } from './labelled.ts';

/** One kind of composer of a platform. In a selector `a >>> b` is what `b` finds in the open shadow roots of `a`. */
export interface Surface {
  /** The container; where it has no name, it is what holds both the editor and a publish control. */
  readonly root?: string;
  /** Its editors, in the order in which they are published: a title, then a text. */
  readonly editors: readonly string[];
  readonly publish: string;
  /** Buttons beside it that publish nothing, should the page change so that the label has to tell. */
  readonly beside?: string;
}

const HOME = 'form, dialog, [role="dialog"], main';

/** Where nothing named is left, the whole page: such a composer is the only one on it. */
function homeOf(editor: HTMLElement, { root, publish }: Surface): Element {
  const { body } = editor.ownerDocument;
  if (root !== undefined) return closest(editor, root) ?? body;
  for (let at = parentOf(editor); at !== null && at !== body; at = parentOf(at))
    if (pierced(at, publish).length > 0) return at;
  return pierced(body, publish).length > 0 ? body : (closest(editor, HOME) ?? body);
}

/**
 * All composers of these kinds that show something. Hidden parts of one that is shown count: a wizard hides the text on
 * its last page, where it is published. An editor belongs to the first kind that names it.
 */
export function composersBy(document: Document, surfaces: readonly Surface[]): Composer[] {
  const taken = new Set<HTMLElement>();
  return surfaces.flatMap((surface) => {
    const homes = new Map<Element, HTMLElement[]>();
    for (const editor of surface.editors.flatMap((selector) => pierced(document, selector))) {
      if (taken.has(editor) || (surface.root !== undefined && closest(editor, surface.root) === null))
        continue;
      taken.add(editor);
      const home = homeOf(editor, surface);
      homes.set(home, [...(homes.get(home) ?? []), editor]);
    }
    return [...homes].flatMap(([root, parts]): Composer[] => {
      const editors = [...parts, ...otherFields(root, ':not(*)').filter((field) => !parts.includes(field))];
      const named = pierced(root, surface.publish);
      const besides = surface.beside === undefined ? [] : pierced(root, surface.beside);
      const publishControls = (named.length > 0 ? named : labelledControls(root, parts)).filter(
        (control) => !besides.some((beside) => beside.contains(control)),
      );
      return [...parts, ...publishControls].some(isVisible) ? [{ root, editors, publishControls }] : [];
    });
  });
}
