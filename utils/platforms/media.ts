import type { Media } from '../draft/draft.ts';
import { digestOf } from '../media/page-media.ts';
import type { Composer } from './adapter.ts';
import { all, partIndexOf, plainLabel } from './dom.ts';

/** What a composer shows of a file that is about to be uploaded: every platform previews it from the page's memory. */
const PREVIEW = 'img[src^="blob:"], img[src^="data:image/"], video';

export interface MediaOptions {
  readonly selector?: string;
  /** The description its author gave to a preview, or null when the composer does not show it. */
  readonly altOf?: (preview: HTMLElement) => string | null;
}

/** Alternative text as the preview itself carries it; an empty one is none. */
export function ownAlt(preview: HTMLElement): string | null {
  const alt = plainLabel(preview.getAttribute('alt'));
  return alt === '' ? null : alt;
}

/** Previews of the given part, in document order; what stands inside an editor is text (an emoji), not media. */
export function previewsOf(composer: Composer, part: number, options: MediaOptions = {}): Media[] {
  const altOf = options.altOf ?? ownAlt;
  return all(composer.root, options.selector ?? PREVIEW)
    .filter((preview) => !composer.editors.some((editor) => editor.contains(preview)))
    .filter((preview) => partIndexOf(composer.editors, preview) === part)
    .map((preview) => ({
      kind: preview.localName === 'video' ? ('video' as const) : ('image' as const),
      alt: altOf(preview),
      digest: digestOf(preview),
    }));
}
