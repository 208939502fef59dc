/** Ways to disguise a word, for property tests: each takes the word and a source of numbers from 0 up to 1. */
type Random = () => number;

const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аα',
  c: 'сϲ',
  e: 'еε',
  i: 'іι',
  o: 'оο',
  p: 'рρ',
  s: 'ѕ',
  x: 'хχ',
  y: 'уγ',
};
const LEET: Readonly<Record<string, string>> = { a: '4@', e: '3', i: '1!', l: '1|', o: '0', s: '5$', t: '7' };

const pick = (from: string, random: Random): string => {
  const all = [...from];
  return all[Math.floor(random() * all.length)] ?? '';
};
const somewhere = (length: number, random: Random): number => Math.floor(random() * length);

/** Replaces some letters that are not first or last; at least one where any can be. */
function replacing(table: Readonly<Record<string, string>>, share: number) {
  return (word: string, random: Random): string => {
    let replaced = 0;
    const most = Math.floor([...word].filter((one) => /\p{L}/u.test(one)).length * share);
    const letters = [...word].map((letter, i, all) => {
      const isInner = /\p{L}/u.test(all[i - 1] ?? '') && /\p{L}/u.test(all[i + 1] ?? '');
      const others = table[letter];
      if (others === undefined || !isInner || replaced >= most) return letter;
      replaced++;
      return pick(others, random);
    });
    return letters.join('');
  };
}

const styled = (first: number) => (word: string) =>
  [...word]
    .map((one) => (one === ' ' ? one : String.fromCodePoint(first + one.charCodeAt(0) - 0x61)))
    .join('');

export const TECHNIQUES: Readonly<Record<string, (word: string, random: Random) => string>> = {
  case: (word, random) => [...word].map((one) => (random() < 0.5 ? one.toUpperCase() : one)).join(''),
  'full width': (word) =>
    [...word].map((one) => (one === ' ' ? one : String.fromCharCode(one.charCodeAt(0) + 0xfee0))).join(''),
  'bold script': styled(0x1d4ea),
  'double-struck': styled(0x1d552),
  strokes: (word) => [...word].map((one) => (one === ' ' ? one : `${one}\u0336`)).join(''),
  accents: (word, random) => {
    const at = somewhere(word.length, random);
    return [...word].map((one, i) => (i === at && one !== ' ' ? `${one}\u0331` : one)).join('');
  },
  lookalikes: replacing(LOOKALIKES, 0.6),
  leet: replacing(LEET, 0.4),
  invisible: (word, random) => {
    const at = 1 + somewhere(word.length - 1, random);
    return word.slice(0, at) + pick('\u200b\u200c\u00ad\u2060\ufeff', random) + word.slice(at);
  },
  'set apart': (word, random) => [...word].join(pick(' .-_*·', random)),
  repeated: (word, random) => {
    const letters = [...word];
    let at = somewhere(letters.length, random);
    while (letters[at] === ' ') at++;
    letters[at] = (letters[at] ?? '').repeat(3 + somewhere(4, random));
    return letters.join('');
  },
};
