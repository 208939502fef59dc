/** Spellings that people use to slip a word past a list. Each is made the same way every time. */
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
};

/** Replaces what the table knows, but the first letter; at most half of the letters, so that the word can be read. */
function replacing(table: Readonly<Record<string, string>>): (word: string) => string {
  return (word) => {
    let left = Math.floor(word.length / 2);
    return [...word]
      .map((letter, i) => {
        const other = table[letter];
        if (i === 0 || other === undefined || left === 0) return letter;
        left--;
        return other;
      })
      .join('');
  };
}

/** By name; a word that a disguise leaves as it is does not count for it. */
export const DISGUISES: Readonly<Record<string, (word: string) => string>> = {
  'letters set apart by blanks': (word) => [...word].join(' '),
  'letters set apart by full stops': (word) => [...word].join('.'),
  'letters set apart by low lines': (word) => [...word].join('_'),
  'digits for letters': replacing(LEET),
  'letters of other scripts': replacing(LOOKALIKES),
  'full width': (word) => [...word].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join(''),
  'bold script': (word) =>
    [...word].map((one) => String.fromCodePoint(0x1d4ea + one.charCodeAt(0) - 0x61)).join(''),
  'a letter repeated': (word) => word.replace(/[aeiou]/, (vowel) => vowel.repeat(4)),
  'an invisible sign': (word) => `${word.slice(0, 2)}\u200b${word.slice(2)}`,
  'accents struck through': (word) => [...word].map((one) => `${one}\u0336`).join(''),
};
