import type { EditorEngine } from './engine.ts';
import { replaceRich, typeNatively } from './replace.ts';
import { readRich } from './text-map.ts';

/** Any editable element without an engine of its own; also what is left when no marker is known. */
export const contentEditableEngine: EditorEngine = {
  id: 'contenteditable',
  matches: (root) => root.isContentEditable,
  read: (root) => readRich(root),
  replace: (root, change) => replaceRich(root, change, (at) => readRich(at), [typeNatively]),
};
