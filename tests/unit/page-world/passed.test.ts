import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparable, Passed } from '../../../utils/page-world/passed.ts';
import { draftOf } from '../gate/samples.ts';

const NOW = 1_000_000;
const thread = (...texts: readonly string[]) =>
  draftOf('', { parts: texts.map((text) => ({ text, media: [] })) });

describe('what was let pass', () => {
  test('is found by all of its texts or some of them, and by nothing else', () => {
    const passed = new Passed<string>();
    passed.note(thread('one', 'two'), 'r', NOW);
    expect(passed.find(['one'], NOW)?.release).toBe('r');
    expect(passed.find(['two', 'one'], NOW)?.release).toBe('r');
    expect(passed.find(['one', 'three'], NOW)).toBeUndefined();
    expect(passed.find(['One'], NOW)).toBeUndefined();
    expect(passed.find(['one two'], NOW)).toBeUndefined();
  });

  test('goes with the newest release of the same words', () => {
    const passed = new Passed<string>();
    passed.note(thread('one'), 'old', NOW);
    passed.note(thread('one'), 'new', NOW + 1);
    expect(passed.find(['one'], NOW + 2)?.release).toBe('new');
  });

  test('is forgotten after half an hour, and after twenty others', () => {
    const passed = new Passed<null>();
    passed.note(thread('one'), null, NOW);
    expect(passed.find(['one'], NOW + 29 * 60_000)).toBeDefined();
    expect(passed.find(['one'], NOW + 31 * 60_000)).toBeUndefined();
    for (let other = 0; other < 20; other++) passed.note(thread(`other ${other}`), null, NOW);
    expect(passed.find(['one'], NOW)).toBeUndefined();
    expect(passed.find(['other 0'], NOW)).toBeDefined();
  });

  test('of two drafts is not found by a part of each', () => {
    const passed = new Passed<null>();
    passed.note(thread('one'), null, NOW);
    passed.note(thread('two'), null, NOW);
    expect(passed.find(['one', 'two'], NOW)).toBeUndefined();
  });
});

describe('texts that a platform changes on their way out', () => {
  test.each([
    ['white space at the ends', 'text \n', ' text'],
    ['a shortened address', 'see https://www.example.com/a/long/path?x=1 now', 'see example.com/a/lo... now'],
    ['hard spaces', 'a\u00a0b', 'a b'],
    ['line ends', 'a\r\nb', 'a\nb'],
  ])('%s is the same text', (_what, written, sent) => {
    expect(comparable(sent)).toBe(comparable(written));
  });

  test.each([
    ['another host', 'see https://example.com/a', 'see https://evil.example/a'],
    ['a word more', 'see https://example.com/a', 'see https://example.com/a guaranteed'],
    ['another case', 'growth', 'Growth'],
  ])('%s is another', (_what, written, sent) => {
    expect(comparable(sent)).not.toBe(comparable(written));
  });

  test('white space around a text never makes it another, a letter always does', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(comparable(` ${text} \n`)).toBe(comparable(text));
        expect(comparable(`${text} x`)).not.toBe(comparable(text));
      }),
    );
  });
});
