import { ckEditor5Engine } from './ckeditor5.ts';
import { contentEditableEngine } from './contenteditable.ts';
import { draftJsEngine } from './draft-js.ts';
import type { EditorEngine } from './engine.ts';
import { lexicalEngine } from './lexical.ts';
import { proseMirrorEngine } from './prosemirror.ts';
import { quillEngine } from './quill.ts';
import { slateEngine } from './slate.ts';
import { textareaEngine } from './textarea.ts';

/** In the order in which they are asked; the last one takes any editable element. */
export const ENGINES: readonly EditorEngine[] = [
  textareaEngine,
  draftJsEngine,
  lexicalEngine,
  quillEngine,
  proseMirrorEngine,
  slateEngine,
  ckEditor5Engine,
  contentEditableEngine,
];

/** The engine of an editable root element; one without any known marker is read as plain contenteditable. */
export function engineFor(root: HTMLElement): EditorEngine {
  return ENGINES.find((engine) => engine.matches(root)) ?? contentEditableEngine;
}
