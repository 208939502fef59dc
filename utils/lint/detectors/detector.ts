export interface Detection {
  /** UTF-16 offsets in the text as the author sees it. */
  readonly start: number;
  readonly end: number;
  /** The found value in the detector's normal form, as {@link Detector.normalize} makes it. */
  readonly value: string;
  /** The author's text with the secret part covered by `•`; null where the value is no secret (a link). */
  readonly masked: string | null;
}

/** Finds values whose shape or checksum says what they are. Linear in the text. */
export interface Detector {
  /** Detections in order, not overlapping. */
  find(text: string): Detection[];
  /** Normal form of a value in a rule's `allow`, to be compared with {@link Detection.value}. */
  normalize(value: string): string;
  /** Whether `allowed` (normal form) covers `value`; equality when absent. */
  covers?(allowed: string, value: string): boolean;
}

export interface DetectorOptions<Table> {
  /**
   * ISO 3166 codes in lower case of the countries whose forms count; null for all. Detectors without national forms do
   * not ask.
   */
  readonly countries: readonly string[] | null;
  /** What the detector looks up: plain data of `tables/`, which comes with the rule, so that a page need not hold it. */
  readonly table: Table;
}

/** One file a detector. */
export type DetectorMaker<Table = null> = (options: DetectorOptions<Table>) => Detector;

/** In order, without those that overlap one that begins before them, or was found before them at the same place. */
export function inOrder(found: readonly Detection[]): Detection[] {
  let free = 0;
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (start < free) return false;
      free = end;
      return true;
    });
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

/** Covers all but the last `shown` letters and digits. */
export function maskAllBut(text: string, shown: number): string {
  return mask(text, (index, count) => index >= count - shown);
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
