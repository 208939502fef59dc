/** A small picture of a preview, for those who decide on a request. */

/** Longest side, and most characters of the `data:` address; a request carries several. */
export const THUMBNAIL = { side: 160, length: 12_000 } as const;

const QUALITIES = [0.7, 0.5, 0.3, 0.15];

/** The size in which `width` × `height` fits into a square of `side`; never larger than it is. */
export function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A film gives the picture that it shows now. JPEG on white: what is transparent would be black in it.
 * @returns a `data:image/jpeg` address of at most {@link THUMBNAIL}.length characters; null while nothing is shown, or
 * where the browser does not let the picture be read (another site's)
 */
export function thumbnailOf(preview: HTMLImageElement | HTMLVideoElement): string | null {
  const film = preview as Partial<HTMLVideoElement>;
  const picture = preview as Partial<HTMLImageElement>;
  const width = film.videoWidth ?? picture.naturalWidth ?? 0;
  const height = film.videoHeight ?? picture.naturalHeight ?? 0;
  if (width === 0 || height === 0) return null;
  const size = fitted(width, height, THUMBNAIL.side);
  const canvas = preview.ownerDocument.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  try {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, size.width, size.height);
    pen.drawImage(preview, 0, 0, size.width, size.height);
    const made = QUALITIES.map((quality) => canvas.toDataURL('image/jpeg', quality));
    return made.find((address) => address.length <= THUMBNAIL.length) ?? null;
  } catch {
    return null; // another site's picture
  }
}
