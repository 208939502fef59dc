/** Longer than any platform's longest post by far; keeps one endless line from filling the memory. */
const LONGEST_LINE = 10_000_000;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null for a line that is too long to be kept. */
  readonly text: string | null;
}

/** Cuts an input that comes in pieces into lines, without holding more than one of them. Blank lines are left out. */
export class LineReader {
  #number = 0;
  #rest = '';
  /** The line so far is too long: it is skipped up to its end. */
  #skipping = false;

  /** How many lines have ended. */
  get count(): number {
    return this.#number;
  }

  /** Takes the next piece of the input; answers with the lines that it completes. */
  *push(chunk: string): Generator<Line> {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      yield* this.#ended(this.#rest + chunk.slice(from, end));
      from = end + 1;
    }
    if (!this.#skipping) this.#rest += chunk.slice(from);
    if (this.#rest.length > LONGEST_LINE) {
      this.#rest = '';
      this.#skipping = true;
    }
  }

  /** The input ended; a last line without a line end counts too. */
  *end(): Generator<Line> {
    if (this.#rest !== '' || this.#skipping) yield* this.#ended(this.#rest);
  }

  *#ended(line: string): Generator<Line> {
    this.#rest = '';
    const number = ++this.#number;
    const tooLong = this.#skipping || line.length > LONGEST_LINE;
    this.#skipping = false;
    const text = number === 1 && line.startsWith('\ufeff') ? line.slice(1) : line;
    if (tooLong) yield { number, text: null };
    else if (text.trim() !== '') yield { number, text };
  }
}
