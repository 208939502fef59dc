/** Applies a suggestion in the editor, or puts it on the clipboard where the editor does not take it. */
import type { ReplaceResult } from '../editors/engine.ts';
import { engineFor } from '../editors/registry.ts';
import type { Finding, Suggestion } from '../lint/finding.ts';
import type { Seat } from './seat.ts';

export type Mended = ReplaceResult | { readonly kind: 'moved-on' };

/**
 * @returns `moved-on` when the text is not the one the finding was made on: nothing is touched then.
 */
export async function mend(seat: Seat, finding: Finding, suggestion: Suggestion): Promise<Mended> {
  const editor = seat.composer.editors[finding.part];
  const part = seat.examination?.draft.parts[finding.part];
  if (editor === undefined || part === undefined) return { kind: 'moved-on' };
  const engine = engineFor(editor);
  if (engine.read(editor).text !== part.text) return { kind: 'moved-on' };
  try {
    return await engine.replace(editor, suggestion);
  } catch {
    return { kind: 'failed', restored: engine.read(editor).text === part.text };
  }
}

/**
 * Applies the first suggestion of every finding, from the end of each part to its start, so that no place moves before its
 * turn; of suggestions for the same words the one that comes last. Stops where the editor does not take one.
 */
export async function mendEach(
  seat: Seat,
): Promise<{ readonly mended: number; readonly failed: Extract<ReplaceResult, { kind: 'failed' }> | null }> {
  let mended = 0;
  for (const [part, editor] of seat.composer.editors.entries()) {
    const engine = engineFor(editor);
    let text = seat.examination?.draft.parts[part]?.text;
    let before = Number.POSITIVE_INFINITY;
    const changes = seat.findings
      .flatMap((finding) => (finding.part === part ? finding.suggestions.slice(0, 1) : []))
      .sort((a, b) => b.start - a.start || b.end - a.end);
    for (const change of changes) {
      if (change.end > before) continue;
      // The author or the page writes on: what is left is mended by another press.
      if (text === undefined || engine.read(editor).text !== text) break;
      const result = await engine
        .replace(editor, change)
        .catch(() => ({ kind: 'failed', restored: false }) as const);
      if (result.kind === 'failed') return { mended, failed: result };
      text = text.slice(0, change.start) + change.text + text.slice(change.end);
      before = change.start;
      mended += 1;
    }
  }
  return { mended, failed: null };
}

/** Copies text; needs a user's press just before. @returns whether it is on the clipboard. */
export async function copyText(window: Window, root: ShadowRoot, text: string): Promise<boolean> {
  try {
    await window.navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages may forbid the clipboard to their documents; copying a selection of ours is still allowed.
    const field = window.document.createElement('textarea');
    field.value = text;
    root.append(field);
    field.select();
    const copied = window.document.execCommand('copy');
    field.remove();
    return copied;
  }
}
