import { PatternError, type PatternErrorCode } from './error.ts';

const CONTROL: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

/** A place in a pattern's source, and the reading of single characters. */
export class Reader {
  protected readonly source: string;
  /** UTF-16 offset of what comes next. */
  protected at = 0;

  constructor(source: string) {
    this.source = source;
  }

  protected fail(
    code: PatternErrorCode,
    index: number,
    message: string,
    suggestion: string | null = null,
  ): never {
    throw new PatternError(code, index, message, suggestion);
  }

  protected looking(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  protected take(text: string): boolean {
    const found = this.looking(text);
    if (found) this.at += text.length;
    return found;
  }

  /** Consumes what the sticky expression matches here. */
  protected match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const found = expression.exec(this.source);
    if (found) this.at = expression.lastIndex;
    return found;
  }

  protected codePoint(): number {
    const cp = this.source.codePointAt(this.at) ?? 0;
    this.at += cp > 0xffff ? 2 : 1;
    return cp;
  }

  /** After a backslash: the code point that the escape stands for. */
  protected charEscape(start: number): number {
    const coded = this.match(
      /x(?:([\dA-Fa-f]{2})|\{([\dA-Fa-f]+)\})|u(?:([\dA-Fa-f]{4})|\{([\dA-Fa-f]+)\})|0([0-7]{0,2})/y,
    );
    if (coded) {
      const [, byte, long, unit, braced, octal] = coded;
      const digits = byte ?? long ?? unit ?? braced;
      let cp = digits === undefined ? Number.parseInt(`0${octal}`, 8) : Number.parseInt(digits, 16);
      if (unit !== undefined && cp >= 0xd800 && cp < 0xdc00) {
        const low = this.match(/\\u([Dd][C-Fc-f][\dA-Fa-f]{2})/y)?.[1];
        if (low !== undefined) cp = (cp - 0xd800) * 0x400 + (Number.parseInt(low, 16) - 0xdc00) + 0x10000;
      }
      if (cp > 0x10ffff) this.fail('pattern_syntax', start, 'There is no character of this number.');
      return cp;
    }
    const plain = this.match(/[^\p{L}\p{N}]/uy)?.[0].codePointAt(0);
    if (plain !== undefined) return plain;
    const letter = this.source[this.at] ?? '';
    const control = Object.hasOwn(CONTROL, letter) ? CONTROL[letter] : undefined;
    if (control === undefined) {
      this.fail(
        'pattern_syntax',
        start,
        letter === '' ? 'The pattern ends in a single \\.' : `“\\${letter}” is not known.`,
        letter === ''
          ? 'Write \\\\ for the character itself.'
          : letter === 'Z'
            ? 'Use \\z for the end of the text.'
            : null,
      );
    }
    this.at++;
    return control;
  }
}
