/**
 * Syllables of English words, by the spelling rules that Vale counts with (jdkato/twine, `summarize/syllables.go`, which
 * has them from Greg Fast's Lingua::EN::Syllable), so that a grade here is the grade there.
 */

/** Words whose spelling misleads every rule, by their number of syllables. */
const KNOWN = new Map(
  [
    [2, 'abed adieu cafe cafes chile chloe circe daphne jesse jukebox maybe people phoebe shoreline zoe'],
    [
      3,
      'abare acreage adame adobe apache coyote euterpe forever karate machete recipe sesame simile syncope tamale',
    ],
    [
      4,
      'abalone abruzzese abbruzzese anemone aphrodite apostrophe ariadne calliope catastrophe epitome eurydice ' +
        'facsimile gethsemane guacamole hermione hyperbole penelope persephone yosemite',
    ],
    [5, 'aborigine aborigines'],
  ].flatMap(([count, words]) =>
    String(words)
      .split(' ')
      .map((word): [string, number] => [word, Number(count)]),
  ),
);

/** Beginnings and ends that are taken off; each adds the number beside it. The first that fits is the only one. */
const BEGINNINGS: readonly (readonly [number, RegExp])[] = [
  [
    2,
    /^(?:above|anti|ante|counter|hyper|afore|agri|infra|intra|inter|over|semi|ultra|under|extra|dia|micro|mega|kilo|pico|nano|macro)/,
  ],
  [1, /^(?:un|fore|ware|none|non|out|post|sub|pre|pro|dis|side)/],
];
const ENDS: readonly (readonly [number, RegExp])[] = [
  [3, /(?:ology|ologist|onomy|onomist)$/],
  [2, /(?:fully|berry|woman|women)$/],
  [
    1,
    /(?:ly|less|some|ful|ers?|ness|cians?|ments?|ettes?|villes?|ships?|sides?|ports?|shires?|tion|tioned)$/,
  ],
];

const VOWELS = /[aeiouy]+/g;
/** Each match is one syllable fewer than the vowels say. None repeats without bound: a word is read once. */
const FEWER: readonly RegExp[] = [
  /cia(?:l|$)|tia|cius|cious|[^aeiou]giu|[aeiouy][^aeiouy]ion|iou|sia$|eous$|[oa]gue$|.[^aeiuoycgltdb]{2}ed$|.ely$|^jua|uai|eau|^busi$|[aeiouy](?:b|ch?|dg|f|g[hn]?|k|l(?:ch|l|v)?|mm?|n(?:ch?|[gn])?|p|r[cnsv]?|s(?:[ckls]|qu)?|th|v|y|z)ed$|[aeiouy](?:b|ch|d|f|g[hn]|k|l(?:ch|l|v)?|mm?|n(?:ch|n)?|p|r[nsv]?|s(?:[cklst]|qu)?|th?|v|y)es$/gu,
  /[aeiouy](?:b|ch?|dg?|f|g[hn]?|k|l[lv]?|mm?|n[cgn]?|p|r[cnsv]?|s(?:[cklst]|qu)?|th?|v|y|z)e$/gu,
];
/** Each match is one syllable more. */
const MORE: readonly RegExp[] = [
  /(?:[^aeiouy]ie(?:r|st|t)|[aeiouym]bl|eo|[ia]sm|thm|dnt|uity|dea|gean|oa|ua|eings?|[aeiouy]sh?e[rsd])$/gu,
  /[^gq]ua[^auieo]|[aeiou]{3}|^(?:ia|mc|coa[dglx].)/gu,
  /[^aeiou]y[ae]|[^l]lien|riet|dien|iu|io|ii|uen|real|iell|eo[^aeiou]|[aeiou]y[aeiou]/gu,
  /[^s]ia/gu,
];

/** The number of syllables of one word; at least 1 for any word, 0 for an empty text. Linear in the word. */
export function syllablesOf(word: string): number {
  const letters = [...word.slice(0, 6)].length;
  if (letters < 3) return Math.min(letters, 1);
  const lower = word.toLowerCase();
  const known = KNOWN.get(lower);
  if (known !== undefined) return known;
  const [noBeginning, before] = takenOff(lower, BEGINNINGS);
  const [stem, after] = takenOff(noBeginning, ENDS);
  const fewer = FEWER.reduce((sum, pattern) => sum + matches(stem, pattern), 0);
  const more = MORE.reduce((sum, pattern) => sum + matches(stem, pattern), 0);
  return Math.max(1, before + after + matches(stem, VOWELS) - fewer + more);
}

function takenOff(
  word: string,
  parts: readonly (readonly [number, RegExp])[],
): [rest: string, count: number] {
  for (const [count, pattern] of parts) {
    const rest = word.replace(pattern, '');
    if (rest !== word) return [rest, count];
  }
  return [word, 0];
}

function matches(word: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of word.matchAll(pattern)) count++;
  return count;
}
