import { isNullable, type Node, type Parsed } from './ast.ts';
import type { SetPlan } from './char-set.ts';
import { type ClassItem, charSet, classSet, perlItem, posixItem, propertyItem } from './class-items.ts';
import { Reader } from './reader.ts';

export const MAX_REPEAT = 1000;
const MAX_DEPTH = 200;
const MAX_SOURCE = 50_000;
const MAX_GROUPS = 500;

const UNLESS = 'Match the words alone and list the cases to leave out under “unless”.';
const WRITE_OUT = 'Write the alternatives out; for a word said twice use the kind “repetition”.';
const NO_BACKTRACKING = 'Matching never backtracks here: use a plain group or repetition.';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

/**
 * Reads RE2's syntax. Offsets in errors are UTF-16 in `source`.
 * @throws PatternError at the first thing that is refused.
 */
export function parse(
  source: string,
  flags: { readonly ignoreCase: boolean; readonly multiline: boolean },
): Parsed {
  return new Parser(source, { i: flags.ignoreCase, m: flags.multiline, s: false, U: false }).parse();
}

class Parser extends Reader {
  readonly #names = new Set<string>();
  #flags: Flags;
  #groups = 0;
  #depth = 0;

  constructor(source: string, flags: Flags) {
    super(source);
    this.#flags = flags;
  }

  parse(): Parsed {
    if (this.source.length > MAX_SOURCE) {
      this.fail('pattern_too_large', MAX_SOURCE, `The pattern is longer than ${MAX_SOURCE} characters.`);
    }
    const root = this.#alternatives();
    if (this.at < this.source.length) {
      this.fail(
        'pattern_syntax',
        this.at,
        'This “)” closes no group.',
        'Write \\) for the character itself.',
      );
    }
    return { root, groups: this.#groups };
  }

  #alternatives(): Node {
    const items = [this.#sequence()];
    while (this.take('|')) items.push(this.#sequence());
    const [only] = items;
    return only && items.length === 1 ? only : { kind: 'any', items };
  }

  #sequence(): Node {
    const items: Node[] = [];
    while (this.at < this.source.length && !this.looking('|') && !this.looking(')')) {
      if (this.take('\\Q')) {
        while (this.at < this.source.length && !this.take('\\E')) items.push(this.#literal(this.codePoint()));
        const last = items.pop();
        if (last) items.push(this.#repeated(last));
        continue;
      }
      if (this.take('\\E')) continue;
      const item = this.#atom();
      if (item) items.push(this.#repeated(item));
    }
    const [only] = items;
    return only && items.length === 1 ? only : { kind: 'all', items };
  }

  #literal(cp: number): Node {
    return { kind: 'set', set: charSet(cp, this.#flags.i) };
  }

  /** Null for what stands for nothing by itself: a change of flags. */
  #atom(): Node | null {
    const start = this.at;
    const cp = this.codePoint();
    switch (String.fromCodePoint(cp)) {
      case '.':
        return { kind: 'set', set: this.#flags.s ? 'any' : 'dot' };
      case '^':
        return { kind: 'assert', what: this.#flags.m ? 'line-start' : 'text-start' };
      case '$':
        return { kind: 'assert', what: this.#flags.m ? 'line-end' : 'text-end' };
      case '(':
        return this.#group(start);
      case '[':
        return { kind: 'set', set: this.#class(start) };
      case '\\':
        return this.#escape(start);
      case '*':
      case '+':
      case '?':
        return this.fail(
          'pattern_syntax',
          start,
          'There is nothing here to repeat.',
          'Write \\*, \\+ or \\? for the character.',
        );
      default:
        return this.#literal(cp);
    }
  }

  #repeated(item: Node): Node {
    const start = this.at;
    const found = this.match(/[*+?]|\{(\d+)(?:(,)(\d*))?\}/y);
    if (!found) return item;
    const [sign, low, comma, high] = found;
    let min = sign === '+' ? 1 : 0;
    let max = sign === '?' ? 1 : Number.POSITIVE_INFINITY;
    if (low !== undefined) {
      min = Number(low);
      if (comma === undefined) max = min;
      else if (high) max = Number(high);
      if (min > MAX_REPEAT || (max > MAX_REPEAT && max !== Number.POSITIVE_INFINITY)) {
        this.fail(
          'pattern_too_large',
          start,
          `A part may be repeated at most ${MAX_REPEAT} times by number.`,
          'Use + or * where the exact number does not matter.',
        );
      }
      if (max < min) this.fail('pattern_syntax', start, 'The repetition ends below where it starts.');
    }
    const lazy = this.take('?');
    const next = this.at;
    if (this.looking('+')) {
      this.fail('pattern_atomic', next, 'Possessive repetition is not supported.', NO_BACKTRACKING);
    }
    if (this.match(/[*?]|\{\d+(?:,\d*)?\}/y)) {
      this.fail(
        'pattern_syntax',
        next,
        'A repetition cannot follow a repetition.',
        'Put the first one in a group: (?:…).',
      );
    }
    return {
      kind: 'repeat',
      item,
      min,
      max,
      greedy: lazy === this.#flags.U,
      emptyTurns: isNullable(item),
      at: start,
    };
  }

  #group(start: number): Node | null {
    if (++this.#depth > MAX_DEPTH) {
      this.fail('pattern_too_large', start, `Groups may be nested at most ${MAX_DEPTH} deep.`);
    }
    const outer = this.#flags;
    let index: number | null = null;
    if (!this.take('?')) index = ++this.#groups;
    else if (this.match(/<?[=!]/y)) {
      this.fail('pattern_lookaround', start, 'Looking ahead or behind is not supported.', UNLESS);
    } else if (this.take('>') || this.take('|')) {
      this.fail(
        'pattern_atomic',
        start,
        'Atomic and branch-reset groups are not supported.',
        NO_BACKTRACKING,
      );
    } else if (this.match(/P[=>]|\(|R\)|[&\d]/y)) {
      this.fail('pattern_backreference', start, 'A pattern cannot refer back to a group.', WRITE_OUT);
    } else if (this.match(/P?</y)) {
      const name = this.match(/([A-Za-z_][A-Za-z0-9_]*)>/y)?.[1];
      if (name === undefined) {
        this.fail(
          'pattern_syntax',
          start,
          'The name of this group is missing or not a plain word.',
          'Write (?<name>…).',
        );
      }
      if (this.#names.has(name)) this.fail('pattern_syntax', start, `Two groups are named “${name}”.`);
      this.#names.add(name);
      index = ++this.#groups;
    } else if (this.#changeFlags(start)) {
      this.#depth--;
      return null;
    }
    if (this.#groups > MAX_GROUPS) {
      this.fail(
        'pattern_too_large',
        start,
        `A pattern may have at most ${MAX_GROUPS} capturing groups.`,
        'Use (?:…).',
      );
    }
    const item = this.#alternatives();
    if (!this.take(')')) {
      this.fail('pattern_syntax', start, 'This group is not closed.', 'Write \\( for the character itself.');
    }
    this.#flags = outer;
    this.#depth--;
    return index === null ? item : { kind: 'group', item, index };
  }

  /** Reads `i`, `-s`, `im-s`, then `:` or `)`. True when the new flags hold from here on in the group around. */
  #changeFlags(start: number): boolean {
    const found = this.match(/([imsU]*)(?:-([imsU]+))?([:)])/y);
    if (!found || found[0] === ')') {
      this.fail(
        'pattern_syntax',
        start,
        'This kind of group is not known.',
        'Known are (…), (?:…), (?<name>…) and the flags i, m, s, U.',
      );
    }
    const [, on = '', off = '', end] = found;
    const flags = { ...this.#flags };
    for (const flag of ['i', 'm', 's', 'U'] as const) {
      if (on.includes(flag)) flags[flag] = true;
      if (off.includes(flag)) flags[flag] = false;
    }
    this.#flags = flags;
    return end === ')';
  }

  #escape(start: number): Node {
    const what = ({ A: 'text-start', z: 'text-end', b: 'word-edge', B: 'no-word-edge' } as const)[
      this.source[this.at] ?? ''
    ];
    if (what) {
      this.at++;
      return { kind: 'assert', what };
    }
    if (this.match(/[1-9]|k[<{']|g/y)) {
      this.fail('pattern_backreference', start, 'A pattern cannot refer back to a group.', WRITE_OUT);
    }
    const item = this.#classEscape(start);
    return item
      ? { kind: 'set', set: classSet([item], false, false) }
      : this.#literal(this.charEscape(start));
  }

  /** After a backslash: `\d`, `\pL`, `\p{Greek}` and their negations, or null with nothing consumed. */
  #classEscape(start: number): ClassItem | null {
    const perl = perlItem(this.source[this.at] ?? '');
    if (perl) {
      this.at++;
      return perl;
    }
    const found = this.match(/([pP])(?:\{(\^?)([^}]*)\}|([A-Z]))/y);
    if (!found) return null;
    const [, letter, caret, braced, bare] = found;
    const name = braced ?? bare ?? '';
    return (
      propertyItem(name, (letter === 'P') !== (caret === '^'), this.#flags.i) ??
      this.fail(
        'pattern_property',
        start,
        `“${name}” names no Unicode category or script.`,
        'For example \\p{L} is any letter, \\p{Lu} a capital, \\p{Greek} a script.',
      )
    );
  }

  #class(start: number): SetPlan {
    const negated = this.take('^');
    const items: ClassItem[] = [];
    for (let first = true; first || !this.looking(']'); first = false) {
      if (this.at >= this.source.length) {
        this.fail(
          'pattern_syntax',
          start,
          'This class is not closed.',
          'Write \\[ for the character itself, [\\s\\S] for any character.',
        );
      }
      items.push(this.#named() ?? this.#range());
    }
    this.at++;
    return classSet(items, negated, this.#flags.i);
  }

  /** `[:alpha:]`, `\d` or `\p{…}` inside a class, or null with nothing consumed. */
  #named(): ClassItem | null {
    const start = this.at;
    const posix = this.match(/\[:(\^?)([a-z]+):\]/y);
    if (posix) {
      const [whole, caret, name = ''] = posix;
      return (
        posixItem(name, caret === '^', this.#flags.i) ??
        this.fail('pattern_syntax', start, `“${whole}” is not known.`)
      );
    }
    if (!this.take('\\')) return null;
    const item = this.#classEscape(start);
    if (!item) this.at = start;
    return item;
  }

  #range(): ClassItem {
    const start = this.at;
    const low = this.#classChar();
    if (!this.match(/-(?!\]|$)/y)) return { low, high: low };
    const high = this.#classChar();
    if (high < low)
      this.fail(
        'pattern_syntax',
        start,
        'This range ends before it starts.',
        'Write \\- for the character itself.',
      );
    return { low, high };
  }

  #classChar(): number {
    const start = this.at;
    return this.take('\\') ? this.charEscape(start) : this.codePoint();
  }
}
