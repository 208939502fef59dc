import { describe, expect, it } from 'vitest';
import { checkPattern, compilePattern, PatternError } from '../../../utils/lint/regex/plan.ts';

describe('what cannot run in linear time is refused, with the place and a way out', () => {
  it.each([
    ['a(?=b)', 'pattern_lookaround', 1],
    ['ab(?!c)', 'pattern_lookaround', 2],
    ['(?<=a)b', 'pattern_lookaround', 0],
    ['😀(?<!a)b', 'pattern_lookaround', 2],
    ['(a)\\1', 'pattern_backreference', 3],
    ['(?<n>a)\\k<n>', 'pattern_backreference', 7],
    ['(?P<n>a)(?P=n)', 'pattern_backreference', 8],
    ['(a)(?(1)b|c)', 'pattern_backreference', 3],
    ['(a)(?1)', 'pattern_backreference', 3],
    ['(a)\\g1', 'pattern_backreference', 3],
    ['a(?>b)', 'pattern_atomic', 1],
    ['ab++', 'pattern_atomic', 3],
    ['ab*+c', 'pattern_atomic', 3],
    ['ab{1,2}+c', 'pattern_atomic', 7],
  ])('%s', (source, code, index) => {
    const error = checkPattern(source);
    expect(error).toMatchObject({ code, index });
    expect(error?.suggestion).toMatch(/\w/);
    expect(() => compilePattern(source, { ignoreCase: false })).toThrow(PatternError);
  });
});

describe('faulty syntax is refused at its place', () => {
  it.each([
    ['(', 0],
    ['a(b', 1],
    ['a)', 1],
    ['(?', 0],
    ['(?x)a', 0],
    ['(?#note)a', 0],
    ['(?)a', 0],
    ['(?i', 0],
    ['(?<1a>b)', 0],
    ['(?P<>b)', 0],
    ['(?<n>a)(?<n>b)', 7],
    ['[', 0],
    ['a[b', 1],
    ['[]', 0],
    ['[^]', 0],
    ['[z-a]', 1],
    ['[a-\\d]', 3],
    ['[[:nope:]]', 1],
    ['*', 0],
    ['a|*', 2],
    ['(?i)*', 4],
    ['a**', 2],
    ['a{2}{3}', 4],
    ['a{3,2}', 1],
    ['a\\', 1],
    ['\\Z', 0],
    ['\\y', 0],
    ['[\\b]', 1],
    ['\\x{110000}', 0],
  ])('%s', (source, index) => {
    expect(checkPattern(source)).toMatchObject({ code: 'pattern_syntax', index });
  });

  it.each([
    ['\\p{Nope}', 0],
    ['a\\pQ', 1],
    ['[\\P{^Nope}]', 1],
    ['\\p{L}\\p{}', 5],
    ['\\p{L)(?:x}', 0],
  ])('%s', (source, index) => {
    expect(checkPattern(source)).toMatchObject({ index });
  });
});

describe('what would be too large is refused, fast', () => {
  it.each([
    ['a{1001}', 1],
    ['b(?:a{1000}){1000}', 12],
    ['(((){1000}){1000}){1000}', 4],
    [`(?:${'(?:)'.repeat(5000)}){1000}`, 20_004],
    ['(?:a{2}b){999}(?:c{2}d){999}', 9],
    ['(?:'.repeat(300), 600],
    ['()'.repeat(600), 1000],
    ['a'.repeat(9000), 0],
    ['a'.repeat(60_000), 50_000],
  ])('%#', (source, index) => {
    expect(checkPattern(source)).toMatchObject({ code: 'pattern_too_large', index });
  });

  it.each(['a{1000}', '[a-z]{0,1000}', 'a{0}', '(?:ab){500}', 'word|'.repeat(900)])(
    'but not %#',
    (source) => {
      expect(checkPattern(source)).toBeNull();
    },
  );
});

describe('syntax that looks odd and is fine', () => {
  it.each([
    ['a{', 'a{'],
    ['a{,2}', 'a{,2}'],
    ['a{x}', 'a{x}'],
    ['[]a]', ']'],
    ['[^]a]', 'b'],
    ['[a-]', '-'],
    ['[\\w-.]', '-'],
    ['[a\\-z]', '-'],
    ['a]', 'a]'],
    ['}', '}'],
    ['\\_\\-\\/\\"', '_-/"'],
    ['\\Qa+b\\E+', 'a+bb'],
    ['\\x41\\x{1F600}\\u00e5\\u{e5}\\uD83D\\uDE00', 'A😀åå😀'],
    ['\\07\\a\\t', '\x07\x07\t'],
    ['[[:alpha:][:^digit:]]', 'é'],
    ['\\pL\\p{Greek}\\p{^L}\\PL', 'aα1!'],
    ['(?:)a(?:|b)', 'a'],
    ['(?i-s:A)b', 'ab'],
    ['(?U)a+?', 'aaa'],
    ['^*a', 'a'],
  ])('%s', (source, text) => {
    expect(compilePattern(source, { ignoreCase: false }).findAll(text)).toEqual([
      { start: 0, end: text.length },
    ]);
  });
});
