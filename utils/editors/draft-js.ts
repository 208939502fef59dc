import type { EditorEngine } from './engine.ts';
import { type Insert, paste, replaceRich, typeNatively, withinLeaf } from './replace.ts';
import { readRich } from './text-map.ts';

/**
 * Draft.js's own paste works on its model. The browser's typing is followed within one leaf only: across leaves (decorated
 * hashtags) it changes the DOM and not the model (facebookarchive/draft-js#616), which no reading of the DOM finds out.
 */
const WAYS: readonly Insert[] = [paste, withinLeaf(typeNatively)];

/** Draft.js: X, TikTok Studio, Pinterest. */
export const draftJsEngine: EditorEngine = {
  id: 'draft-js',
  matches: (root) =>
    root.matches('.public-DraftEditor-content') ||
    root.querySelector(':scope > [data-contents="true"]') !== null,
  read: (root) => readRich(root),
  replace: (root, change) => replaceRich(root, change, (at) => readRich(at), WAYS),
};
