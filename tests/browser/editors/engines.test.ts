import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, BROWSERS, type Lab, startLab } from './launch.ts';

const PAGES = [
  ['x', 'draft-js'],
  ['linkedin', 'quill'],
  ['facebook', 'lexical'],
  ['bluesky', 'prosemirror'],
  ['mastodon', 'textarea'],
] as const;

const FIRST = 'Guaranteed returns #invest today';
const MIDDLE = 'blåbær 😀 teh #win middle #tag';
const LAST = 'the last lien';
const LINES = `${FIRST}\n${MIDDLE}\n\n${LAST}`;

describe.each(BROWSERS)('in %s', (browser) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab(browser);
  });
  afterAll(() => lab?.close());

  describe.each(PAGES)('the composer of %s', (platform, engine) => {
    let bench: Bench;
    const start = async (text: string): Promise<void> => {
      bench = await lab.open(platform);
      await bench.focus();
      await bench.type(text);
      expect(await bench.modelIs(text)).toBe(text);
      await bench.pause();
    };
    afterEach(() => bench?.close());

    test(`is read by ${engine} as its own model has it`, async () => {
      bench = await lab.open(platform);
      expect(await bench.call('engine')).toBe(engine);
      expect(await bench.call('text')).toBe('');
      await bench.focus();
      await bench.type(LINES);
      expect(await bench.modelIs(LINES)).toBe(LINES);
      expect(await bench.call('text')).toBe(LINES);
      expect(await bench.call('faults')).toEqual([]);
      await bench.type('\n');
      expect(await bench.modelIs(`${LINES}\n`)).toBe(`${LINES}\n`);
      expect(await bench.call('text')).toBe(`${LINES}\n`);
      expect(await bench.call('faults')).toEqual([]);
    });

    test('is not touched by reading', async () => {
      await start(LINES);
      await bench.call('watch');
      await bench.call('text');
      await bench.call('faults');
      await bench.call('draft');
      expect(await bench.call('seen')).toEqual([]);
    });

    test.each([
      ['in the first line', 'Guaranteed', 'Possible'],
      ['in the middle line, between emoji and hashtag', 'teh', 'the'],
      ['in the last line', 'lien', 'line'],
      ['at the very beginning, longer', 'Guaranteed', 'Not at all guaranteed'],
      ['inside a hashtag', 'win', 'maybe'],
      ['that is a whole hashtag', '#win', '#maybe'],
      ['that is a hashtag, by a plain one', '#win', 'maybe'],
      ['by a hashtag', 'teh', '#the'],
      ['by nothing', ' middle', ''],
      ['with a hashtag by nothing', '#win middle ', ''],
      ['across a hashtag', 'teh #win middle', 'something else'],
    ])('a word is replaced %s, typing goes on after it, undo takes it back', async (_where, word, text) => {
      await start(LINES);
      const replaced = LINES.replace(word, text);
      const typed = LINES.replace(word, `${text}zq`);
      expect(await bench.call('replaceWord', word, text)).toEqual({ kind: 'replaced' });
      expect(await bench.modelIs(replaced)).toBe(replaced);
      expect(await bench.call('text')).toBe(replaced);

      await bench.page.keyboard.type('zq');
      expect(await bench.modelIs(typed)).toBe(typed);
      expect(await bench.call('text')).toBe(typed);

      // How typing and a replacement share a step of the history is the editor's own affair; its states are not.
      const states = [LINES, replaced, typed, LINES.replace(word, `${text}z`)];
      for (let step = 0; step < 4 && (await bench.model()) !== LINES; step++) {
        const before = await bench.model();
        await bench.chord('KeyZ');
        await bench.modelIs(states.filter((state) => state !== before));
        expect(states).toContain(await bench.model());
      }
      expect(await bench.model()).toBe(LINES);
      expect(await bench.call('text')).toBe(LINES);
      expect(await bench.call('faults')).toEqual([]);
    });

    test('one undo takes a replacement back', async () => {
      await start(LINES);
      expect(await bench.call('replaceWord', 'teh', 'the')).toEqual({ kind: 'replaced' });
      await bench.chord('KeyZ');
      expect(await bench.modelIs(LINES)).toBe(LINES);
    });

    test('a replacement across a hashtag comes out right or not at all', async () => {
      await start(LINES);
      const result = await bench.call('replaceWord', 'teh #win middle', 'something else');
      const expected =
        result.kind === 'replaced' ? LINES.replace('teh #win middle', 'something else') : LINES;
      if (result.kind === 'failed') expect(result.restored).toBe(true);
      expect(await bench.modelIs(expected)).toBe(expected);
      expect(await bench.call('text')).toBe(expected);
      await bench.page.keyboard.type('zq');
      expect(
        (await bench.modelIs([expected.replace('something else', 'something elsezq')])).includes('zq'),
      ).toBe(true);
    });

    test('several replacements after one another', async () => {
      await start(LINES);
      for (const [word, text] of [
        ['lien', 'line'],
        ['teh', 'the'],
        ['Guaranteed', 'Possible'],
      ] as const) {
        expect(await bench.call('replaceWord', word, text)).toEqual({ kind: 'replaced' });
      }
      const expected = LINES.replace('lien', 'line').replace('teh', 'the').replace('Guaranteed', 'Possible');
      expect(await bench.modelIs(expected)).toBe(expected);
    });

    test('a replacement that is all of the text', async () => {
      await start('Guaranteed');
      expect(await bench.call('replaceWord', 'Guaranteed', 'Possible')).toEqual({ kind: 'replaced' });
      expect(await bench.modelIs('Possible')).toBe('Possible');
    });
  });
});
