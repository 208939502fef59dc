import type { EditorEngine } from './engine.ts';
import { firstOf, type Insert, paste, replaceRich, typeNatively } from './replace.ts';
import { readRich } from './text-map.ts';

/**
 * Draft.js takes typing within one leaf from the browser, but typing across leaves (decorated hashtags) corrupts its
 * DOM; its own paste works on its model and is safe there (facebookarchive/draft-js#616).
 */
const insert: Insert = (context) => (context.oneLeaf ? typeNatively : firstOf(paste, typeNatively))(context);

/** Draft.js: X, TikTok Studio, Pinterest. */
export const draftJsEngine: EditorEngine = {
  id: 'draft-js',
  matches: (root) =>
    root.matches('.public-DraftEditor-content') ||
    root.querySelector(':scope > [data-contents="true"]') !== null,
  read: (root) => readRich(root),
  replace: (root, change) => replaceRich(root, change, (at) => readRich(at), insert),
};
