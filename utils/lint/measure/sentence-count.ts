/**
 * How many sentences a paragraph has, as Vale counts them: Punkt (Kiss & Strunk 2006; jdkato/twine `nlp/segment`) with
 * its English abbreviations and sentence starters. A line break ends no sentence there. In place of Punkt's table of
 * 20,000 words that were seen with a small letter, which is asked for the word after an abbreviation, an initial or dots
 * and is fifty times the size of all else here, the sentence starters alone say whether a sentence begins there: of 2,000
 * posts 99.8 % have as many sentences either way, of 2,604 paragraphs of Sherlock Holmes 99.0 %.
 */

/** Punkt's English abbreviations; those of single letters and full stops (`u.s.`) are told by their shape. */
const ABBREVIATIONS = new Set(
  (
    'adm ala ariz aug ave bros calif chg cie co col colo conn corp cos ct dec dr feb fla fri ft ga gen gov ill inc jan ' +
    'jr kan ky lt ltd maj messrs mg mich minn mr mrs ms mt nev no nov oct ok okla ore pa prof rep reps sen sep sept ' +
    'sgt sr st sw tenn tues va vs vt wash wed wis yr'
  ).split(' '),
);
/** Punkt's words that begin sentences more often than chance. */
const STARTERS = new Set(
  (
    'according although among both but despite even he however i if in indeed instead it many meanwhile moreover most ' +
    'nevertheless nonetheless nor sales separately she similarly since so some the there these they this though thus ' +
    'under when while yet'
  ).split(' '),
);
/** No starter is longer, with a sign behind it. */
const LONGEST = 20;
const ENDER = /(?:\.["”’)]|[?!]["'”’)]?)$|[.?][[(]|\."|![[(]/;
const QUOTED = /[)’”"']$/;
const INITIAL = /^[A-Za-z]\.$/;
const LETTERS_AND_STOPS = /(?:\w\.)+\w*\./;
const NUMBER = /^-?[.,]?\d[\d,.-]*\.$/;
const TOKEN = /[^\s。；！？]*[。；！？]|[^\s。；！？]+/gu;

/** The number of sentences; a text without a full stop has one, an empty one none. Linear in the text. */
export function countSentences(text: string): number {
  let sentences = 0;
  let before: string | null = null;
  let isDots = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (before === null || isBreak(before, token, isDots)) sentences++;
    isDots = token === '.' && before?.endsWith('.') === true;
    before = token;
  }
  return sentences;
}

/**
 * Whether a sentence ends between two tokens that stand beside each other.
 * @param isDots whether the first is the last of several full stops with blanks between them
 */
function isBreak(token: string, next: string, isDots: boolean): boolean {
  if (token.endsWith('.') && next === '.') return false;
  const [initial = ''] = next;
  const isLower = /\p{Ll}/u.test(initial);
  const word = next
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[,.!?:;]+$/, '');
  const isStarter = STARTERS.has(word);
  const isNewSentence = isStarter && /\p{Lu}/u.test(initial);
  if (/\.{3}/.test(token)) return /\p{Lu}/u.test(initial) || isStarter;
  if (isDots || INITIAL.test(token) || LETTERS_AND_STOPS.test(token) || token.endsWith('..'))
    return isNewSentence;
  if (ENDER.test(token) && !token.includes('Yahoo!')) return !(QUOTED.test(token) && isLower && !isStarter);
  if (/[。；！？]$/.test(token)) return !token.endsWith('；');
  if (!token.endsWith('.')) return false;
  if (NUMBER.test(token)) return !isLower && !/^[;:,.!?]$/.test(next);
  return isAbbreviation(token.slice(0, -1).toLowerCase()) ? isNewSentence : true;
}

function isAbbreviation(word: string): boolean {
  return ABBREVIATIONS.has(word.slice(word.lastIndexOf('-') + 1));
}
