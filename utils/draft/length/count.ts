/** Takes what a counter counts, piece by piece, in order: the UTF-16 offset at which a piece starts, and its size. */
export type Take = (start: number, size: number) => void;

/** A way to count. Calls `take` for each piece of a text. No piece reaches over a line end or depends on other lines. */
export type Counter = (text: string, take: Take) => void;

export interface Count {
  readonly used: number;
  /** UTF-16 offset of the first piece that exceeds the limit, or null. */
  readonly overflowAt: number | null;
}

/** `from` is what is used up before the text begins; a limit of null is never exceeded. */
export function count(text: string, counter: Counter, limit: number | null, from = 0): Count {
  let used = from;
  let overflowAt: number | null = null;
  counter(text, (start, size) => {
    used += size;
    if (overflowAt === null && limit !== null && used > limit) overflowAt = start;
  });
  return { used, overflowAt };
}

/** Counts `[start, end)` of a text by itself. */
export function countBetween(counter: Counter, text: string, start: number, end: number, take: Take): void {
  counter(text.slice(start, end), (at, size) => take(start + at, size));
}

/** The same as `count`, for texts that change a little at a time: lines that stood in the text before are not counted again. */
export class LineCount {
  readonly #counter: Counter;
  #sizes: ReadonlyMap<string, number> = new Map();

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  count(text: string, limit: number | null, from = 0): Count {
    const sizes = new Map<string, number>();
    let used = from;
    let overflowAt: number | null = null;
    let start = 0;
    for (const line of text.split(/(?<=\n)/)) {
      const size = sizes.get(line) ?? this.#sizes.get(line) ?? count(line, this.#counter, null).used;
      sizes.set(line, size);
      if (overflowAt === null && limit !== null && used + size > limit) {
        const within = count(line, this.#counter, limit, used).overflowAt;
        if (within !== null) overflowAt = start + within;
      }
      used += size;
      start += line.length;
    }
    this.#sizes = sizes;
    return { used, overflowAt };
  }
}
