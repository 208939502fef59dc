/** Whether a post can be decided on from a notice alone. Pure. */
import { isPlainVersion } from '../sync/view.ts';
import type { Subject } from './events.ts';

/** What systems show of a notice before they cut it: two lines of it, wherever it is read. */
export const GLANCE_LENGTH = 100;
const GLANCE_LINES = 2;

/**
 * True when a notice that shows the words shows all that there is to see: one short text, nothing beside it, nothing that
 * was said of it, and nothing in it that is a matter for a person's judgement.
 */
export function isSeenAtAGlance({ request, version }: Subject): boolean {
  const { draft, note, declared = [], thumbnails = [] } = version;
  const [part, ...others] = draft.parts;
  return (
    isPlainVersion(request, version) &&
    part !== undefined &&
    others.length === 0 &&
    part.media.length === 0 &&
    thumbnails.length === 0 &&
    part.text.trim() !== '' &&
    part.text.length <= GLANCE_LENGTH &&
    part.text.split('\n').length <= GLANCE_LINES &&
    draft.replyTo === null &&
    draft.quotes === null &&
    draft.audience === undefined &&
    declared.length === 0 &&
    note.trim() === '' &&
    (request.comments ?? []).length === 0
  );
}
