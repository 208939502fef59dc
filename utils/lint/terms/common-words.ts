/**
 * Words that people put before and behind others in a hashtag, in letters a to z as a skeleton has them. With a term
 * they must make up the whole of it: #stopthescam.
 */
const WORDS = new Set(
  (
    'about again alert alerts all always and anti are awareness baby back beach best big boy boys brand can club come crew ' +
    'crypto daily day days dead deal deals down ever every everyone fake family fan fans first follow for forever free ' +
    'friday friend friends from full fun game games get girl girls good great group guide guy guys happy has hate have ' +
    'help here hot house how into join just kids know legal life like live local lol love lover lovers made make men ' +
    'money more most much music must near need never new news next night nights not now off one online only our out over ' +
    'party people please police power public real report safe sale say scene season share should show social some stop ' +
    'stopp story style summer sunday support take talk team that the their them these they thing things this those time ' +
    'tips today together tonight too total town true truth under until upp want warning was watch way week weekend welcome ' +
    'what when where who why will win with woman women work world yes you your in is it me my no of on or so to up us we ' +
    'av de den der det die du ein eine en er et ikke ingen ja jeg mot nei nein nicht og ogsa oss pa som til und var vi wir'
  ).split(' '),
);

/**
 * Words that also begin or end many a longer word: the-rapist, cum-in, man-slaughter. Alone they prove no joint
 * between words.
 */
const GLUE = new Set(
  (
    'the in is it me my no of on or so to up us we and all are can for has men one out over some under up anti over ' +
    'av de den der det die du ein en er et ja jeg mot og oss pa som til und var vi'
  ).split(' '),
);

const LONGEST_WORD = 9;
/** More letters than these are not taken apart. */
export const LONGEST_REST = 40;

/** What a part of a hashtag is made of, beside the term. */
export type Rest = 'nothing' | 'glue' | 'words' | 'other';

/** What these letters are, taken apart into common words; years and numbers count as words. */
export function restOf(letters: string): Rest {
  if (letters === '') return 'nothing';
  if (letters.length > LONGEST_REST) return 'other';
  // How well the letters up to each place can be taken apart.
  const best: (Rest | null)[] = [...letters].map(() => null);
  const at = (place: number): Rest | null => (place === 0 ? 'nothing' : (best[place - 1] ?? null));
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      const before = at(start);
      if (before === null) continue;
      const word = letters.slice(start, end);
      if (!WORDS.has(word) && !/^[0-9]{2,4}$/.test(word)) continue;
      const isPlain = before === 'words' || !GLUE.has(word);
      if (isPlain || best[end - 1] === null) best[end - 1] = isPlain ? 'words' : 'glue';
    }
  }
  return at(letters.length) ?? 'other';
}
