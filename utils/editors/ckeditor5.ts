import type { EditorEngine, RichText } from './engine.ts';
import { offerReplacement, paste, replaceRich, typeNatively } from './replace.ts';
import { readRich } from './text-map.ts';

/** It keeps the caret in formatted text by seven U+2060, and shows a space that HTML would swallow as U+00A0. */
const read = (root: HTMLElement): RichText => readRich(root, { fillers: '\u2060', softSpaces: true });

/**
 * CKEditor 5 takes every kind of typing from `beforeinput` and its target ranges, and puts back what comes without one:
 * Firefox tells of none for `execCommand`, so there it is pasted.
 */
export const ckEditor5Engine: EditorEngine = {
  id: 'ckeditor5',
  matches: (root) => root.matches('.ck-editor__editable, .ck.ck-content[contenteditable]'),
  read,
  replace: (root, change) => replaceRich(root, change, read, [offerReplacement, paste, typeNatively]),
};
