import type { CliText } from './text.ts';

export interface Counts {
  readonly lines: number;
  readonly held: number;
  readonly bad: number;
}

/** Where there is no terminal to overwrite, a line after every so many posts. */
const EVERY = 10_000;
const FIRST_AFTER_MS = 500;
const REFRESH_MS = 200;

/** How far a long input has come, on stderr: one line that is rewritten on a terminal, now and then a line elsewhere. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #t: CliText;
  #shownAt = performance.now() + FIRST_AFTER_MS - REFRESH_MS;
  #shownLines = 0;
  #shown = false;

  constructor(stream: NodeJS.WriteStream, t: CliText) {
    this.#stream = stream;
    this.#t = t;
  }

  show(counts: Counts): void {
    if (this.#stream.isTTY) {
      if (performance.now() - this.#shownAt < REFRESH_MS) return;
      this.#shownAt = performance.now();
      this.#shown = true;
      this.#stream.write(`\r\u001b[K${this.#line(counts)}`);
    } else if (counts.lines - this.#shownLines >= EVERY) {
      this.#shownLines = counts.lines;
      this.#shown = true;
      this.#stream.write(`${this.#line(counts)}\n`);
    }
  }

  end(counts: Counts): void {
    if (!this.#shown) return;
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K${this.#line(counts)}\n` : `${this.#line(counts)}\n`);
  }

  #line({ lines, held, bad }: Counts): string {
    return this.#t('progress', { lines, held, bad });
  }
}
