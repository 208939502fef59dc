import { describe, expect, it } from 'vitest';
import { compile, RulesetError } from '../../../utils/rules/compile.ts';
import { detector, existence, hits, linterOf, pack, post, substitution, terms } from './posts.ts';

describe('unless', () => {
  const rule = existence('r', ['guaranteed'], {
    unless: ['not(?:\\s+\\w+){0,1}', 'fraud', 'guaranteed delivery'],
  });

  it.each([
    ['Guaranteed gains', 1],
    ['This is not guaranteed', 0],
    ['This is NOT ever guaranteed', 0],
    ['This is not what we ever guaranteed', 1],
    ['“Guaranteed” – fraud', 0],
    ['Guaranteed is fraud', 1],
    ['guaranteed delivery', 0],
    ['It may not. Guaranteed!', 1],
    ['Not\nguaranteed', 1],
    ['A knot guaranteed', 1],
    ['Guaranteed. It is not guaranteed. Guaranteed.', 2],
  ])('%j has %i', (text, count) => {
    expect(hits(text, rule)).toHaveLength(count);
  });

  it('may need no certain word', () => {
    const any = existence('r', ['guaranteed'], { unless: ['\\d+'] });
    expect(hits('5 guaranteed', any)).toEqual([]);
    expect(hits('five guaranteed', any)).toHaveLength(1);
  });

  it('knows both forms of a Greek word’s last letter', () => {
    const greek = existence('r', ['guaranteed'], { unless: ['λόγος'] });
    expect(hits('ΛΌΓΟΣ guaranteed', greek)).toEqual([]);
  });
});

describe('suggestions', () => {
  const only = (text: string, ...rules: Parameters<typeof linterOf>): unknown[] =>
    linterOf(...rules)
      .lint(post(text))
      .findings.flatMap(({ suggestions }) =>
        suggestions.map(
          ({ start, end, text: replacement }) => text.slice(0, start) + replacement + text.slice(end),
        ),
      );

  it('follow the capitals of the author', () => {
    const rule = substitution('r', { whitelist: 'allowlist', github: 'GitHub' });
    expect(only('whitelist', rule)).toEqual(['allowlist']);
    expect(only('Whitelist', rule)).toEqual(['Allowlist']);
    expect(only('WHITELIST', rule)).toEqual(['ALLOWLIST']);
    expect(only('GITHUB', substitution('r', { 'git hub': 'GitHub' }))).toEqual([]);
    expect(only('Git hub', substitution('r', { 'git hub': 'GitHub' }))).toEqual(['GitHub']);
  });

  it('take one blank along when words are taken out', () => {
    const rule = existence('r', ['very'], { suggest: [''] });
    expect(only('a very big', rule)).toEqual(['a big']);
    expect(only('big, very', rule)).toEqual(['big,']);
    expect(only('very', rule)).toEqual(['']);
    expect(only('so very, so', rule)).toEqual(['so, so']);
  });

  it('come from the fixes that cover the whole hit, then from suggest, each once', () => {
    const rule = existence('r', ['guaranteed (?:\\d+% )?returns', 'zero risk'], {
      fixes: [
        { match: 'guaranteed (?:\\d+% )?(returns)', text: '$1 that vary' },
        { match: 'risk', text: 'never offered' },
      ],
      suggest: ['something else', 'something else'],
    });
    expect(only('Guaranteed 20% returns', rule)).toEqual(['Returns that vary', 'Something else']);
    expect(only('zero risk', rule)).toEqual(['something else']);
  });

  it('name the preferred wordings in the message', () => {
    const rule = substitution('r', { buy: 'get|order' }, { message: { en: '“{expected}” for “{match}”' } });
    expect(linterOf(rule).lint(post('Buy it')).findings[0]?.message).toBe('“Get / Order” for “Buy”');
  });
});

describe('where', () => {
  const lint = (where: object, context: object = {}, draft = post('bad')): number =>
    linterOf(existence('r', ['bad'], { where })).lint(draft, context).findings.length;

  it.each([
    [{ platforms: ['x'] }, {}, 1],
    [{ platforms: ['linkedin'] }, {}, 0],
    [{ accounts: ['@Brand'] }, {}, 1],
    [{ languages: ['en'] }, { language: 'en-GB' }, 1],
    [{ languages: ['en'] }, { language: 'eng' }, 0],
    [{ languages: ['en'] }, { language: 'nb' }, 0],
    [{ languages: ['en'] }, {}, 1],
    [{ markets: ['no'] }, { markets: ['us', 'NO'] }, 1],
    [{ markets: ['no'] }, { markets: ['us'] }, 0],
    [{ markets: ['no'] }, {}, 1],
    [{ tags: ['paid'] }, {}, 0],
    [{ tags: ['paid'] }, { context: ['paid'] }, 1],
    [{ tags: ['paid'] }, { tags: ['paid'] }, 1],
    [{ from: '2026-11-22' }, { now: Date.parse('2026-11-21T23:59:59Z') }, 0],
    [{ from: '2026-11-22' }, { now: Date.parse('2026-11-22T00:00:00Z') }, 1],
    [{ until: '2026-11-22' }, { now: Date.parse('2026-11-22T23:59:59Z') }, 1],
    [{ until: '2026-11-22' }, { now: Date.parse('2026-11-23T00:00:00Z') }, 0],
    [{ until: '2026-11-22T12:00:00+01:00' }, { now: Date.parse('2026-11-22T11:00:00Z') }, 0],
  ])('%j with %j finds %i', (where, context, count) => {
    expect(lint(where, context)).toBe(count);
  });

  it('knows an account with and without @, whatever its case', () => {
    expect(lint({ accounts: ['@Brand'] }, {}, { ...post('bad'), account: 'brand' })).toBe(1);
    expect(lint({ accounts: ['@Brand'] }, {}, { ...post('bad'), account: '@other' })).toBe(0);
  });
});

describe('linter', () => {
  it('orders findings by part, start, end, pack and rule', () => {
    const linter = compile(
      {
        packs: [
          pack('b', existence('z', ['two']), existence('a', ['two', 'one two'])),
          pack('a', existence('m', ['two'])),
        ],
        overrides: {},
      },
      { locale: 'en', now: 0 },
    );
    const order = linter
      .lint(post('one two', 'two'))
      .findings.map(({ part, start, pack: id, rule }) => `${part}:${start} ${id}/${rule}`);
    expect(order).toEqual(['0:0 b/a', '0:4 a/m', '0:4 b/z', '1:0 a/m', '1:0 b/a', '1:0 b/z']);
  });

  it('takes severity and whether a rule is on from the overrides', () => {
    const packs = [pack('p', existence('a', ['bad']), existence('b', ['bad']))];
    const overrides = { 'p/a': { severity: 'block' as const }, 'p/b': { enabled: false } };
    const linter = compile({ packs, overrides }, { locale: 'en', now: 0 });
    const { verdict, findings } = linter.lint(post('bad'));
    expect(verdict).toBe('blocked');
    expect(findings.map(({ rule }) => rule)).toEqual(['a']);
    expect(linter.rules).toBe(1);
  });

  it('speaks the wanted language, and English where a rule has no other', () => {
    const packs = [
      pack('p', existence('a', ['bad'], { message: { en: 'en', nb: 'nb' } }), existence('b', ['bad'])),
    ];
    const { findings } = compile({ packs, overrides: {} }, { locale: 'nb', now: 0 }).lint(post('bad'));
    expect(findings.map(({ message, locale }) => [message, locale])).toEqual([
      ['nb', 'nb'],
      ['bad', 'en'],
    ]);
  });

  it('never shows a secret, not in the message either', () => {
    const rule = detector('card', 'payment-card', { message: { en: 'Card {match}' } });
    const [finding] = linterOf(rule).lint(post('card 4539 1488 0343 6467')).findings;
    expect(finding?.text).toBe('•••• •••• •••• 6467');
    expect(finding?.message).toBe('Card •••• •••• •••• 6467');
  });

  it('never makes a suggestion of a secret', () => {
    const fixes = [{ match: '(\\d{4}).*', text: '$1 only' }];
    const rule = detector('card', 'payment-card', { fixes, suggest: ['our card page'] });
    const [finding] = linterOf(rule).lint(post('card 4539 1488 0343 6467')).findings;
    expect(finding?.suggestions.map(({ text }) => text)).toEqual(['our card page']);
  });

  it.each([
    ['duplicate_pack', [pack('p', existence('a', ['x'])), pack('p', existence('b', ['x']))]],
    ['duplicate_rule', [pack('p', existence('a', ['x']), existence('a', ['x']))]],
    ['bad_rule', [pack('p', existence('a', ['(?=x)']))]],
    ['bad_rule', [pack('p', existence('a', ['x'], { unless: ['(x'] }))]],
    ['bad_rule', [pack('p', existence('a', ['x'], { fixes: [{ match: '[', text: '' }] }))]],
  ])('refuses a ruleset with %s', (code, packs) => {
    const refused = (): unknown => compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
    expect(refused).toThrow(RulesetError);
    expect(refused).toThrow(expect.objectContaining({ code }));
  });
});

describe('looking for literals first', () => {
  it.each([
    ['ΛΟΓΟΣ', 'λογος'],
    ['λογος', 'ΛΟΓΟΣ'],
    ['ΛΟΓΟΣ, λογος', 'λογοσ'],
    ['STRASSE', 'strasse'],
    ['\u212aelvin', 'kelvin'],
  ])('%j is found by %j', (text, token) => {
    expect(hits(text, existence('r', [token]))).not.toEqual([]);
  });
});

describe('terms', () => {
  it.each([
    ['Project  BLUEBIRD ships', ['Project  BLUEBIRD']],
    ['Project\nBluebird', ['Project\nBluebird']],
    ['Project\n\nBluebird', []],
    ['ｐｒｏｊｅｃｔ bluebird', ['ｐｒｏｊｅｃｔ bluebird']],
    ['bluebirds and projectbluebird', []],
    ['CAFÉ or cafe\u0301', ['CAFÉ', 'cafe\u0301']],
    ['cafe', []],
    ['it’s Kari\u2019s', ['Kari\u2019s']],
    ['C++ and c', ['C++']],
    ['scunthorpe', []],
  ])('%j', (text, expected) => {
    expect(
      hits(text, terms('t', ['project bluebird', 'bluebird x', 'café', "Kari's", 'c++', 'thorpe'])),
    ).toEqual(expected);
  });

  it('look past diacritics only when asked', () => {
    expect(hits('Café, cafe', terms('t', ['cafe'], { ignorediacritics: true }))).toEqual(['Café', 'cafe']);
    expect(hits('Café, cafe', terms('t', ['cafe']))).toEqual(['cafe']);
  });

  it('take the leftmost and then the longest of overlapping hits, each rule for itself', () => {
    expect(
      hits('new york times square', terms('t', ['new york', 'new york times', 'times square', 'york'])),
    ).toEqual(['new york times']);
    expect(hits('new york', terms('a', ['new york']), terms('b', ['york']))).toEqual(['new york', 'york']);
  });

  it('find a folded character as a whole or not at all', () => {
    expect(hits('ﬁn', terms('t', ['fin']))).toEqual(['ﬁn']);
    expect(hits('½', terms('t', ['1']))).toEqual([]);
  });
});

describe('what a finding carries stays short enough to be sent', () => {
  const digits = '9'.repeat(5_000);
  const only = (text: string, ...rules: Parameters<typeof linterOf>) =>
    linterOf(...rules).lint(post(text)).findings[0];

  it('a long match is shown by its beginning and its end', () => {
    const rule = existence('r', ['guaranteed \\d+% returns'], { message: { en: 'Promises “{match}”.' } });
    const finding = only(`Guaranteed ${digits}% returns`, rule);
    expect(finding?.text).toHaveLength(5_020);
    expect(finding?.message).toBe(
      `Promises “${`Guaranteed ${digits}`.slice(0, 60)}…${`${digits}% returns`.slice(-20)}”.`,
    );
  });

  it('no emoji is cut in half, wherever the cut falls', () => {
    for (const before of ['', 'a'])
      for (const after of ['', 'b']) {
        const text = `${before}${'\u{1f600}'.repeat(100)}${after}`;
        const finding = only(text, existence('r', ['.+'], { nonword: true }));
        expect(finding?.text).toBe(text);
        expect(finding?.message).toContain('…');
        expect(finding?.message.isWellFormed()).toBe(true);
      }
  });

  it('nor does a message that repeats it, or names many wordings, grow beyond 4000', () => {
    const repeats = existence('r', ['\\d+'], { message: { en: '{match}'.repeat(140) } });
    const choices = Array.from({ length: 19 }, (_, at) => `$1 ${at}`).join('|');
    const names = substitution('r', { '(\\d+)': choices }, { message: { en: '{expected} '.repeat(80) } });
    for (const rule of [repeats, names])
      expect(only(digits, rule)?.message.length).toBeLessThanOrEqual(4_000);
  });

  it('a replacement that is too long, or one too many, is not offered', () => {
    const fixes = [{ match: '(\\d+)%', text: 'perhaps $1%' }];
    const rule = existence('r', ['\\d+%'], { nonword: true, fixes, suggest: ['some'] });
    expect(only(`${digits}%`, rule)?.suggestions.map(({ text }) => text)).toEqual(['some']);
    const many = Array.from({ length: 30 }, (_, at) => `gains${at}`).join('|');
    expect(only('returns', substitution('r', { returns: many }))?.suggestions).toHaveLength(20);
  });
});
