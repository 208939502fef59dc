import { describe, expect, it } from 'vitest';
import {
  capitalized,
  everyWordCapitalized,
  sentenceCase,
  titleCase,
} from '../../../utils/lint/title-case.ts';

const none = (): null => null;

/** The cases that jdkato/twine's testdata/AP.json and Chicago.json tell apart, in words of our own. */
describe('a title', () => {
  it.each([
    ['read our step-by-step guide', 'Read Our Step-by-Step Guide'],
    ['video on-demand for all', 'Video On-Demand for All'],
    ['a word at the end is of', 'A Word at the End Is Of'],
    ['ends with what it is made of?', 'Ends With What It Is Made Of?'],
    ['big news: a small word', 'Big News: A Small Word'],
    ['big news - a small word', 'Big News - A Small Word'],
    ['big news — the small word', 'Big News — The Small Word'],
    ['read “the long report” at home', 'Read “The Long Report” at Home'],
    ["read 'a long report' at home", "Read 'A Long Report' at Home"],
    ['coffee and/or tea', 'Coffee and/or Tea'],
    ['ours vs. theirs, ours v theirs', 'Ours vs. Theirs, Ours v Theirs'],
    ['we keep NASA and iPods (mostly)', 'We Keep NASA and IPods (Mostly)'],
    ['keep the colo(u)r of 34th street', 'Keep the Colo(u)r of 34th Street'],
    ['one line\nof two', 'One Line\nOf Two'],
    ['', ''],
    ['ßig änderung', 'ßig Änderung'],
  ])('in AP of %j is %j', (text, title) => {
    expect(titleCase(text, 'AP', none)).toBe(title);
  });

  it.each([
    ['walk with me into the night', 'Walk with Me into the Night'],
    ['a walk from above', 'A Walk from Above'],
    ['what you need to know', 'What You Need to Know'],
    ['What You Need To Know', 'What You Need to Know'],
  ])('in Chicago of %j is %j', (text, title) => {
    expect(titleCase(text, 'Chicago', none)).toBe(title);
  });

  it('in AP leaves “to” as it is written inside, and has it with a capital at the ends', () => {
    expect(titleCase('what to do and What To do', 'AP', none)).toBe('What to Do and What To Do');
    expect(titleCase('to go to', 'AP', none)).toBe('To Go To');
    expect(titleCase('go TO it', 'AP', none)).toBe('Go to It');
  });

  it('spells a word as the team does', () => {
    const accepted = (word: string): string | null => (word.toLowerCase() === 'ios' ? 'iOS' : null);
    expect(titleCase('IOS and ios', 'AP', accepted)).toBe('iOS and iOS');
  });
});

describe('a sentence', () => {
  const words = (text: string) =>
    [...text.matchAll(/[\p{L}\p{N}]\S*/gu)].map(({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
    }));

  it('has one capital, and one after an indicator', () => {
    const text = '“Lesson 1:  Getting STARTED, – Now”';
    const isIndicator = (word: string): boolean => word.endsWith(':');
    expect(sentenceCase(text, words(text), none, isIndicator)).toBe('“Lesson 1:  Getting started, – now”');
  });
});

describe('capitals', () => {
  it('are those that have one of the same length', () => {
    expect(['éa', 'ßa', '😀a', 'ŉa', '', '1a'].map(capitalized)).toEqual(['Éa', 'ßa', '😀a', 'ŉa', '', '1a']);
  });

  it('of every word are where Go’s strings.Title has them', () => {
    expect(everyWordCapitalized("it's non-stop a_b (c) client’s 3d åpen")).toBe(
      "It'S Non-Stop A_b (C) Client’s 3d Åpen",
    );
  });
});
