export interface Detection {
  /** UTF-16 offsets in the text as the author sees it. */
  readonly start: number;
  readonly end: number;
  /** The found value in the detector's normal form, as {@link Detector.normalize} makes it. */
  readonly value: string;
  /** The author's text with the secret part covered by `•`. */
  readonly masked: string;
}

/** One file a detector: finds values whose shape or checksum says what they are. Linear in the text. */
export interface Detector {
  find(text: string): Detection[];
  /** Normal form of a value in a rule's `allow`, to be compared with {@link Detection.value}. */
  normalize(value: string): string;
  /** Whether `allowed` (normal form) covers `value`; equality when absent. */
  covers?(allowed: string, value: string): boolean;
}

/** Covers letters and digits by `•`, but not those for which `keep` says so; signs and blanks stay. */
export function mask(text: string, keep: (index: number, count: number) => boolean): string {
  const characters = [...text];
  const count = characters.filter((character) => /[\p{L}\p{N}]/u.test(character)).length;
  let index = 0;
  return characters
    .map((character) => {
      if (!/[\p{L}\p{N}]/u.test(character)) return character;
      return keep(index++, count) ? character : '•'.repeat(character.length);
    })
    .join('');
}
