import type { EditorEngine, RichText } from './engine.ts';
import { type Insert, offerDeletion, offerReplacement, paste, replaceRich } from './replace.ts';
import { readRich } from './text-map.ts';

/** Slate fills empty leaves and the edges of inlines with U+FEFF text of its own. */
const read = (root: HTMLElement): RichText => readRich(root, { fillers: '\ufeff' });

/**
 * Chromium takes an offer by its target ranges; what the browser types there goes into the DOM and not into the model, as
 * it does in Firefox, where `execCommand` tells of no `beforeinput`. Firefox takes a paste made in the page.
 */
const WAYS: readonly Insert[] = [offerDeletion, offerReplacement, paste];

/** It reads the selection in a handler that runs at most every 100 ms. */
const SETTLE = 150;

/** Slate: Buffer. */
export const slateEngine: EditorEngine = {
  id: 'slate',
  matches: (root) => root.matches('[data-slate-editor="true"]'),
  read,
  replace: (root, change) => replaceRich(root, change, read, WAYS, { settle: SETTLE }),
};
