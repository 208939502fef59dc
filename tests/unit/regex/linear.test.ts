import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meter } from '../../../utils/lint/regex/automaton.ts';
import { compile } from '../../../utils/lint/regex/compile.ts';
import { parse } from '../../../utils/lint/regex/parse.ts';
import type { Pattern } from '../../../utils/lint/regex/pattern.ts';
import { compilePattern, PatternError } from '../../../utils/lint/regex/plan.ts';
import { programOf } from '../../../utils/lint/regex/program.ts';
import { Search } from '../../../utils/lint/regex/search.ts';
import { ATTACKS, type Attack } from './attacks.ts';
import { patterns, scrambled, texts } from './patterns.ts';

const ATTACK_LENGTH = 50_000;
/** Steps for one character, an order below the number of instructions of the largest of these patterns. */
const STEPS_A_CHARACTER = 150;

function stepsOf(work: () => unknown): number {
  const before = meter.steps;
  work();
  return meter.steps - before;
}

const attackText = ({ prefix, pump, suffix }: Attack, length: number) =>
  prefix + pump.repeat(Math.ceil((length - prefix.length - suffix.length) / pump.length)) + suffix;

function compiled({ pattern, flags }: Attack): Pattern | PatternError {
  try {
    return compilePattern(pattern, { ignoreCase: flags.includes('i') });
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

describe('patterns known to hang backtracking engines', () => {
  it('are enough, and most of them can be used', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(40);
    expect(
      ATTACKS.filter((attack) => !(compiled(attack) instanceof PatternError)).length,
    ).toBeGreaterThanOrEqual(36);
  });

  it.each(ATTACKS)('$pattern', (attack) => {
    const pattern = compiled(attack);
    if (pattern instanceof PatternError) {
      expect(pattern.code).toMatch(/^pattern_(lookaround|backreference|atomic|syntax)$/);
      expect(pattern.index).toBeGreaterThanOrEqual(0);
      expect(pattern.index).toBeLessThan(attack.pattern.length);
      expect(pattern.message).not.toBe('');
      return;
    }
    const text = attackText(attack, ATTACK_LENGTH);
    let last = 0;
    const steps = stepsOf(() => {
      for (const match of pattern.findAll(text)) {
        expect(match.start).toBeGreaterThanOrEqual(last);
        last = match.end;
        pattern.groups(text, match);
      }
    });
    expect(steps).toBeGreaterThan(text.length / 2);
    expect(steps).toBeLessThan(text.length * STEPS_A_CHARACTER);

    const fresh = [compiled(attack), compiled(attack)] as Pattern[];
    const once = stepsOf(() => fresh[0]?.findAll(text));
    const twice = stepsOf(() => fresh[1]?.findAll(attackText(attack, ATTACK_LENGTH * 2)));
    expect(twice).toBeLessThanOrEqual(once * 2.2);
  });
});

describe('patterns and texts chosen against this engine', () => {
  it.each([
    ['a match at each place, with the whole rest to be ruled out first', '.*x|.', 'a'],
    ['the same, lazily', '(?:[ab]*?c|[ab])', 'ab'],
    ['a prefix that is always there and a rest that never is', '(?:a+b?)+c|a', 'ab'],
    ['states as many as characters', '[^.]{0,500}x', 'xab'],
    ['states exponential in the pattern', '(?:a|b)*a(?:a|b){20}', 'ab'],
    ['states exponential in the pattern read backwards', '(?:a|b){20}a(?:a|b)*c', 'aabbabaabbabaabbc'],
    ['counted repetition at the limit', '(?:x.{0,900}y|z)', 'xqyr'],
    ['counted repetition of counted repetition', '(?:.{1,30}){1,30}\\d', 'abcd1'],
    ['word edges everywhere', '(?:\\b\\w+\\b ?)+!', 'ab c'],
    ['empty loops', '(?:(?:a?)*(?:b??)*)*c', 'ab'],
    ['anchors in loops', '(?:^|a|$|\\B)*c', 'ab'],
  ])('%s', (_, source, letters) => {
    const steps = (length: number) => {
      const text = scrambled(letters, length);
      const pattern = compilePattern(source, { ignoreCase: false });
      return stepsOf(() => pattern.findAll(text));
    };
    const [once, twice] = [steps(20_000), steps(40_000)];
    expect(once).toBeGreaterThanOrEqual(20_000);
    expect(twice).toBeLessThanOrEqual(once * 2.2);
    expect(twice).toBeLessThan(40_000 * 4_000);
  });

  it('grows in proportion for any pattern', () => {
    fc.assert(
      fc.property(patterns('ascii'), texts('ascii', 12), ({ source }, text) => {
        const steps = (characters: number) => {
          const pattern = compilePattern(source, { ignoreCase: false });
          const long = `${text}-`.repeat(Math.ceil(characters / (text.length + 1)));
          return stepsOf(() => pattern.findAll(long));
        };
        expect(steps(50_000)).toBeLessThanOrEqual(steps(25_000) * 2.2);
      }),
      { numRuns: 200 },
    );
  });

  it('reads a text once that holds no match, and not at all what follows the first sign of one in a test', () => {
    const pattern = compilePattern('guarantee', { ignoreCase: true });
    pattern.findAll('guarantee and other words');
    const text = 'and other words '.repeat(5_000);
    expect(stepsOf(() => pattern.findAll(text))).toBeLessThan(text.length * 1.1);
    expect(stepsOf(() => pattern.test(`${text}guarantee`))).toBeLessThan(5_000);
  });

  it('reads again only where a match starts', () => {
    const quiet = 'and other words '.repeat(2_000);
    const text = `guarantee ${quiet}guarantee ${quiet}guarantee`;
    const pattern = compilePattern('guarantee', { ignoreCase: true });
    expect(pattern.findAll(text).length).toBe(3);
    expect(stepsOf(() => pattern.findAll(text))).toBeLessThan(text.length * 1.3);
  });

  it('holds a bounded number of states, however many the text calls for', () => {
    const program = programOf(compile(parse('a.{100}b', { ignoreCase: false, multiline: false })));
    const search = new Search(program, 'anywhere');
    const text = scrambled('ab', 20_000);
    search.each(text, 0, text.length, () => true);
    search.each(text, 1, text.length, () => true);
    expect(search.states).toBeGreaterThan(300);
    expect(search.states).toBeLessThan(5_000);
  });

  it('takes groups in time of the match, not of the text', () => {
    const pattern = compilePattern('(\\w+)@(\\w+)', { ignoreCase: false });
    const text = `${'word '.repeat(10_000)}ola@fund ${'word '.repeat(10_000)}`;
    const [match] = pattern.findAll(text);
    if (!match) throw new Error('The address was not found.');
    expect(stepsOf(() => expect(pattern.groups(text, match)).toEqual(['ola', 'fund']))).toBeLessThan(500);
  });
});
