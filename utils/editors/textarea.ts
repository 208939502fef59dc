import type { EditorEngine } from './engine.ts';
import { readField, replaceInField } from './replace.ts';

const TEXT_INPUT = 'textarea, input:not([type]), input[type="text"], input[type="search"], input[type="url"]';

type Field = HTMLTextAreaElement | HTMLInputElement;

function asField(root: HTMLElement): Field {
  if (!root.matches(TEXT_INPUT)) throw new TypeError(`<${root.localName}> is not a text field`);
  return root as Field;
}

/** Textareas and text inputs, controlled by a framework or not. */
export const textareaEngine: EditorEngine = {
  id: 'textarea',
  matches: (root) => root.matches(TEXT_INPUT),
  read: (root) => readField(asField(root)),
  replace: (root, change) => replaceInField(asField(root), change),
};
