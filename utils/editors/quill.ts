import type { EditorEngine, RichText } from './engine.ts';
import { replaceRich, typeNatively } from './replace.ts';
import { readRich } from './text-map.ts';

/** Quill guards embeds and a formatted caret with U+FEFF text of its own. */
const read = (root: HTMLElement): RichText => readRich(root, { fillers: '\ufeff' });

/** Quill 1 and 2: LinkedIn's share box. Its paste goes wrong inside a shadow root, so only typing is used. */
export const quillEngine: EditorEngine = {
  id: 'quill',
  matches: (root) => root.matches('.ql-editor'),
  read,
  replace: (root, change) => replaceRich(root, change, read, [typeNatively]),
};
