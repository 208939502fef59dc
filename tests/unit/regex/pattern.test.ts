import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from '../../../utils/lint/regex/char-set.ts';
import { compilePattern, type PatternOptions } from '../../../utils/lint/regex/plan.ts';

function found(source: string, text: string, options: Partial<PatternOptions> = {}): string[] {
  return compilePattern(source, { ignoreCase: false, ...options })
    .findAll(text)
    .map(({ start, end }) => text.slice(start, end));
}

describe('words', () => {
  it.each([
    ['Norwegian letters', '\\bål\\b', 'ål ålesund kål', ['ål']],
    ['a letter and its mark, apart', '\\b\\w+\\b', 'bla\u030a \u00e5r', ['bla\u030a', '\u00e5r']],
    ['digits of every script', '\\d+', '12 ٣٤', ['12', '٣٤']],
    ['no emoji, nor what selects its look', '\\bfree\\b', '✔️free 😀free 1️⃣free', ['free', 'free', 'free']],
    ['every blank', 'a\\sb', 'a\u00a0b a\u2009b a\tb', ['a\u00a0b', 'a\u2009b', 'a\tb']],
  ])('know %s', (_, source, text, expected) => {
    expect(found(source, text)).toEqual(expected);
  });

  it('are kept whole by wordBoundaries, around all alternatives', () => {
    expect(found('gå|æra', 'gå gård æra ære', { wordBoundaries: true })).toEqual(['gå', 'æra']);
  });
});

describe('case', () => {
  it('is folded by single letters only', () => {
    expect(found('straße', 'STRAẞE STRASSE straße', { ignoreCase: true })).toEqual(['STRAẞE', 'straße']);
    expect(found('ÆØÅ', 'æøå', { ignoreCase: true })).toEqual(['æøå']);
    expect(found('i', 'iIıİ', { ignoreCase: true })).toEqual(['i', 'I']);
    expect(found('σ', 'σςΣ', { ignoreCase: true })).toEqual(['σ', 'ς', 'Σ']);
  });

  it('can be switched in the pattern', () => {
    expect(found('(?i)a(?-i)b', 'ab Ab aB')).toEqual(['ab', 'Ab']);
    expect(found('(?i:a|b)c|(?i)d', 'Ac aC D')).toEqual(['Ac', 'D']);
    expect(found('((?i)a)b', 'Ab AB')).toEqual(['Ab']);
  });

  it('is folded before a class is negated', () => {
    expect(found('(?i)[^k]', 'kK\u212ax')).toEqual(['x']);
    expect(found('(?i)\\P{Lu}', 'aA1')).toEqual(['1']);
  });

  it('is folded as the native engine folds it, for every letter there is', () => {
    const cased = Array.from({ length: 0x110000 }, (_, cp) => cp).filter((cp) => {
      if (cp >= 0xd800 && cp < 0xe000) return false;
      const char = String.fromCodePoint(cp);
      return char.toLowerCase() !== char || char.toUpperCase() !== char;
    });
    const all = String.fromCodePoint(...cased);
    const alike = new Map<number, string>();
    for (const cp of cased)
      alike.set(foldCase(cp), (alike.get(foldCase(cp)) ?? '') + String.fromCodePoint(cp));
    const wrong = cased.filter((cp) => {
      const native = all.match(new RegExp(`\\u{${cp.toString(16)}}`, 'giu')) ?? [];
      return native.join('') !== alike.get(foldCase(cp));
    });
    expect(wrong).toEqual([]);
  });
});

describe('groups', () => {
  it.each([
    ['by number', '(\\d+)-(?:x)?(\\d+)', '12-34', ['12', '34']],
    ['by name', '(?<year>\\d+)/(?P<month>\\d+)', '2026/11', ['2026', '11']],
    ['that took no part', '(a)|(b)', 'b', [undefined, 'b']],
    ['of the last turn', '(?:(a)|b)+', 'aab', ['a']],
    ['that are empty', 'a(b*)', 'a', ['']],
  ])('%s', (_, source, text, expected) => {
    const pattern = compilePattern(source, { ignoreCase: false });
    const [match] = pattern.findAll(text);
    expect(match && pattern.groups(text, match)).toEqual(expected);
  });

  it('see the neighbours that the search saw', () => {
    const pattern = compilePattern('(?:^(a)|\\b(a)|(a))(?:(b)$|(b))', { ignoreCase: false });
    const groups = (text: string, from?: number, to?: number) =>
      pattern.findAll(text, from, to).map((match) => pattern.groups(text, match).join());
    expect(groups('ab ab xab.')).toEqual(['a,,,,b', ',a,,,b', ',,a,,b']);
    expect(groups('ab ab')).toEqual(['a,,,,b', ',a,,b,']);
    expect(compilePattern('^(a)b$', { ignoreCase: false }).groups('xaby', { start: 1, end: 3 })).toEqual([
      'a',
    ]);
  });

  it('tell which of many alternatives a match is', () => {
    const word = fc.stringMatching(/^[abc ]{1,4}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), word, (words, text) => {
        const pattern = compilePattern(words.map((one) => `(${one}+)`).join('|'), { ignoreCase: false });
        const found = pattern.findGroups(text);
        expect(found.map(({ start, end }) => ({ start, end }))).toEqual(pattern.findAll(text));
        for (const match of found) {
          const groups = pattern.groups(text, match);
          expect(match.group).toBe(groups.findIndex((group) => group !== undefined) + 1);
        }
      }),
    );
    expect(compilePattern('a|(?:b)', { ignoreCase: false }).findGroups('ab')).toEqual([
      { start: 0, end: 1, group: 0 },
      { start: 1, end: 2, group: 0 },
    ]);
  });

  it('are found in a match longer than a block', () => {
    const text = `x${'ab'.repeat(5_000)}y`;
    const pattern = compilePattern('x((?:ab){1})((?:ab)*)(y)', { ignoreCase: false });
    const [match] = pattern.findAll(text);
    expect(match).toEqual({ start: 0, end: text.length });
    expect(match && pattern.groups(text, match).map((group) => group?.length)).toEqual([2, 9_998, 1]);
  });
});

describe('offsets', () => {
  it('are UTF-16, and no match starts or ends inside a character', () => {
    expect(compilePattern('.', { ignoreCase: false }).findAll('a😀b')).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 3 },
      { start: 3, end: 4 },
    ]);
    expect(found('[^a]', '😀a\ud83d')).toEqual(['😀', '\ud83d']);
  });

  it('hold where characters straddle the blocks', () => {
    for (const lead of ['', 'a', 'ab']) {
      const text = lead + '😀'.repeat(5_000);
      const matches = compilePattern('😀', { ignoreCase: false }).findAll(text);
      expect(matches.length).toBe(5_000);
      expect(matches.every(({ start, end }, i) => start === lead.length + 2 * i && end === start + 2)).toBe(
        true,
      );
    }
  });

  it('outside of the text are clamped', () => {
    const pattern = compilePattern('a', { ignoreCase: false });
    expect(pattern.findAll('aa', -5, 50).length).toBe(2);
    expect(pattern.findAll('aa', 2, 1)).toEqual([]);
    expect(pattern.findAll('', 0, 0)).toEqual([]);
  });
});
