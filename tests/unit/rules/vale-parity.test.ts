/**
 * What Vale documents of each of its kinds, and what its source and fixtures say where the documents are silent, as
 * tests of ours. Sources are named beside them: a page of vale.sh/docs, or a file of vale-cli/vale v3.15 or of the
 * library it counts with (jdkato/twine v0.10). Texts are our own unless the source's own are needed.
 */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../utils/rules/compile.ts';
import { type Pack, packSchema } from '../../../utils/rules/schema.ts';
import { post } from '../lint/posts.ts';

/** A rule as its author writes it: what has a default may be left out. */
type Written = Readonly<Record<string, unknown>> & { readonly kind: string };

const HEADER = {
  id: 'r',
  severity: 'warn',
  message: { en: '{match}' },
  examples: { bad: ['x'], good: ['y'] },
};

function packOf(rule: Written, vocabulary?: Pack['vocabulary']): Pack {
  const pack = { pack: 'p', version: '1.0.0', title: { en: 'P' }, rules: [{ ...HEADER, ...rule }] };
  return packSchema.parse(vocabulary === undefined ? pack : { ...pack, vocabulary });
}

interface Seen {
  readonly text: string;
  readonly start: number;
  readonly message: string;
  readonly offers: readonly string[];
}

function seen(rule: Written, texts: string | readonly string[], vocabulary?: Pack['vocabulary']): Seen[] {
  const linter = compile({ packs: [packOf(rule, vocabulary)], overrides: {} }, { locale: 'en', now: 0 });
  return linter
    .lint(post(...[texts].flat()))
    .findings.filter(({ rule: id }) => id === 'r')
    .map(({ text, start, message, suggestions }) => ({
      text,
      start,
      message,
      offers: suggestions.map((suggestion) => suggestion.text),
    }));
}

const textsOf = (...args: Parameters<typeof seen>): string[] => seen(...args).map(({ text }) => text);
const offersOf = (...args: Parameters<typeof seen>): (readonly string[])[] =>
  seen(...args).map(({ offers }) => offers);

describe('existence', () => {
  const existence = (more: object): Written => ({ kind: 'existence', ...more });

  it('finds whole words in the case they are written in (docs/checks/existence)', () => {
    expect(textsOf(existence({ tokens: ['very'] }), 'very Very every')).toEqual(['very']);
  });

  it('ignores case with ignorecase (docs/checks/existence)', () => {
    expect(textsOf(existence({ tokens: ['very'], ignorecase: true }), 'very Very every')).toEqual([
      'very',
      'Very',
    ]);
  });

  it('matches at the line ends with ^ and $, as the template has (?m) (check/definition.go, wordTemplate)', () => {
    expect(textsOf(existence({ tokens: ['and$'] }), 'this and that and\nmore and more')).toEqual(['and']);
    expect(seen(existence({ tokens: ['and$'] }), 'this and that and\nmore')[0]?.start).toBe(14);
  });

  it('takes the alternatives in the order of the tokens (check/existence.go, strings.Join)', () => {
    expect(textsOf(existence({ tokens: ['in', 'in order to'], nonword: true }), 'in order to')).toEqual([
      'in',
    ]);
    expect(textsOf(existence({ tokens: ['in order to', 'in'] }), 'in order to')).toEqual(['in order to']);
  });

  it('drops the word boundaries with nonword (docs/checks/existence; demo/Hyphen.yml)', () => {
    expect(textsOf(existence({ tokens: ['\\s[^\\s-]+ly-'], nonword: true }), 'a newly-built house')).toEqual([
      ' newly-',
    ]);
  });

  it('reads raw without word boundaries, the pieces written one after the other (docs/checks/existence; demo/Ending-Preposition.yml)', () => {
    const rule = existence({ raw: ['\\b(?:at|from|of)', '[.!]'] });
    expect(textsOf(rule, 'Where are you from. From of!')).toEqual(['from.', 'of!']);
  });

  it('puts raw before the tokens, and behind them with append (check/definition.go, makeRegexp)', () => {
    expect(textsOf(existence({ raw: ['not '], tokens: ['good', 'bad'] }), 'not good, so bad')).toEqual([
      'not good',
    ]);
    expect(
      textsOf(existence({ raw: [' not'], tokens: ['good', 'bad'], append: true }), 'bad not good'),
    ).toEqual(['bad not']);
  });

  it('passes over blank tokens (check/existence.go)', () => {
    expect(textsOf(existence({ tokens: [' ', 'very'] }), 'a very')).toEqual(['very']);
  });

  it('lets exceptions through by their own case (check/definition.go, updateExceptions)', () => {
    const rule = existence({ tokens: ['[A-Za-z]+ly'], exceptions: ['Emily', '(?i)daily'] });
    expect(textsOf(rule, 'Emily emily Daily quickly')).toEqual(['emily', 'quickly']);
  });

  it('lets through what stands in an exception of several words (check/definition.go, withinPhrase, #1035)', () => {
    const rule = existence({ tokens: ['mea'], exceptions: ['mea culpa'] });
    expect(textsOf(rule, 'mea culpa, mea maxima')).toEqual(['mea']);
  });

  it('lets nothing through that merely stands in one word of an exception (buildPhraseRe takes phrases alone)', () => {
    expect(
      textsOf(existence({ tokens: ['pass'], nonword: true, exceptions: ['compass'] }), 'compass'),
    ).toEqual(['pass']);
  });

  it('minds the vocabulary unless vocab is false (docs/keys/vocab)', () => {
    const vocabulary = { accept: ['Vale', 'mea culpa'] };
    const rule = existence({ tokens: ['[Vv]ale', '[Mm]ea'] });
    expect(textsOf(rule, 'Vale vale Mea Culpa mea', vocabulary)).toEqual(['vale', 'mea']);
    expect(textsOf({ ...rule, vocab: false }, 'Vale vale Mea Culpa mea', vocabulary)).toHaveLength(4);
  });

  it('minds no vocabulary where nonword is set (check/existence.go, #1058)', () => {
    const rule = existence({ tokens: ['"[^"]+"[.,]'], nonword: true });
    expect(textsOf(rule, 'say "plugh", now', { accept: ['plugh'] })).toEqual(['"plugh",']);
  });
});

describe('substitution', () => {
  const substitution = (swap: Record<string, string>, more: object = {}): Written => ({
    kind: 'substitution',
    swap,
    ...more,
  });
  const replace = { action: { name: 'replace' } };

  it('tries the longest key first (check/substitution.go; substitution_test.go, TestIsDeterministic)', () => {
    const rule = substitution(
      { emnify: 'emnify', 'emnify iot supernetwork': 'emnify IoT SuperNetwork' },
      { ignorecase: true },
    );
    expect(textsOf(rule, 'EMnify IoT SuperNetwork')).toEqual(['EMnify IoT SuperNetwork']);
  });

  it('takes patterns with groups of their own (substitution_test.go, TestRegex, TestConvertGroups)', () => {
    expect(offersOf(substitution({ '(?:foo|bar)': 'sub' }), 'foo bar')).toEqual([['sub'], ['sub']]);
    expect(
      offersOf(
        substitution({ 'change in(?: )?to the (.*) directory': 'change to the $1 directory' }),
        'change into the /etc directory',
      ),
    ).toEqual([['change to the /etc directory']]);
  });

  it('offers every choice of a|b (docs/checks/substitution; demo/Terms.yml)', () => {
    const rule = substitution({ '(?:cell ?phone|smart ?phone)': 'phone|mobile phone' }, replace);
    expect(offersOf(rule, 'a smartphone')).toEqual([['phone', 'mobile phone']]);
  });

  it.each([
    ['foo|bar', ['foo', 'bar']],
    ['|foo|', ['foo']],
    ['\\|foo\\|', ['|foo|']],
    ['\\|foo\\||bar', ['|foo|', 'bar']],
    ['\\|', ['|']],
  ])('parts the choices of %s (substitution_test.go, TestOptions)', (value, choices) => {
    expect(offersOf(substitution({ here: value }, replace), 'here')).toEqual([choices]);
  });

  it('says nothing where the author wrote a choice, and minds its case (Bugs/TermCase.yml, Bugs/SameCase.yml)', () => {
    const rule = substitution({ javascript: 'JavaScript', ios: 'iOS' }, { ignorecase: true, ...replace });
    expect(
      seen(rule, 'Javascript, JavaScript, javascript, IOS').map(({ text, offers }) => [text, ...offers]),
    ).toEqual([
      ['Javascript', 'JavaScript'],
      ['javascript', 'JavaScript'],
      ['IOS', 'iOS'],
    ]);
    const longer = substitution(
      { MPL: 'MPL', 'MPL[ -]?2(?:\\.0)?': 'MPL 2.0' },
      { ignorecase: true, ...replace },
    );
    expect(offersOf(longer, 'mpl 2.0, MPL 2.0, MPL2.0, MPL')).toEqual([['MPL 2.0'], ['MPL 2.0']]);
  });

  it('minds the case of keys unless ignorecase is set (Bugs/KeepCase.yml)', () => {
    const rule = substitution({ 'Mutual TLS': 'mutual TLS', VNIC: 'vNIC' });
    expect(offersOf(rule, 'Mutual TLS and mutual TLS, VNIC and vnic')).toEqual([['mutual TLS'], ['vNIC']]);
  });

  it('reads choices as they stand with the action replace, as a pattern without (#1038; Bugs/Commas.yml, demo/LookAround.yml)', () => {
    expect(
      textsOf(substitution({ ',{2,}': ',|...' }, { nonword: true, ...replace }), 'one,,, two,, three'),
    ).toEqual([',,,', ',,']);
    const rule = substitution({ 'NOTE: \\w+:': 'NOTE: (?:Tip|Hint):' }, { nonword: true });
    expect(textsOf(rule, 'NOTE: Tip: a. NOTE: Warning: b')).toEqual(['NOTE: Warning:']);
  });

  it('gives what is written instead a capital with capitalize (docs/checks/substitution; Bugs/MatchCase.yml)', () => {
    const rule = substitution({ mankind: 'human kind' }, { ignorecase: true, capitalize: true, ...replace });
    expect(offersOf(rule, 'mankind. Mankind.')).toEqual([['human kind'], ['Human kind']]);
    const group = substitution(
      { 'change in(?: )?to the (\\S+) directory': 'change to the $1 directory' },
      { ignorecase: true, capitalize: true, ...replace },
    );
    expect(offersOf(group, 'Change into the `/etc/X11` directory')).toEqual([
      ['Change to the `/etc/X11` directory'],
    ]);
  });

  it('drops the word boundaries with nonword (Bugs/WrongExp.yml)', () => {
    const rule = substitution({ '\\b(?:[Vv][Ss]\\.)': 'versus' }, { nonword: true });
    expect(textsOf(rule, 'A vs. B')).toEqual(['vs.']);
    expect(textsOf(substitution({ '(?:[Vv][Ss]\\.)': 'versus' }), 'A vs. B')).toEqual([]);
  });

  it('finds what is to be taken out (Bugs/EmptyReplace.yml)', () => {
    expect(textsOf(substitution({ obvious: '' }, replace), 'It is obvious.')).toEqual(['obvious']);
  });

  it('refuses pos by its name (check/substitution.go: deprecated, and needs a tagger)', () => {
    const { success, error } = packSchema.safeParse(
      packOrRaw({ kind: 'substitution', swap: { a: 'b' }, pos: 'NN' }),
    );
    expect(success).toBe(false);
    expect(error?.issues[0]).toMatchObject({ path: ['rules', 0, 'pos'] });
    expect(error?.issues[0]?.message).toContain('tagger of parts of speech');
  });

  it('minds exceptions and the vocabulary (docs/checks/substitution, docs/keys/vocab)', () => {
    const rule = substitution({ '[Mm]aster': 'main' }, { exceptions: ['master key'] });
    expect(textsOf(rule, 'master, master key, Master', { accept: ['Master'] })).toEqual(['master']);
    expect(textsOf({ ...rule, vocab: false }, 'master, master key, Master', { accept: ['Master'] })).toEqual([
      'master',
      'Master',
    ]);
  });
});

function packOrRaw(rule: Written): unknown {
  return { pack: 'p', version: '1.0.0', title: { en: 'P' }, rules: [{ ...HEADER, ...rule }] };
}

describe('occurrence', () => {
  const occurrence = (more: object): Written => ({ kind: 'occurrence', message: { en: '{count}' }, ...more });

  it('counts in each paragraph, and reports more than max at the first (docs/checks/occurrence; demo/CommasPerSentence.yml)', () => {
    const rule = occurrence({ token: ',', max: 3 });
    expect(seen(rule, 'a, b, c, d\n\na, b, c, d, e')).toEqual([
      { text: ',', start: 13, message: '4', offers: [] },
    ]);
  });

  it('counts in each sentence with scope: sentence (docs/checks/occurrence)', () => {
    const rule = occurrence({ token: '\\b(\\w+)\\b', max: 3, scope: 'sentence' });
    expect(seen(rule, 'One two three. One two three four. One').map(({ start }) => start)).toEqual([15]);
  });

  it('matches inside of words (check/occurrence.go: no template)', () => {
    expect(textsOf(occurrence({ token: 'a', max: 2 }), 'banana')).toEqual(['a']);
  });

  it('ignores case only with ignorecase', () => {
    expect(textsOf(occurrence({ token: 'a', max: 1 }), 'aA')).toEqual([]);
    expect(textsOf(occurrence({ token: 'a', max: 1, ignorecase: true }), 'aA')).toEqual(['a']);
  });

  it('reports fewer than min at the first, and none at the start of the text (checks.feature, Occurrence)', () => {
    const rule = occurrence({ token: '\\b(\\w+)\\b', min: 10, scope: 'raw' });
    expect(seen(rule, '# Short text')).toEqual([{ text: 'Short', start: 2, message: '2', offers: [] }]);
    expect(seen(occurrence({ token: 'Introduction', min: 1, scope: 'raw' }), 'Nothing')).toEqual([
      { text: '', start: 0, message: '0', offers: [] },
    ]);
  });

  it('needs max or min, of which 0 is none (check/occurrence.go)', () => {
    expect(packSchema.safeParse(packOrRaw({ kind: 'occurrence', token: 'a' })).success).toBe(false);
    expect(textsOf(occurrence({ token: 'a', max: 0, min: 1 }), 'aaa')).toEqual([]);
  });

  it('points at no match of code signs, but counts it (check/occurrence.go, core.IsCode)', () => {
    expect(
      seen(occurrence({ token: '\\S+', max: 1 }), '**** and more').map(({ text, message }) => [
        text,
        message,
      ]),
    ).toEqual([['and', '3']]);
    expect(seen(occurrence({ token: '\\*+', max: 1 }), '** **')).toEqual([]);
  });
});

describe('repetition', () => {
  const repetition = (more: object = {}): Written => ({
    kind: 'repetition',
    message: { en: '{token}' },
    tokens: ['[^\\s.!?]+'],
    ...more,
  });
  /** check/definition.go, defaultRules */
  const builtIn = repetition({
    ignorecase: true,
    alpha: true,
    action: { name: 'edit', params: ['truncate', ' '] },
  });

  it('finds the same token twice, and offers it once (docs/checks/repetition; Vale.Repetition)', () => {
    expect(seen(builtIn, 'We we use this this a lot')).toEqual([
      { text: 'We we', start: 0, message: 'we', offers: ['We'] },
      { text: 'this this', start: 10, message: 'this', offers: ['this'] },
    ]);
  });

  it('finds it across a line end (checks.feature, Repetition)', () => {
    expect(textsOf(builtIn, 'as good\nas\nas that')).toEqual(['as\nas']);
  });

  it('minds case unless ignorecase is set, and other signs unless alpha is (docs/checks/repetition)', () => {
    expect(textsOf(repetition(), 'The the')).toEqual([]);
    expect(textsOf(repetition(), '10 10')).toEqual(['10 10']);
    expect(textsOf(repetition({ alpha: true }), '10 10')).toEqual([]);
  });

  it('finds none where a sentence ends between the two (check/repetition.go)', () => {
    expect(textsOf(builtIn, 'I almost forgot about that. That is important.')).toEqual([]);
  });

  it('lets max repetitions pass, counted from hit to hit whatever stands between (check/repetition.go, count)', () => {
    const rule = repetition({ max: 1 });
    expect(textsOf(rule, 'no no')).toEqual([]);
    expect(textsOf(rule, 'no no yes yes')).toEqual(['yes yes']);
    expect(textsOf(rule, 'no no no no')).toEqual(['no no']);
  });

  it('minds exceptions and the vocabulary', () => {
    expect(textsOf(repetition({ exceptions: ['bye bye'] }), 'bye bye now now')).toEqual(['now now']);
    expect(textsOf(repetition(), 'New York, New York York', { accept: ['York York'] })).toEqual([]);
  });
});

describe('consistency', () => {
  const consistency = (either: Record<string, string>, more: object = {}): Written => ({
    kind: 'consistency',
    either,
    ...more,
  });

  it('says nothing while there is one form (docs/checks/consistency)', () => {
    expect(textsOf(consistency({ advisor: 'adviser' }), 'An advisor, an advisor.')).toEqual([]);
  });

  it('reports the last of a paragraph, once both were seen (check/consistency.go)', () => {
    const rule = consistency({ advisor: 'adviser' });
    expect(textsOf(rule, 'An advisor, an adviser, the advisor.')).toEqual(['advisor']);
    expect(
      seen(rule, 'An advisor.\n\nAn adviser.\n\nNo one.\n\nThe advisor.').map(({ start }) => start),
    ).toEqual([16, 39]);
  });

  it('remembers through the whole file, here the draft (check/consistency.go, f.Sequences)', () => {
    expect(textsOf(consistency({ advisor: 'adviser' }), ['An advisor.', 'An adviser.'])).toEqual(['adviser']);
  });

  it('keeps the pairs apart', () => {
    const rule = consistency({ advisor: 'adviser', 'colou?r': 'hue' });
    expect(textsOf(rule, 'An advisor of colour')).toEqual([]);
    expect(textsOf(rule, 'An advisor of colour and hue')).toEqual(['hue']);
  });

  it('ignores case with ignorecase and word boundaries with nonword (demo/Spelling.yml, demo/Smart.yml)', () => {
    expect(textsOf(consistency({ advisor: 'adviser' }), 'Advisor adviser')).toEqual([]);
    expect(textsOf(consistency({ advisor: 'adviser' }, { ignorecase: true }), 'Advisor adviser')).toEqual([
      'adviser',
    ]);
    expect(textsOf(consistency({ '"': '[”“]' }, { nonword: true }), 'a "b" and “c”')).toEqual(['”']);
    expect(textsOf(consistency({ advisor: 'adviser' }), 'advisors advisers')).toEqual([]);
  });
});

describe('conditional', () => {
  const defined: Written = {
    kind: 'conditional',
    first: '\\b([A-Z]{3,5})\\b',
    second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)',
  };

  it('reports what was not defined, anywhere before or in the same paragraph (docs/checks/conditional)', () => {
    expect(textsOf(defined, 'The WHO says.')).toEqual(['WHO']);
    expect(textsOf(defined, 'The World Health Organization (WHO) says. WHO.\n\nThe WHO.')).toEqual([]);
    expect(textsOf(defined, 'The WHO says.\n\nThe World Health Organization (WHO)')).toEqual(['WHO']);
  });

  it('remembers every group of second that took part (check/conditional.go; Checks/MultiCapture.yml)', () => {
    const rule = {
      ...defined,
      second: '([A-Z]{3,5}): (?:\\b[A-Z][a-z]+ )+|(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)',
      exceptions: ['ABC', 'ADD'],
    };
    const text =
      'NBA: National Basketball Association. The World Health Organization (WHO).\n\nNBA, WHO, ABC, NFL';
    expect(textsOf(rule, text)).toEqual(['NFL']);
  });

  it('without a group asks for second in the same paragraph, and reports every first (#1048)', () => {
    const rule = { kind: 'conditional', first: 'Section', second: 'Summary:' };
    expect(textsOf(rule, 'Section one. Summary: all.')).toEqual([]);
    expect(textsOf(rule, 'Section one, Section two.\n\nSummary: all.')).toEqual(['Section', 'Section']);
  });

  it('reads ignorecase without any effect (check/conditional.go never uses it)', () => {
    expect(textsOf({ ...defined, ignorecase: true }, 'the who says')).toEqual([]);
  });

  it('minds exceptions and the vocabulary', () => {
    expect(textsOf({ ...defined, exceptions: ['USA'] }, 'USA, NASA, WHO', { accept: ['NASA'] })).toEqual([
      'WHO',
    ]);
  });

  it('remembers through the whole file, here the draft', () => {
    expect(textsOf(defined, ['The World Health Organization (WHO)', 'WHO'])).toEqual([]);
  });
});

describe('capitalization', () => {
  const capitalization = (match: string, more: object = {}): Written => ({
    kind: 'capitalization',
    match,
    ...more,
  });
  const isRight = (rule: Written, text: string, vocabulary?: Pack['vocabulary']): boolean =>
    seen(rule, text, vocabulary).length === 0;

  /** check/variables_test.go, TestSentence: all words have to be right. */
  it.each([
    ['Top-level entities', true, []],
    ['Non-member Predicates', false, []],
    ["Client's key share and finish", true, []],
    ['Client’s key share and finish', true, []],
    ['Creating a connection to Event Store', true, ['Event Store']],
    ['Using errata-ai/vale', true, ['errata-ai/vale']],
    ['Use the Package Builder to install', false, []],
    ['Use the Package Builder to install', true, ['Package Builder']],
    ['1. An important heading', true, []],
    ['An important Heading', false, []],
    ["this isn't in sentence case", false, []],
    ['Community Leader responsibilities', false, []],
    ['Community Leader responsibilities', true, ['Community Leader']],
  ])('$sentence: %j is %j with %j', (text, right, exceptions) => {
    expect(isRight(capitalization('$sentence', { threshold: 1, exceptions }), text)).toBe(right);
  });

  it('$sentence: indicators say after what a capital follows (check/variables.go, wasIndicator)', () => {
    const rule = capitalization('$sentence', { threshold: 1 });
    expect(isRight(rule, 'Find the thief: Introduction')).toBe(false);
    expect(isRight({ ...rule, indicators: [':'] }, 'Find the thief: Introduction')).toBe(true);
  });

  /** twine/strcase/sentence_test.go: what the converter writes. */
  it.each([
    ['getting Started With Vale server', 'Getting started with Vale Server', []],
    ['Top-Level Ideas', 'Top-level ideas', []],
    ['README Files', 'Readme files', []],
    [
      'Six NASA Instruments Will Fly To Moon On Intuitive Machines Lander',
      'Six NASA instruments will fly to Moon on intuitive machines lander',
      ['NASA', 'Moon'],
    ],
  ])('$sentence: %j becomes %j', (text, expected, exceptions) => {
    const rule = capitalization('$sentence', { threshold: 1, exceptions: [...exceptions, 'Vale Server'] });
    expect(offersOf(rule, text)).toEqual([[expected]]);
  });

  it('$title: AP writes with a capital all but the small words (docs/checks/capitalization; twine/testdata/AP.json)', () => {
    const rule = capitalization('$title', { threshold: 1 });
    expect(offersOf(rule, 'Small Words Are For By And Of Lowercase')).toEqual([
      ['Small Words Are for by and of Lowercase'],
    ]);
    expect(offersOf(rule, 'catchy title: a subtitle')).toEqual([['Catchy Title: A Subtitle']]);
    expect(isRight(rule, 'Apple Deal With AT&T Falls Through')).toBe(true);
  });

  it('$title: Chicago has small prepositions too (twine/testdata/Chicago.json)', () => {
    expect(
      offersOf(
        capitalization('$title', { threshold: 1, style: 'Chicago' }),
        'apple deal With AT&T falls through',
      ),
    ).toEqual([['Apple Deal with AT&T Falls Through']]);
  });

  it('$title: a word in capitals is right (check/variables.go, title)', () => {
    expect(isRight(capitalization('$title', { threshold: 1 }), 'THE WALK OF Fame')).toBe(true);
    expect(isRight(capitalization('$title', { threshold: 1 }), 'The Walk Of Fame')).toBe(false);
  });

  it('$lower and $upper compare the whole text, and any exception in it excuses it (check/variables.go)', () => {
    expect(isRight(capitalization('$lower'), 'all lower')).toBe(true);
    expect(offersOf(capitalization('$lower'), 'Not Lower')).toEqual([['not lower']]);
    expect(isRight(capitalization('$lower', { exceptions: ['Oslo'] }), 'Not Lower in Oslo')).toBe(true);
    expect(offersOf(capitalization('$upper'), 'Sale')).toEqual([['SALE']]);
  });

  it('a pattern has to match, somewhere (check/capitalization.go)', () => {
    const rule = capitalization('^[A-Z]');
    expect(isRight(rule, 'Yes')).toBe(true);
    expect(seen(rule, 'no')).toEqual([{ text: 'no', start: 0, message: 'no', offers: [] }]);
    expect(isRight({ ...rule, exceptions: ['iPhone'] }, 'iPhone news')).toBe(true);
  });

  it('lets the share of wrong words be what the threshold leaves, 0.2 by default and for 0 (check/capitalization.go)', () => {
    const text = 'One two three four Five';
    expect(isRight(capitalization('$sentence'), text)).toBe(true);
    expect(isRight(capitalization('$sentence', { threshold: 0 }), text)).toBe(true);
    expect(isRight(capitalization('$sentence', { threshold: 0.9 }), text)).toBe(false);
    expect(isRight(capitalization('$sentence'), 'One two three Four')).toBe(false);
    expect(isRight(capitalization('$sentence', { threshold: 0 }), 'One two three Four')).toBe(false);
  });

  it('an indicator is the end of a longer word, not the word itself (core/util.go, HasAnySuffix)', () => {
    const rule = capitalization('$sentence', { threshold: 1, indicators: ['one'] });
    expect(isRight(rule, 'You alone Win')).toBe(true);
    expect(isRight(rule, 'You one Win')).toBe(false);
  });

  it('a first word with a capital in each of its parts is wrong, but not at once (check/variables.go, strings.Title)', () => {
    expect(isRight(capitalization('$sentence', { threshold: 0.7 }), 'Top-Level ideas are here')).toBe(true);
    expect(isRight(capitalization('$sentence', { threshold: 0.7 }), 'TopLevel ideas are here')).toBe(false);
  });

  it('a first word without its capital is wrong whatever the threshold (check/variables.go, sentence)', () => {
    expect(isRight(capitalization('$sentence', { threshold: 0.1 }), 'one two three four five')).toBe(false);
  });

  it('leaves a prefix alone (demo/SentenceCase.yml; checks.feature, Capitalization)', () => {
    const rule = capitalization('$sentence', { prefix: '^[a-z]\\.\\s', threshold: 1 });
    expect(isRight(rule, 'b. Next title text')).toBe(true);
    expect(isRight(rule, 'B. An unimportant heading')).toBe(false);
  });

  it('takes the vocabulary for exceptions unless vocab is false (docs/checks/capitalization)', () => {
    const rule = capitalization('$sentence', { threshold: 1 });
    expect(isRight(rule, 'We are in Oslo', { accept: ['Oslo'] })).toBe(true);
    expect(isRight({ ...rule, vocab: false }, 'We are in Oslo', { accept: ['Oslo'] })).toBe(false);
  });
});

describe('readability', () => {
  /** twine/testdata/summarize.json: its second text, with the grades that stand there. */
  const TEXT =
    'Existing computer programs that measure readability are based largely upon subroutines which estimate number of syllables, usually by counting vowels. The shortcoming in estimating syllables is that it necessitates keypunching the prose into the computer. There is no need to estimate syllables since word length in letters is a better predictor of readability than word length in syllables. Therefore, a new readability formula was computed that has for its predictors letters per 100 words and sentences per 100 words. Both predictors can be counted by an optical scanning device, and thus the formula makes it economically feasible for an organization such as the U.S. Office of Education to calibrate the readability of all textbooks for the public school system.';

  it.each([
    ['Automated Readability', '15.76'],
    ['Coleman-Liau', '14.53'],
    ['Flesch-Kincaid', '15.80'],
    ['Gunning Fog', '17.59'],
    ['SMOG', '18.03'],
  ])('%s is %s (docs/checks/readability; twine/summarize/readability_test.go)', (name, grade) => {
    const rule = { kind: 'readability', message: { en: '{value}' }, metrics: [name], grade: 8 };
    expect(seen(rule, TEXT).map(({ message }) => message)).toEqual([grade]);
    expect(seen({ ...rule, grade: Number(grade) + 0.01 }, TEXT)).toEqual([]);
  });

  it('averages the metrics (check/readability.go)', () => {
    const rule = {
      kind: 'readability',
      message: { en: '{value}' },
      metrics: ['SMOG', 'Coleman-Liau'],
      grade: 8,
    };
    expect(seen(rule, TEXT).map(({ message }) => message)).toEqual(['16.28']);
  });
});

describe('metric', () => {
  const metric = (formula: string, condition: string): Written => ({
    kind: 'metric',
    message: { en: '{value}' },
    formula,
    condition,
  });

  it('counts what the docs name (docs/checks/metric; core/file.go, ComputeMetrics)', () => {
    const text = 'One beautiful sentence. Another one.\n\nAnd a second paragraph of elephants.';
    const counts = { words: 11, sentences: 3, paragraphs: 2, characters: 60, long_words: 5 };
    for (const [name, count] of Object.entries(counts)) {
      expect([name, seen(metric(name, '> 0'), text)[0]?.message]).toEqual([name, count.toFixed(2)]);
    }
  });

  it('has the value with two decimals, and no hit where the condition fails (check/metric.go)', () => {
    expect(seen(metric('words / sentences', '> 1'), 'One two. Three.')[0]).toMatchObject({
      message: '1.50',
      start: 0,
    });
    expect(seen(metric('words / sentences', '> 2'), 'One two. Three.')).toEqual([]);
  });

  it('takes 0 for what the text has none of (check/metric.go, variables; Checks/MetricUndefined.yml)', () => {
    expect(seen(metric('heading.h6 + list', '> 1'), 'Words')).toEqual([]);
    expect(seen(metric('heading.h6 + list', '< 1'), 'Words')[0]?.message).toBe('0.00');
  });

  it('knows the functions of math (docs/checks/metric; Readability/SMOG.yml)', () => {
    const rule = metric('1.0430 * math.sqrt((polysyllabic_words * 30.0) / sentences) + 3.1291', '> 0');
    expect(seen(rule, 'Beautiful elephants.')[0]?.message).toBe((1.043 * Math.sqrt(60) + 3.1291).toFixed(2));
  });

  it('divides whole numbers as its formula language does (d5/tengo: int / int is int)', () => {
    expect(seen(metric('7 / 2 * words', '> 0'), 'One')[0]?.message).toBe('3.00');
  });

  it('compares six decimals of the value (check/metric.go, %f)', () => {
    expect(seen(metric('words * 0.00000004', '== 0'), 'One')).toHaveLength(1);
  });

  it('says nothing of a text without words (check/metric.go)', () => {
    expect(seen(metric('words', '< 5'), '🎉')).toEqual([]);
  });
});

describe('scope', () => {
  const rule = (scope: unknown): Written => ({ kind: 'existence', tokens: ['^\\w+'], scope });

  it('is each paragraph by default, and each sentence, and the whole with raw (docs/scoping)', () => {
    const text = 'one. two\n\nthree';
    expect(textsOf(rule(undefined), text)).toEqual(['one', 'three']);
    expect(textsOf(rule('paragraph'), text)).toEqual(['one', 'three']);
    expect(textsOf({ ...rule('sentence'), tokens: ['\\A\\w+'] }, 'one. Two\n\nthree')).toEqual([
      'one',
      'Two',
      'three',
    ]);
    expect(textsOf({ ...rule('raw'), tokens: ['\\A\\w+'] }, text)).toEqual(['one']);
  });

  it('is any of a list, & is and, ~ is not (docs/scoping; check/scope.go)', () => {
    expect(
      textsOf({ ...rule(['sentence', 'raw']), tokens: ['\\Aone', 'three\\z'] }, 'one. Two\n\nthree'),
    ).toEqual(['one', 'three']);
    expect(packSchema.safeParse(packOrRaw(rule('text & ~post.link'))).success).toBe(true);
    expect(packSchema.safeParse(packOrRaw(rule('~post.quote & ~post.hashtag'))).success).toBe(true);
  });

  it.each(['heading', 'sentence & raw', '~sentence', 'text &', ''])('%j is none in a post', (scope) => {
    expect(packSchema.safeParse(packOrRaw(rule(scope))).success).toBe(false);
  });
});

describe('actions', () => {
  const rule = (action: object): Written => ({
    kind: 'existence',
    tokens: ['\\S+ \\S+'],
    nonword: true,
    action,
  });

  /** check/action.go; docs/actions */
  it.each([
    ['replace', { name: 'replace', params: ['one', 'two'] }, 'some text', ['one', 'two']],
    ['remove', { name: 'remove' }, 'some text', ['']],
    ['convert simple', { name: 'convert', params: ['simple'] }, 'someName here', ['some name here']],
    [
      'convert simple, not after the first letter',
      { name: 'convert', params: ['simple'] },
      'iPhone anX',
      ['iphone an x'],
    ],
    [
      'edit regex',
      { name: 'edit', params: ['regex', '(\\w+) (?P<last>\\w+)', ['$', '{last} $1'].join('')] },
      'some text',
      ['text some'],
    ],
    [
      'edit regex, with a dollar',
      { name: 'edit', params: ['regex', '(\\d+) .*', '$$$1'] },
      '20 now',
      ['$20'],
    ],
    ['edit trim', { name: 'edit', params: ['trim', '-.'] }, '--a b..', ['a b']],
    ['edit trim_left', { name: 'edit', params: ['trim_left', '-.'] }, '--a b..', ['a b..']],
    ['edit trim_right', { name: 'edit', params: ['trim_right', '-.'] }, '--a b..', ['--a b']],
    ['edit truncate', { name: 'edit', params: ['truncate', ' '] }, 'some text', ['some']],
    ['edit split', { name: 'edit', params: ['split', ' ', '1'] }, 'some text', ['text']],
    ['edit split beyond the last piece', { name: 'edit', params: ['split', ' ', '2'] }, 'some text', []],
  ])('%s', (_, action, text, offers) => {
    expect(offersOf(rule(action), text)).toEqual([offers]);
  });

  it.each([
    { name: 'suggest', params: ['spellings'] },
    { name: 'suggest', params: ['script.tengo'] },
    { name: 'edit', params: ['regex', 'a'] },
    { name: 'edit', params: ['split', ' ', '-1'] },
    { name: 'convert', params: ['snake'] },
  ])('$name $params cannot run here', (action) => {
    expect(packSchema.safeParse(packOrRaw(rule(action))).success).toBe(false);
  });
});
