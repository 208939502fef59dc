import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { stylesIn, vale } from '../../../../utils/rules/importers/vale.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import { expectSound, finder, fixture, found, told } from './read.ts';

const OPTIONS = { pack: 'acme', title: 'Acme' };
const rule = (text: string, name = 'styles/Acme/Rule.yml') => vale.import([{ name, text }], OPTIONS);

// Hundreds of packs are made and run; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('a folder of Vale’s', () => {
  const files = fixture('vale');
  const result = vale.import(files, OPTIONS);
  const of = (file: string) => told(result).filter((line) => line.startsWith(file));

  it('has every rule in the report, by name', () => {
    const firsts = result.report.filter(({ file, what }) => file.endsWith('.yml') && /^\w+\.\w+$/.test(what));
    expect(
      Object.fromEntries(
        firsts.map(({ what, outcome, why }) => [what, `${outcome} ${why?.code ?? ''}`.trim()]),
      ),
    ).toEqual({
      'Acme.Broken': 'refused yaml_syntax',
      'Acme.Exclaims': 'taken',
      'Acme.Headings': 'kept scope_not_in_posts',
      'Acme.Off': 'kept switched_off',
      'Acme.Programmed': 'kept kind_not_run_here',
      'Acme.Sayings': 'changed sentence_as_value',
      'Acme.Spelling': 'kept kind_not_run_here',
      'Acme.Tagged': 'kept kind_not_run_here',
      'Acme.Twice': 'taken',
      'Acme.Typo': 'refused unknown_key',
      'Acme.Weasel': 'changed entries_refused',
      'Acme.Words': 'changed lookaround_rewritten',
      'Other.Unused': 'kept style_not_used',
    });
    expectSound(result);
  });

  it('has every setting in the report', () => {
    expect(of('.vale.ini')).toEqual([
      '.vale.ini:1:1 taken StylesPath = styles',
      '.vale.ini:2:1 taken MinAlertLevel = suggestion',
      '.vale.ini:3:1 taken Vocab = Acme',
      '.vale.ini:4:1 kept IgnoredScopes = code, tt (not_markup)',
      '.vale.ini:7:1 changed BasedOnStyles = Acme (scope_wider)',
      '.vale.ini:8:1 taken Acme.Off = NO',
      '.vale.ini:9:1 taken Acme.Weasel = error',
      '.vale.ini:10:1 kept TokenIgnores = (\\$[^\\n]+\\$) (not_markup)',
    ]);
  });

  it('has every word of the vocabularies in the report, and in the pack', () => {
    expect(of('styles/config')).toEqual([
      'styles/config/vocabularies/Acme/accept.txt:1:1 kept # Names (comment)',
      'styles/config/vocabularies/Acme/accept.txt:2:1 taken GitHub',
      'styles/config/vocabularies/Acme/accept.txt:3:1 taken Acme Cloud',
      'styles/config/vocabularies/Acme/accept.txt:4:1 taken (?i)oauth2?',
      'styles/config/vocabularies/Acme/accept.txt:5:1 refused (?<bad (pattern_syntax)',
      'styles/config/vocabularies/Acme/reject.txt:1:1 taken obviously',
    ]);
    expect(result.pack?.vocabulary).toEqual({
      accept: ['GitHub', 'Acme Cloud', '(?i)oauth2?'],
      reject: ['obviously'],
    });
  });

  it('points at the entry that cannot be used, and says why', () => {
    const said = result.report.find(({ what }) => what === 'very(?= good)');
    expect(said).toMatchObject({ file: 'styles/Acme/Weasel.yml', line: 9, column: 5, outcome: 'refused' });
    expect(said?.why?.code).toBe('pattern_lookaround');
    expect(result.report.find(({ what }) => what === 'Acme.Typo')).toMatchObject({ line: 4, column: 1 });
    expect(result.report.find(({ what }) => what === 'Acme.Broken')).toMatchObject({ outcome: 'refused' });
  });

  it('keeps what does not run here as it was written', () => {
    const kept = new Map(result.kept.map(({ file, text }) => [file, text]));
    for (const name of ['Spelling', 'Tagged', 'Programmed', 'Headings', 'Off']) {
      const file = `styles/Acme/${name}.yml`;
      expect(kept.get(file)).toBe(files.find((one) => one.name === file)?.text);
    }
  });

  it('runs as it does there', () => {
    expect(
      found(result.pack, 'Basically we utilize it. A master plan of the master broker, by the master.'),
    ).toEqual([
      'acme-weasel: Basically',
      'acme-words: utilize',
      'acme-words: master plan',
      'acme-words-in-context: master',
    ]);
    expect(found(result.pack, 'Wow! No! the the')).toEqual(['acme-exclaims: !', 'acme-twice: the the']);
  });

  it('has the levels of the settings, and messages that say the same', () => {
    const rules = Object.fromEntries(result.pack?.rules.map((one) => [one.id, one]) ?? []);
    expect(rules['acme-weasel']).toMatchObject({
      severity: 'review',
      message: { en: 'Avoid ‘{match}’.'.replace(/[‘’]/g, "'") },
    });
    expect(rules['acme-weasel']?.why).toMatchObject({ source: 'https://acme.example/style#weasel' });
    expect(rules['acme-words']).toMatchObject({
      severity: 'warn',
      message: { en: "Use '{expected}' rather than '{match}'." },
    });
    expect(rules['acme-words']?.why).toEqual({ text: { en: 'We say it plainly.' } });
  });

  it('never offers a sentence as a replacement', () => {
    const sayings = result.pack?.rules.filter(({ id }) => id.startsWith('acme-sayings'));
    expect(sayings).toMatchObject([
      { kind: 'existence', tokens: ['and/or'], message: { en: 'Do not write "and/or". Choose one.' } },
      { kind: 'existence', tokens: ['please'], message: { en: 'Do not write "please".' } },
    ]);
    expect(sayings?.every(({ suggest }) => suggest === undefined)).toBe(true);
  });

  it('takes the styles that are asked for', () => {
    expect(stylesIn(files)).toEqual(['Acme', 'Other']);
    const { pack } = vale.import(files, { ...OPTIONS, styles: ['Other'] });
    expect(pack?.rules.map(({ id }) => id)).toEqual(['other-unused']);
  });

  it('takes the severities that are asked for', () => {
    const { pack } = vale.import(files, { ...OPTIONS, severity: { error: 'block', warning: 'note' } });
    const severities = new Map(pack?.rules.map(({ id, severity }) => [id, severity]));
    expect([severities.get('acme-weasel'), severities.get('acme-words')]).toEqual(['block', 'note']);
  });

  it('takes a hashtag for a word, not for a comment', () => {
    const files = [
      { name: 'styles/config/vocabularies/A/reject.txt', text: '#spon\n# spon\n' },
      { name: 'styles/A/R.yml', text: 'extends: existence\nmessage: m\ntokens: [moon]\n' },
    ];
    expect(vale.import(files, OPTIONS).pack?.vocabulary).toEqual({ reject: ['#spon'] });
  });

  it('makes no pack of words alone, and says so', () => {
    const files = [{ name: 'styles/config/vocabularies/A/reject.txt', text: 'moon\n' }];
    const { pack, report } = vale.import(files, OPTIONS);
    expect(pack).toBeNull();
    expect(report).toMatchObject([{ outcome: 'kept', what: 'moon', why: { code: 'not_a_rule' } }]);
  });

  it('says which style and vocabulary are not there', () => {
    const text = 'StylesPath = s\nVocab = Nope\n[*]\nBasedOnStyles = Vale, Gone\n';
    const lines = told(vale.import([{ name: '.vale.ini', text }], OPTIONS));
    expect(lines).toContain('.vale.ini:1:1 refused Gone (not_installed)');
    expect(lines).toContain('.vale.ini:2:1 refused Nope (not_installed)');
    expect(lines).toContain('.vale.ini:3:1 kept Vale.Spelling (kind_not_run_here)'.replace(':3:', ':1:'));
  });
});

describe('a rule of Vale’s', () => {
  it.each([
    ['extends: existence\nmessage: m\ntokens: [moon]\n', 'It is the Moon or moon', ['moon']],
    [
      'extends: existence\nmessage: m\nignorecase: true\ntokens: [moon]\n',
      'It is the Moon or moon',
      ['Moon', 'moon'],
    ],
    ['extends: existence\nmessage: m\nnonword: true\ntokens: [oo]\n', 'moon', ['oo']],
    [
      'extends: existence\nmessage: m\nraw: ["\\\\bis\\\\s+"]\ntokens: [moon, sun]\n',
      'is moon, moon',
      ['is moon'],
    ],
    [
      'extends: existence\nmessage: m\ntokens: [moon]\nexceptions: [Moon, blue moon]\n',
      'a blue moon, a moon',
      ['moon'],
    ],
    [
      'extends: substitution\nmessage: "%s %s"\nswap:\n  cell phone: mobile\n  phone: call\n',
      'cell phone, phone',
      ['cell phone', 'phone'],
    ],
    ['extends: occurrence\nmessage: m\nmax: 2\ntoken: ","\n', 'a, b, c, d', [',']],
    ['extends: repetition\nmessage: m\ntokens: ["[^\\\\s]+"]\n', 'the the cat', ['the the']],
    [
      'extends: consistency\nmessage: m\neither:\n  advisor: adviser\n',
      'an advisor, an adviser',
      ['advisor', 'adviser'],
    ],
    [
      'extends: conditional\nmessage: m\nfirst: "\\\\b([A-Z]{3,5})\\\\b"\nsecond: "\\\\(([A-Z]{3,5})\\\\)"\n',
      'The WHO said',
      ['WHO'],
    ],
  ])('%j finds in %j %j', (text, post, hits) => {
    const result = rule(text);
    expect(told(result)).toEqual(['styles/Acme/Rule.yml:1:1 taken Acme.Rule']);
    expect(found(result.pack, post)).toEqual(
      expect.arrayContaining(hits.map((hit) => `acme-rule: ${hit}`).slice(-1)),
    );
  });

  it.each([
    [
      'extends: readability\nmessage: "%s is too hard"\nmetrics: [Flesch-Kincaid]\ngrade: 8\n',
      '{value} is too hard',
    ],
    [
      'extends: metric\nmessage: "%.2f too long"\nformula: words / sentences\ncondition: "> 25"\n',
      '{value} too long',
    ],
    ['extends: capitalization\nmessage: "%s: %s"\nmatch: $sentence\n', '{match}: {expected}'],
  ])('%j is taken, with what its message shows', (text, message) => {
    const result = rule(text);
    expect(told(result)).toEqual(['styles/Acme/Rule.yml:1:1 taken Acme.Rule']);
    expect(result.pack?.rules[0]?.message.en).toBe(message);
    expectSound(result);
  });

  it.each([
    ['- 1', 'kept', 'not_a_rule'],
    ['extends: existance\nmessage: m', 'refused', 'unknown_extends'],
    ['message: m', 'refused', 'missing_field'],
    ['extends: existence\ntokens: [a]', 'refused', 'missing_field'],
    ['extends: existence\nmessage: m\nlevel: fatal\ntokens: [a]', 'refused', 'bad_value'],
    ['extends: existence\nmessage: m\ntokens: {a: b}', 'refused', 'bad_value'],
    [
      'extends: existence\nmessage: m\ntokens: [a, "(?=b)"]\nexceptions: ["(?=c)"]',
      'refused',
      'pattern_lookaround',
    ],
    ['extends: existence\nmessage: m\ntokens: ["(?=b)"]', 'refused', 'empty'],
    ['extends: existence\nmessage: m\nscope: heading\ntokens: [a]', 'kept', 'scope_not_in_posts'],
    ['extends: existence\nmessage: m\ntokens: [moon]\nlimit: 3', 'changed', 'key_left_out'],
    ['extends: existence\nmessage: m\ntokens: [moon]\nlink: http://a.example', 'changed', 'link_left_out'],
    ['a: &a [*a]\nextends: existence', 'refused', 'yaml_alias'],
    ['extends: substitution\nmessage: m\nswap:\n  - a', 'refused', 'bad_value'],
  ])('%j is %s: %s', (text, outcome, code) => {
    expect(rule(text).report[0]).toMatchObject({ outcome, why: { code } });
  });

  it('is cut in several where the exceptions of one entry would let through what another finds', () => {
    const { report, pack } = rule(
      'extends: substitution\nmessage: m %s\nswap:\n  "(?<!x )moon day": a\n  "day(?! y)|moon(?! day)": b\n',
    );
    expect(report.map(({ outcome }) => outcome)).toEqual(['changed', 'changed', 'changed']);
    expect(pack?.rules.map(({ id }) => id)).toEqual([
      'acme-rule',
      'acme-rule-in-context',
      'acme-rule-in-context-2',
    ]);
    const find = finder(pack);
    expect(find('go moon day')).toContain('acme-rule: moon day');
    expect(find('go moon')).toEqual(['acme-rule-in-context-2: moon']);
    expect(find('go day y')).toEqual([]);
    expect(find('x moon day y')).toEqual([]);
  });

  it('takes hundreds of entries that look around, and no more', () => {
    const keys = Array.from({ length: 400 }, (_, i) => `  "word${i}(?! ${'x'.repeat(20)})": other${i}\n`);
    const { report, pack } = rule(`extends: substitution\nmessage: m %s\nswap:\n${keys.join('')}`);
    const outcomes = report.slice(1).map(({ outcome, why }) => `${outcome} ${why?.code}`);
    expect(new Set(outcomes)).toEqual(new Set(['changed lookaround_rewritten', 'refused too_many']));
    expect(outcomes.filter((one) => one.startsWith('refused'))).toHaveLength(100);
    expect(found(pack, 'go word7 it')).toEqual(['acme-rule: word7']);
  });

  it('has no example of a word that the vocabulary accepts', () => {
    const accept = { name: 'styles/config/vocabularies/V/accept.txt', text: 'moon\n' };
    const both = { name: 'styles/A/R.yml', text: 'extends: existence\nmessage: m\ntokens: [moon, sun]\n' };
    const result = vale.import([both, accept], OPTIONS);
    expectSound(result);
    expect(result.pack?.rules[0]?.examples.bad).toEqual(['sun']);
    const only = { ...both, text: 'extends: existence\nmessage: m\ntokens: [moon]\n' };
    const silent = vale.import([only, accept], OPTIONS);
    expectSound(silent);
    expect(silent.report[0]).toMatchObject({ outcome: 'changed', why: { code: 'no_example' } });
    const own = { ...both, text: 'extends: existence\nmessage: m\nvocab: false\ntokens: [moon]\n' };
    expect(vale.import([own, accept], OPTIONS).pack?.rules[0]?.examples.bad).toEqual(['moon']);
  });

  it('may stand without an example where none can be made, which only what was imported may', () => {
    const { pack, report } = rule('extends: existence\nmessage: m\nscope: alt\ntokens: [moon]\n');
    expect(report).toMatchObject([{ outcome: 'changed', why: { code: 'no_example' } }]);
    if (pack === null) throw new Error('There is no pack.');
    expect(loadPack(stringify(pack), 'a.yml')).toMatchObject({ ok: true });
    const rules = pack.rules.map(({ imported: _, ...own }) => own);
    expect(loadPack(stringify({ ...pack, rules }), 'a.yml')).toMatchObject({
      ok: false,
      errors: [{ path: 'rules[0].examples.bad', code: 'missing_field' }],
    });
  });

  it('keeps a name that JavaScript has a meaning for', () => {
    const result = rule('extends: substitution\nmessage: m %s\nswap:\n  __proto__: a\n  constructor: b\n');
    expect(found(result.pack, '__proto__ constructor')).toHaveLength(2);
  });

  it('accounts for itself, whatever it holds', () => {
    const source = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'aAb |()[]*+?\\.^$1w!=<:é'), maxLength: 10 }),
      fc.constantFrom('a(?! b)', '(?<!a )b', '__proto__', 'constructor', '', '\\bword\\b', 'x'.repeat(600)),
    );
    const some = <T>(one: fc.Arbitrary<T>) =>
      fc.oneof(
        { weight: 6, arbitrary: one },
        { weight: 1, arbitrary: fc.constantFrom(null, 3, 'x', true, [], {}) },
      );
    const held = fc.record(
      {
        extends: fc.constantFrom(
          'existence',
          'substitution',
          'occurrence',
          'repetition',
          'consistency',
          'conditional',
          'capitalization',
          'metric',
          'readability',
          'spelling',
          'none',
        ),
        message: some(fc.constantFrom('m', '%s', '%s and %s', '{match} %d %%')),
        level: some(fc.constantFrom('suggestion', 'warning', 'error')),
        scope: some(fc.constantFrom('text', 'sentence', ['raw', 'heading'], '~heading', 'text & ~list')),
        tokens: some(fc.array(source, { maxLength: 4 })),
        raw: some(fc.array(source, { maxLength: 2 })),
        swap: some(fc.dictionary(source, source, { maxKeys: 4 })),
        either: some(fc.dictionary(source, source, { maxKeys: 2 })),
        exceptions: some(fc.array(source, { maxLength: 2 })),
        first: some(source),
        second: some(source),
        token: some(source),
        match: some(fc.constantFrom('$title', '$lower', 'a')),
        max: some(fc.integer({ min: -1, max: 4 })),
        min: some(fc.integer({ min: 0, max: 4 })),
        ignorecase: some(fc.boolean()),
        nonword: some(fc.boolean()),
        vocab: some(fc.boolean()),
        formula: some(fc.constantFrom('words / 2', 'x')),
        condition: some(fc.constantFrom('> 3', '')),
        metrics: some(fc.constantFrom(['SMOG'], ['x'])),
        grade: some(fc.integer()),
        action: some(
          fc.constantFrom(
            { name: 'replace' },
            { name: 'remove' },
            { name: 'edit', params: ['trim', 'x'] },
            { name: 'odd' },
          ),
        ),
        link: some(fc.webUrl()),
        description: some(fc.string()),
        limit: some(fc.nat(3)),
      },
      { requiredKeys: ['extends'] },
    );
    fc.assert(
      fc.property(held, (value) => {
        const keys: Record<string, readonly string[]> = {
          existence: ['tokens', 'raw', 'exceptions', 'ignorecase', 'nonword', 'vocab'],
          substitution: ['swap', 'exceptions', 'ignorecase', 'nonword', 'vocab'],
          occurrence: ['token', 'max', 'min', 'ignorecase'],
          repetition: ['tokens', 'max', 'ignorecase', 'exceptions', 'vocab'],
          consistency: ['either', 'nonword', 'ignorecase'],
          conditional: ['first', 'second', 'ignorecase', 'exceptions', 'vocab'],
          capitalization: ['match', 'exceptions', 'vocab'],
          metric: ['formula', 'condition'],
          readability: ['metrics', 'grade'],
        };
        const common = ['extends', 'message', 'level', 'scope', 'action', 'link', 'description', 'limit'];
        const own = Object.fromEntries(
          Object.entries(value).filter(([key]) => [...common, ...(keys[value.extends] ?? [])].includes(key)),
        );
        const result = rule(JSON.stringify(own));
        expectSound(result);
        expect(result.report[0]?.what).toBe('Acme.Rule');
        const isIn = result.report[0]?.outcome === 'taken' || result.report[0]?.outcome === 'changed';
        expect(result.pack !== null).toBe(isIn);
      }),
      { numRuns: 400 },
    );
  });

  it('never throws, whatever the files', () => {
    const name = fc.constantFrom(
      '.vale.ini',
      'styles/A/R.yml',
      'styles/config/vocabularies/V/accept.txt',
      'x.yaml',
      'R.yml',
      'a/b/reject.txt',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'[]*=:\n \\,#;aBV.!|>-&"\''), maxLength: 60 }),
      fc.constantFrom(
        '[*]\nBasedOnStyles = Vale, A',
        'Vocab = V',
        'extends: existence\nmessage: m\ntokens: [a]',
      ),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, text }), { selector: (one) => one.name, maxLength: 4 }),
        (files) => {
          const result = vale.import(files, OPTIONS);
          expectSound(result);
          const seen = new Set(result.report.map(({ file }) => file));
          for (const file of files) if (/\.ya?ml$/.test(file.name)) expect(seen).toContain(file.name);
        },
      ),
      { numRuns: 300, examples: [[[{ name: '.vale.ini', text: '\\\n' }]]] },
    );
  });
});
