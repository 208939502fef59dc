import { draftOf } from '../utils/draft/draft.ts';
import type { Linter } from '../utils/lint/linter.ts';
import { EXIT, type ExitCode, exitCodeOf, worse } from './exit.ts';
import { type Line, LineReader } from './lines.ts';
import { readPostLine } from './posts.ts';
import { type CliText, printable } from './text.ts';

export interface JsonlOptions {
  readonly platform: string;
  readonly language: string | undefined;
  readonly context: readonly string[];
}

/**
 * Checks one post a line, in order. A line that cannot be read becomes a record with `error` and its number; the others
 * go on, and the exit code is 2 in the end.
 */
export class JsonlChecker {
  #exit: ExitCode = EXIT.clear;
  #held = 0;
  #bad = 0;
  readonly #lines = new LineReader();
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
    return { lines: this.#lines.count, held: this.#held, bad: this.#bad };
  }

  /** Takes the next piece of the input; answers with the records that it completes. */
  *push(chunk: string): Generator<string> {
    for (const line of this.#lines.push(chunk)) yield this.#answer(line);
  }

  /** The input ended; a last line without a line end counts too. */
  end(): string {
    let record = '';
    for (const line of this.#lines.end()) record += this.#answer(line);
    return record;
  }

  #answer({ number, text }: Line): string {
    if (text === null) return this.#refuse(number, 'too_long', this.#t('lineTooLong', { line: number }));
    return this.#check(number, text);
  }

  #check(number: number, line: string): string {
    const read = readPostLine(line);
    if (!read.ok) return this.#refuse(number, read.reason, this.#t(`line_${read.reason}`, { line: number }));
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

  #refuse(line: number, code: string, message: string): string {
    this.#bad++;
    this.#exit = EXIT.badUse;
    return `${JSON.stringify({ id: null, error: { code, message: printable(message), line } })}\n`;
  }
}
