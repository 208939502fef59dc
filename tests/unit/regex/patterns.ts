import fc from 'fast-check';

/** A pattern in the syntax that RE2 and JavaScript (flag u) share, with what decides which oracle may judge it. */
export interface Sample {
  readonly source: string;
  /** A repetition of what may be empty: JavaScript refuses empty turns, RE2 does not. */
  readonly emptyLoop: boolean;
  readonly nullable: boolean;
}

const sample = (source: string, nullable = false, emptyLoop = false): Sample => ({
  source,
  nullable,
  emptyLoop,
});

/** Letters with and without marks, an astral character, a lone ring above, and what anchors care about. */
export const UNICODE_UNITS = [
  'a',
  'b',
  'A',
  'å',
  'Å',
  'æ',
  'ø',
  'a\u030a',
  '\u030a',
  '😀',
  '🎉',
  's',
  'S',
  ' ',
  '\n',
  '1',
];
export const ASCII_UNITS = ['a', 'b', 'c', 'A', 'B', '1', '2', '_', '-', ' ', '\n'];

const UNICODE_ATOMS = [
  'a',
  'b',
  'A',
  'å',
  'æ',
  'ø',
  '😀',
  '🎉',
  's',
  'S',
  '.',
  '[ab]',
  '[^a]',
  '[a-zæøå]',
  '[^😀]',
  '[😀🎉]',
  '[å-ø]',
  '\\p{L}',
  '\\P{L}',
  '[\\p{Lu}1]',
  '[^\\p{Ll}]',
  '\\n',
  ' ',
];
const ASCII_ATOMS = [
  'a',
  'b',
  'c',
  'A',
  '1',
  '_',
  '-',
  '.',
  '[ab]',
  '[^a]',
  '[a-c]',
  '\\w',
  '\\W',
  '\\d',
  '\\D',
  '\\s',
  '\\S',
  '[\\w-]',
  '[^\\d]',
  '\\n',
  '[^\\n]',
  '\\x41',
];
const ANCHORS = ['^', '$'];
const REPEATS = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}', '{2,}', '{0,3}?', '{1,}?'];

/** Patterns over one alphabet; `groups` adds capturing groups. */
export function patterns(alphabet: 'unicode' | 'ascii'): fc.Arbitrary<Sample> {
  const atoms = alphabet === 'unicode' ? UNICODE_ATOMS : ASCII_ATOMS;
  const anchors = alphabet === 'unicode' ? ANCHORS : [...ANCHORS, '\\b', '\\B'];
  return fc.letrec<{ node: Sample; leaf: Sample }>((tie) => ({
    leaf: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...atoms).map((atom) => sample(atom)) },
      { weight: 1, arbitrary: fc.constantFrom(...anchors).map((anchor) => sample(`(?:${anchor})`, true)) },
    ),
    node: fc.oneof(
      { depthSize: 'small', maxDepth: 5, withCrossShrink: true },
      tie('leaf'),
      fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((items) =>
        sample(
          items.map((item) => item.source).join(''),
          items.every((item) => item.nullable),
          items.some((item) => item.emptyLoop),
        ),
      ),
      fc
        .tuple(
          fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
          fc.constantFrom('(', '(?:'),
          fc.boolean(),
        )
        .map(([items, open, empty]) =>
          sample(
            `${open}${items.map((item) => item.source).join('|')}${empty ? '|' : ''})`,
            empty || items.some((item) => item.nullable),
            items.some((item) => item.emptyLoop),
          ),
        ),
      fc
        .tuple(tie('node'), fc.constantFrom(...REPEATS))
        .map(([item, repeat]) =>
          sample(
            `(?:${item.source})${repeat}`,
            item.nullable || /^[*?]|^\{0/.test(repeat),
            item.emptyLoop || item.nullable,
          ),
        ),
    ),
  })).node;
}

export function texts(alphabet: 'unicode' | 'ascii', maxLength = 24): fc.Arbitrary<string> {
  const units = alphabet === 'unicode' ? UNICODE_UNITS : ASCII_UNITS;
  return fc.array(fc.constantFrom(...units), { maxLength }).map((parts) => parts.join(''));
}

/** Characters drawn from `letters` by a fixed linear congruence: no period that an automaton could learn. */
export function scrambled(letters: string, length: number): string {
  const units = [...letters];
  const drawn: string[] = [];
  let state = 12345;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    drawn.push(units[(state >> 16) % units.length] ?? '');
  }
  return drawn.join('');
}
