import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../utils/lint/regex/plan.ts';
import { nativeMatches, re2Matches } from './oracles.ts';
import { patterns, scrambled, texts } from './patterns.ts';

/** FUZZ=60000 in the environment looks longer. */
const RUNS = Number(process.env.FUZZ ?? 1500);
const ALPHABETS = ['unicode', 'ascii'] as const;

describe.each(ALPHABETS)('over %s text', (alphabet) => {
  it.each([
    ['as written', false, ''],
    ['without regard to case', true, 'i'],
  ])('finds what the native engine finds, %s', (_, ignoreCase, flags) => {
    fc.assert(
      fc.property(patterns(alphabet), texts(alphabet), (pattern, text) => {
        fc.pre(!pattern.emptyLoop);
        // Negated properties under `iu` are a known oddity of JavaScript's older flag.
        fc.pre(!ignoreCase || !/\\P|\[\^\\p/.test(pattern.source));
        const found = compilePattern(pattern.source, { ignoreCase }).findAll(text);
        expect(found).toEqual(nativeMatches(pattern.source, `u${flags}`, text));
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['as written', false, 0],
    ['without regard to case', true, RE2JS.CASE_INSENSITIVE],
    ['with line anchors', false, RE2JS.MULTILINE],
  ])('finds the matches and groups that RE2 finds, %s', (_, ignoreCase, flags) => {
    fc.assert(
      fc.property(patterns(alphabet), texts(alphabet), ({ source }, text) => {
        const pattern = compilePattern(source, { ignoreCase, multiline: flags === RE2JS.MULTILINE });
        const found = pattern
          .findAll(text)
          .map((match) => ({ ...match, groups: pattern.groups(text, match) }));
        expect(found).toEqual(re2Matches(source, flags, text));
      }),
      { numRuns: RUNS },
    );
  });

  it('sees a slice as if it were the whole text, and agrees with itself on whether there is a match', () => {
    fc.assert(
      fc.property(
        patterns(alphabet),
        texts(alphabet),
        fc.nat(30),
        fc.nat(30),
        ({ source }, text, one, two) => {
          const from = Math.min(one, two, text.length);
          const to = Math.min(Math.max(one, two), text.length);
          const pattern = compilePattern(source, { ignoreCase: false });
          const shifted = pattern
            .findAll(text.slice(from, to))
            .map(({ start, end }) => ({ start: start + from, end: end + from }));
          expect(pattern.findAll(text, from, to)).toEqual(shifted);
          expect(pattern.test(text, from, to)).toBe(shifted.length > 0);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('finds the same in texts of many blocks', () => {
    fc.assert(
      fc.property(
        patterns(alphabet),
        texts(alphabet),
        fc.integer({ min: 1, max: 400 }),
        ({ source }, text, times) => {
          const long = `${text}-`.repeat(times);
          const found = compilePattern(source, { ignoreCase: false }).findAll(long);
          expect(found).toEqual(re2Matches(source, 0, long).map(({ start, end }) => ({ start, end })));
        },
      ),
      { numRuns: RUNS / 10 },
    );
  });
});

describe('over long text without a period', () => {
  it.each([
    ['more states than are kept', '[^.]{0,300}x', 'xabcdefgh'],
    ['states that depend on the whole rest', '(?:a|b)*a(?:a|b){9}c', 'ababc'],
    ['matches across blocks', '(?:[^x]*x){40}', 'xab😀'],
    ['alternatives decided far behind', '[ab]{1,400}x|b.{2,12}a|a', 'abababababx🎉'],
    ['word edges', '\\b\\w{2,5}\\b|\\B-+', 'ab -'],
    ['one match for the whole text', '^(?:a|b|😀)*$', 'ab😀'],
    ['a match that ends where the next starts', '(?:ab?){1,7}?b|a+', 'aab'],
  ])('finds what the native engine finds: %s', (_, source, letters) => {
    const text = scrambled(letters, 30_000);
    const pattern = compilePattern(source, { ignoreCase: false });
    const expected = nativeMatches(source, 'u', text);
    expect(expected.length).toBeGreaterThan(0);
    expect(pattern.findAll(text)).toEqual(expected);
    expect(pattern.findAll(text), 'with what it has learnt').toEqual(expected);
    expect(pattern.test(text)).toBe(true);
  });
});
