import { describe, expect, it } from 'vitest';
import { sentenceAround, sentenceEnds } from '../../../utils/lint/sentences.ts';

function sentences(text: string): string[] {
  let from = 0;
  return sentenceEnds(text).map((end) => {
    const sentence = text.slice(from, end).trim();
    from = end;
    return sentence;
  });
}

describe('sentences', () => {
  it.each([
    ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
    ['A line\nanother line', ['A line', 'another line']],
    ['It pays 4.25% a year. Good.', ['It pays 4.25% a year.', 'Good.']],
    ['The U.S. market rose.', ['The U.S. market rose.']],
    ['Ask Dr. Berg about it.', ['Ask Dr. Berg about it.']],
    ['Wait… What?', ['Wait…', 'What?']],
    ['He said “No.” Then he left.', ['He said “No.”', 'Then he left.']],
    ['See example.com/a.b for more', ['See example.com/a.b for more']],
    ['', ['']],
  ])('%j', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('gives the sentence of a place, and both of a place that reaches over an end', () => {
    const text = 'One is. Two is. Three.';
    const ends = sentenceEnds(text);
    const around = (start: number, end: number): string => text.slice(...sentenceAround(ends, start, end));
    expect(around(8, 11)).toBe(' Two is.');
    expect(around(4, 11)).toBe('One is. Two is.');
    expect(around(0, 0)).toBe('One is.');
  });
});
