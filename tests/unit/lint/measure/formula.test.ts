import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../utils/lint/measure/formula.ts';
import { compileCondition, compileFormula, FormulaError } from '../../../../utils/rules/formula.ts';

const VALUES = { words: 40, sentences: 4, characters: 200, syllables: 60, list: 2 };
const resultOf = (formula: string): number => evaluate(compileFormula(formula), VALUES);
const holds = (condition: string, value: number): boolean =>
  evaluate(compileCondition(condition), { ...VALUES, value }) !== 0;
const failure = (run: () => unknown): FormulaError => {
  try {
    run();
  } catch (error) {
    if (error instanceof FormulaError) return error;
  }
  throw new Error('It did not fail.');
};

describe('a formula', () => {
  it.each([
    ['1', 1],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['2 * -3', -6],
    ['-words + +sentences', -36],
    ['words / sentences', 10],
    ['0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59', 0.39 * 10 + 11.8 * 1.5 - 15.59],
    ['1.0430 * math.sqrt((words * 30.0) / sentences) + 3.1291', 1.043 * Math.sqrt(300) + 3.1291],
    ['math.pow(2, 10)', 1024],
    ['math.max(words, math.abs(-50))', 50],
    ['math.pi * 0.0', 0],
    ['1e3 + .5', 1000.5],
    ['list + heading.h1 + heading_h2', 2],
  ])('%s is %f', (formula, value) => {
    expect(resultOf(formula)).toBeCloseTo(value, 10);
  });

  it('divides whole numbers as Tengo does, and what comes of the text as it should', () => {
    expect(resultOf('7 / 2')).toBe(3);
    expect(resultOf('-7 / 2')).toBe(-3);
    expect(resultOf('7 % 4')).toBe(3);
    expect(resultOf('7.0 / 2')).toBe(3.5);
    expect(resultOf('1 / 2 * words')).toBe(0);
    expect(resultOf('words / 3 * 3')).toBeCloseTo(40, 10);
  });

  it.each([
    ['', 'Something is missing', 0],
    ['words +', 'Something is missing', 7],
    ['words words', '“words” is not expected here', 6],
    ['(words', '“)” is missing', 6],
    ['wurds + 1', 'There is no “wurds”', 0],
    ['constructor', 'There is no “constructor”', 0],
    ['1 + math.round(words)', 'There is no function “math.round”', 4],
    ['math.pow(2)', '“,” is missing', 10],
    ['words; 1', '“;” is no part of a formula', 5],
    ['words > 5', 'A formula gives a number', 0],
    ['words % 5', 'use math.mod', 6],
    ['1 / 0', 'A division by 0', 2],
    ['1 && 2', '“&&” stands between comparisons', 2],
    ['!words', '“!” cannot stand before that', 0],
    [`${'('.repeat(80)}1${')'.repeat(80)}`, 'nested too deeply', 50],
  ])('%j is refused with its place', (formula, message, offset) => {
    const error = failure(() => compileFormula(formula));
    expect(error.message).toContain(message);
    expect([error.code, error.offset]).toEqual(['bad_formula', offset]);
  });

  it('gives what the same arithmetic gives in JavaScript', () => {
    const leaf = fc.double({ min: 0.5, max: 99.5, noNaN: true }).map((n) => n.toFixed(2));
    const tree = fc.letrec<{ formula: string }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc
          .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/'), tie('formula'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc.tuple(tie('formula'), fc.constantFrom('+', '*'), leaf).map(([a, sign, b]) => `${a} ${sign} ${b}`),
      ),
    }));
    fc.assert(
      fc.property(tree.formula, (formula) => {
        expect(resultOf(formula)).toBe(Number(new Function(`return ${formula}`)()));
      }),
    );
  });
});

describe('a condition', () => {
  it.each([
    ['> 8', 8.1, true],
    ['> 8', 8, false],
    ['>= 8', 8, true],
    ['< 70', 70, false],
    ['== 2', 2, true],
    ['!= 2', 2, false],
    ['> 8 && words > 30', 9, true],
    ['> 8 && words > 50', 9, false],
    ['< 1 || sentences == 4', 9, true],
    ['* 2 > 15', 8, true],
    ['> words / 10 && !(words < 1)', 5, true],
    ['> 8 || < 2', 1, false],
  ])('%s of %f', (condition, value, expected) => {
    if (condition === '> 8 || < 2') expect(() => compileCondition(condition)).toThrow(FormulaError);
    else expect(holds(condition, value)).toBe(expected);
  });

  it.each(['', '8', '+ 1', 'words > 5', '> 8 &&'])('%j is none', (condition) => {
    expect(() => compileCondition(condition)).toThrow(FormulaError);
  });
});
