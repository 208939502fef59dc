import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, countParagraph, NO_COUNTS } from '../../../../utils/lint/measure/counts.ts';
import { GRADES } from '../../../../utils/lint/measure/grades.ts';
import { countSentences } from '../../../../utils/lint/measure/sentence-count.ts';
import { syllablesOf } from '../../../../utils/lint/measure/syllables.ts';

/** Words that tell the spelling rules apart, with the numbers that jdkato/twine's testdata/syllables.json gives them. */
const SYLLABLES: readonly (readonly [number, string])[] = [
  [
    1,
    'aged agne aisles alles anne barnes basque basques bathed beske bonnes carves eastes isle juan suisse ' +
      'uthe',
  ],
  [
    2,
    'absolve absolves acquaint acquired acquires adjudged advanced ageless alyce anette arbed arlette ' +
      'auyeung ayoub baffled batesville bayous beaubien beauties beauty belville blended blinded bridgeport ' +
      'caresse cassettes champagnes chasm cheeses dabbled delmed divorced entrenched fielded furloughed ' +
      'gainesville infringed judgeships kilborne nanette nonesuch people practice preaches sidekick ' +
      'warehime weyandt whitesides',
  ],
  [
    3,
    'abatements abeyance abounded aboveboard absences acacia achoa acknowledged acquiesced adabelle addeo ' +
      'advantaged aegean affluence aftertaste agius agreement aguayo ambrosial antaya apprenticed arceneaux ' +
      'arrangement arrearage ayuso befriended belyea boyington businesses byerley cambridgeside championed ' +
      'cistercian coalesced creolized cyanide delgiudice dieringer disbursement disgraceful doggedly ' +
      'enforcement forecloses forgione galyean geordie gooseberry gracefully impeding infrared intriguing ' +
      'joliet macrophage massacred measurement microage musician neoprobe newlywed nonbusiness pioneer ' +
      'preempted proactive racehorses realigned recipe rounsaville saleswomen',
  ],
  [
    4,
    'abalone accordion advantageous adventuresome advisedly aerospatiale aforementioned aggrandizement ' +
      'agribusiness akiyama algorithm aliases alliances amadea amezcua amityville analyses andreotti ' +
      'apprenticeship audiences avedisian avowedly boyajian choreographed courageously diagnoses geologist ' +
      'georgiades hyperion jeyaretnam makeover megahouses micromanage overseer policewoman preinvasion ' +
      'preoccupied specializes stereotyped',
  ],
  [
    5,
    'abbatiello aborigine academician academicians acoustically amaryllises antiabortion archeology ' +
      'california continuances embryology extraordinaire geotropism ianniello intraocular pasquariello ' +
      'picariello',
  ],
  [6, 'academically deterioration macroeconomic neoconservatives semiautomatic sovietologist'],
  [7, 'aerodynamically institutionalizes'],
];

describe('syllables', () => {
  it.each(SYLLABLES)('are %i where Vale counts so many', (count, words) => {
    const counted = words.split(' ').map((word): [string, number] => [word, syllablesOf(word)]);
    expect(counted.filter(([, syllables]) => syllables !== count)).toEqual([]);
    for (const [word] of counted) expect(syllablesOf(word.toUpperCase())).toBe(count);
  });

  it('are one in a word of two letters, none in an empty one, one at least in any other', () => {
    expect(['', 'a', 'ae', '😀', '😀😀', 'hmm', 'xzq', '1234'].map(syllablesOf)).toEqual([
      0, 1, 1, 1, 1, 1, 1, 1,
    ]);
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (word) => syllablesOf(word) >= 1));
  });
});

/** Texts and figures of jdkato/twine's testdata/summarize.json. */
const TEXTS = [
  {
    text: "Vale is a natural language linter that supports plain text, markup (Markdown, reStructuredText, AsciiDoc, and HTML), and source code comments. Vale doesn't attempt to offer a one-size-fits-all collection of rules—instead, it strives to make customization as easy as possible.",
    counts: { sentences: 2, words: 43, characters: 222 },
    grades: [13.64, 13.18, 12.0, 14.18, 13.02],
  },
  {
    text: 'Existing computer programs that measure readability are based largely upon subroutines which estimate number of syllables, usually by counting vowels. The shortcoming in estimating syllables is that it necessitates keypunching the prose into the computer. There is no need to estimate syllables since word length in letters is a better predictor of readability than word length in syllables. Therefore, a new readability formula was computed that has for its predictors letters per 100 words and sentences per 100 words. Both predictors can be counted by an optical scanning device, and thus the formula makes it economically feasible for an organization such as the U.S. Office of Education to calibrate the readability of all textbooks for the public school system.',
    counts: { sentences: 5, words: 119, characters: 639 },
    grades: [15.76, 14.53, 15.8, 17.59, 18.03],
  },
  {
    text: 'He teaches science (He previously worked for 5 years as an engineer.) at the local University.',
    counts: { sentences: 1, words: 16, characters: 75 },
    grades: [8.65, 9.91, 9.82, 13.9, 13.02],
  },
] as const;
const NAMES = ['Automated Readability', 'Coleman-Liau', 'Flesch-Kincaid', 'Gunning Fog', 'SMOG'] as const;

describe('counts and grades', () => {
  it.each(TEXTS)('are those of Vale: $counts', ({ text, counts, grades }) => {
    const counted = countParagraph(text);
    expect(counted).toMatchObject(counts);
    expect(NAMES.map((name) => GRADES[name](counted).toFixed(2))).toEqual(
      grades.map((grade) => grade.toFixed(2)),
    );
  });

  it('are nothing where nothing is', () => {
    expect(countParagraph('')).toEqual({ ...NO_COUNTS, paragraphs: 1 });
    expect(countParagraph('🎉 — !')).toMatchObject({ words: 0, characters: 0, sentences: 1 });
  });

  it('take initials and apostrophes as Vale does, and bytes for the length of a long word', () => {
    expect(countParagraph("U.S.A. isn't it")).toMatchObject({ words: 3, characters: 9 });
    expect(countParagraph('svært blåbær storming')).toMatchObject({ words: 3, long_words: 2 });
    expect(countParagraph('blåbær')).toMatchObject({ long_words: 1 });
  });

  it('count a paragraph’s words of three syllables, and those that have them without es, ed and ing', () => {
    expect(countParagraph('remarkable')).toMatchObject({ polysyllabic_words: 1, complex_words: 1 });
    expect(countParagraph('advances')).toMatchObject({ polysyllabic_words: 1, complex_words: 0 });
  });

  it('add up', () => {
    const [a, b] = [countParagraph('One paragraph here.'), countParagraph('Another. And one more.')];
    expect(addCounts(a, b)).toMatchObject({ words: 7, sentences: 3, paragraphs: 2 });
    for (const key of Object.keys(NO_COUNTS) as (keyof typeof NO_COUNTS)[]) {
      expect(addCounts(a, b)[key]).toBe(a[key] + b[key]);
      expect(addCounts(a, NO_COUNTS)[key]).toBe(a[key]);
    }
  });
});

describe('sentences', () => {
  it.each([
    ['', 0],
    ['no stop', 1],
    ['One. Two! Three? Four', 4],
    ['One\ntwo\nthree', 1],
    ['Dr. Green met Mr. Smith.', 1],
    ['We asked Acme Inc. They said no.', 2],
    ['We asked Acme Inc. about it.', 1],
    ['It cost 5.00 in the U.S. last year.', 1],
    ['I live in the U.S. The weather is good.', 2],
    ['J. R. Smith is here.', 1],
    ['It grew by 10. Sales fell.', 2],
    ['Page 10. of it', 1],
    ['“Stop!” said Ann. “No.” And left.', 3],
    ['“Stop!” yelled the man.', 1],
    ['“Stop!” she said.', 2],
    ['(It works.) See for yourself.', 2],
    ['(It works.) see for yourself.', 1],
    ['Wait... What?', 2],
    ['wait... what?', 1],
    ['Well . . . what', 1],
    ['Well . . . The end', 2],
    ['well.. and then', 1],
    ['well.. The end', 2],
    ['We asked Acme-Inc. about it.', 1],
    ['Search with Yahoo! and find it.', 1],
    ['今日は。元気ですか？はい。', 3],
  ])('%j has %i', (text, count) => {
    expect(countSentences(text)).toBe(count);
  });
});
