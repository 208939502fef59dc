/** The media of the page this script runs in: one book of digests, which adapters read and the page's events fill. */
import type { Thumbnail } from '../api/draft.ts';
import { MOST_THUMBNAILS } from '../api/limits.ts';
import type { Draft } from '../draft/draft.ts';
import { MediaDigests } from './digests.ts';
import { sha256Of } from './sha256.ts';
import { thumbnailOf } from './thumbnail.ts';

let onKnown: () => void = () => undefined;

const digests = new MediaDigests({
  read: async (address) => (await fetch(address)).blob(),
  digest: (blob) => sha256Of(blob),
  onKnown: () => onKnown(),
});

/** The digest of what a preview shows, or null while it is not known. */
export const digestOf = (preview: Element): string | null => digests.digestOf(preview);

/** Small pictures of a draft's media as the page shows them, one a medium; those that cannot be read are left out. */
export function thumbnailsOf(draft: Draft): Thumbnail[] {
  const known = draft.parts.flatMap(({ media }) => media.flatMap(({ digest }) => digest ?? []));
  const pictures: Thumbnail[] = [];
  for (const digest of new Set(known)) {
    if (pictures.length === MOST_THUMBNAILS) break;
    const preview = digests.previewOf(digest);
    const image = preview === null ? null : thumbnailOf(preview as HTMLImageElement | HTMLVideoElement);
    if (image !== null) pictures.push({ digest, image });
  }
  return pictures;
}

function filesOf(event: Event): FileList | null {
  if (event.type === 'change') {
    const [field] = event.composedPath();
    return (field as Partial<HTMLInputElement> | undefined)?.files ?? null;
  }
  return (
    (event as Partial<ClipboardEvent>).clipboardData?.files ??
    (event as Partial<DragEvent>).dataTransfer?.files ??
    null
  );
}

/**
 * Takes note of the files that a person gives to the page: picked, pasted, dropped. Reads them; nothing leaves the page.
 * @param then is called whenever a digest has become known
 * @returns stops taking note
 */
export function noteMedia(window: Window, then: () => void): () => void {
  onKnown = then;
  const note = (event: Event): void => {
    const files = filesOf(event);
    // The list is emptied with the event; the files stay.
    if (files !== null && files.length > 0) void digests.pick([...files]);
  };
  const types = ['change', 'paste', 'drop'] as const;
  for (const type of types) window.addEventListener(type, note, { capture: true, passive: true });
  return () => {
    onKnown = () => undefined;
    for (const type of types) window.removeEventListener(type, note, { capture: true });
  };
}
