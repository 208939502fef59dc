import type { EditorEngine } from './engine.ts';
import { replaceRich, typeNatively } from './replace.ts';
import { readRich } from './text-map.ts';

/** ProseMirror and TipTap: Bluesky, LinkedIn comments. It reads typing back from the DOM within one text block. */
export const proseMirrorEngine: EditorEngine = {
  id: 'prosemirror',
  matches: (root) => root.matches('.ProseMirror'),
  read: (root) => readRich(root),
  replace: (root, change) => replaceRich(root, change, (at) => readRich(at), [typeNatively]),
};
