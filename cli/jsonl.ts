import type { Linter } from '../utils/lint/linter.ts';
import { EXIT, type ExitCode, exitCodeOf, worse } from './exit.ts';
import { draftOf, readPostLine } from './posts.ts';
import { type CliText, printable } from './text.ts';

export interface JsonlOptions {
  readonly platform: string;
  readonly language: string | undefined;
  readonly context: readonly string[];
}

/** Longer than any platform's longest post by far; keeps one endless line from filling the memory. */
const LONGEST_LINE = 10_000_000;

/**
 * Checks one post a line, in order. A line that cannot be read becomes a record with `error` and its number; the others
 * go on, and the exit code is 2 in the end.
 */
export class JsonlChecker {
  #exit: ExitCode = EXIT.clear;
  #lines = 0;
  #held = 0;
  #bad = 0;
  #rest = '';
  /** The line so far is too long: it is skipped up to its end. */
  #skipping = false;
  readonly #linter: Linter;
  readonly #options: JsonlOptions;
  readonly #t: CliText;

  constructor(linter: Linter, options: JsonlOptions, t: CliText) {
    this.#linter = linter;
    this.#options = options;
    this.#t = t;
  }

  get exit(): ExitCode {
    return this.#exit;
  }

  get counts(): { readonly lines: number; readonly held: number; readonly bad: number } {
    return { lines: this.#lines, held: this.#held, bad: this.#bad };
  }

  /** Takes the next piece of the input; answers with the records that it completes. */
  *push(chunk: string): Generator<string> {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      const line = this.#rest + chunk.slice(from, end);
      this.#rest = '';
      from = end + 1;
      yield this.#endLine(line);
    }
    if (!this.#skipping) this.#rest += chunk.slice(from);
    if (this.#rest.length > LONGEST_LINE) {
      this.#rest = '';
      this.#skipping = true;
    }
  }

  /** The input ended; a last line without a line end counts too. */
  end(): string {
    const line = this.#rest;
    this.#rest = '';
    return line === '' && !this.#skipping ? '' : this.#endLine(line);
  }

  #endLine(line: string): string {
    this.#lines++;
    if (this.#skipping || line.length > LONGEST_LINE) {
      this.#skipping = false;
      return this.#refuse('too_long', this.#t('lineTooLong', { line: this.#lines }));
    }
    const text = this.#lines === 1 && line.startsWith('\ufeff') ? line.slice(1) : line;
    return text.trim() === '' ? '' : this.#check(text);
  }

  #check(line: string): string {
    const read = readPostLine(line);
    if (!read.ok) return this.#refuse(read.reason, this.#t(`line_${read.reason}`, { line: this.#lines }));
    const { id, text, platform, context } = read.post;
    const { verdict, findings } = this.#linter.lint(draftOf(text, platform ?? this.#options.platform), {
      context: [...this.#options.context, ...context],
      language: this.#options.language,
    });
    const code = exitCodeOf(verdict);
    if (code === EXIT.held) this.#held++;
    this.#exit = worse(this.#exit, code);
    return `${JSON.stringify({ id, verdict, findings })}\n`;
  }

  #refuse(code: string, message: string): string {
    this.#bad++;
    this.#exit = EXIT.badUse;
    return `${JSON.stringify({ id: null, error: { code, message: printable(message), line: this.#lines } })}\n`;
  }
}
