import { describe, expect, it } from 'vitest';
import { readStarterPacks } from '../../../cli/packs.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { existence, linterOf, post, terms } from './posts.ts';

/**
 * Texts of the size that the largest composer takes, made to be slow. Nothing here measures time: what is not linear
 * runs into the test's time limit by orders of magnitude.
 */
const LENGTH = 60_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length));

const starter = compile({ packs: readStarterPacks(), overrides: {} }, { locale: 'en', now: 0 });
const own = linterOf(
  existence('many', ['a', 'b a'], { unless: ['no a', 'not \\w+', 'x.*y'], exceptions: ['a b c'] }),
  existence('nested', ['(?:a+)+b', '(?:.*)*x'], { unless: ['(?:a*)*c'] }),
  terms('terms', ['a', 'aa', 'aaa', 'aaaa', 'a a', 'a a a']),
);

describe('60,000 characters', () => {
  it.each([
    'zero risk ',
    'guaranteed ',
    'not guaranteed returns ',
    'no a ',
    'a ',
    'a',
    'a b',
    '.',
    '.)',
    '. ',
    '!"',
    ' ',
    '\n',
    '@',
    'a@',
    'a.',
    'a@b.',
    '(at)',
    '4539 1488 ',
    '4',
    '4 ',
    'NO93 ',
    'no9',
    'e\u0301',
    '\u0301',
    '😀',
    '\ud83d',
    '“',
    '$A to $4 ',
  ])('of %j are checked in linear time', (piece) => {
    const text = fill(piece);
    for (const linter of [starter, own]) {
      for (const finding of linter.lint(post(text)).findings)
        expect(finding.end).toBeLessThanOrEqual(text.length);
    }
  });
});
