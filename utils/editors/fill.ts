/** Puts a text of several lines into an empty editor, by the ways that its engine follows, and reads it back. */
import { engineFor } from './registry.ts';
import { becomes, type Insert, paste, selectAll, setNatively, typeNatively, undo } from './replace.ts';

/** Line by line, as a person types: a new paragraph between the lines. */
const typeLines: Insert = (context) => {
  const document = context.root.ownerDocument;
  return context.text.split('\n').every((line, at) => {
    if (at > 0 && !document.execCommand('insertParagraph')) return false;
    return line === '' || typeNatively({ ...context, text: line });
  });
};

/** Draft.js and Slate take a paste and break on typing; the others are sure of typing only where a paste changed lines. */
const WAYS: readonly Insert[] = [paste, typeLines];

/**
 * @param editor has no text
 * @returns whether exactly `text` is in it now; if not, it is empty again as far as the editor lets it
 */
export async function fillEditor(editor: HTMLElement, text: string): Promise<boolean> {
  const engine = engineFor(editor);
  const now = (): string => engine.read(editor).text;
  if (now() !== '') return now() === text;
  if (text === '') return true;
  const read = engine.read(editor);
  if (read.kind === 'field') {
    const { field } = read;
    field.focus({ preventScroll: true });
    typeNatively({ root: field, range: field.ownerDocument.createRange(), text, oneLeaf: true });
    if (await becomes(() => now() === text)) return true;
    setNatively(field, text);
    if (await becomes(() => now() === text)) return true;
    setNatively(field, '');
    return false;
  }
  if (!text.includes('\n'))
    return (await engine.replace(editor, { start: 0, end: 0, text })).kind === 'replaced';
  for (const way of WAYS) {
    const range = await selectAll(editor);
    if (range === null) return false;
    if (way({ root: editor, range, text, oneLeaf: false }) && (await becomes(() => now() === text)))
      return true;
    if (now() === '') continue;
    undo(editor);
    if (!(await becomes(() => now() === ''))) return false;
  }
  return false;
}
