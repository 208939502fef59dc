/** Puts an approved text into an empty composer. The gate asks nothing of this: it reads the composer at the press. */
import { fingerprintOf } from '../draft/fingerprint.ts';
import { fillEditor } from '../editors/fill.ts';
import { engineFor } from '../editors/registry.ts';
import type { PagePort } from '../tools/page-port.ts';
import type { ApprovedText, Restored } from './ask.ts';

const textOf = (editor: HTMLElement): string => engineFor(editor).read(editor).text;

/**
 * @param page finds the composer anew each time: what is put into it may make the page build it again
 * @returns what stands in the composer now; words of the author's own are never taken away
 */
export async function restoreText(
  { composer, read }: Pick<PagePort, 'composer' | 'read'>,
  { parts, fingerprint }: ApprovedText,
): Promise<Restored> {
  const first = composer();
  if (first === null) return 'no-composer';
  const before = first.editors.map(textOf);
  const isThere = before.length === parts.length && parts.every((part, at) => before[at] === part);
  if (!isThere) {
    if (before.some((text) => text.trim() !== '')) return 'occupied';
    // A thread's later posts have no editor yet, and opening one is the platform's own business.
    if (before.length !== parts.length) return 'not-taken';
    for (const [at, text] of parts.entries()) {
      const editor = composer()?.editors[at];
      if (editor === undefined || !(await fillEditor(editor, text))) return 'not-taken';
    }
  }
  const now = composer();
  if (now === null) return 'no-composer';
  const draft = read(now);
  if (!parts.every((part, at) => draft.parts[at]?.text === part)) return 'not-taken';
  return fingerprintOf(draft) === fingerprint ? 'restored' : 'differs';
}
