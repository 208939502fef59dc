import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, BROWSERS, type Lab, startLab } from './launch.ts';
import { type Tree, textOf } from './trees.ts';

const text: fc.Arbitrary<Tree> = fc
  .array(fc.constantFrom('a', 'word', ' ', 'æøå', '😀', '#tag', '\n', ''), { maxLength: 4 })
  .map((pieces) => ({ kind: 'text' as const, text: pieces.join('') }));

const { tree } = fc.letrec<{ tree: Tree; children: Tree[] }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constant<Tree>({ kind: 'br' }),
    fc.constantFrom('😀', 'ok', '').map<Tree>((alt) => ({ kind: 'emoji', alt })),
    fc.constant<Tree>({ kind: 'island', text: 'not part' }),
    fc.record<Tree & { kind: 'element' }>({
      kind: fc.constant('element'),
      tag: fc.constantFrom('div', 'p', 'span', 'b', 'a'),
      children: tie('children'),
    }),
  ),
  children: fc.array(tie('tree'), { maxLength: 5 }),
}));

const editor = fc
  .array(tree, { maxLength: 6 })
  .map<Tree>((children) => ({ kind: 'element', tag: 'div', children }));

describe.each(BROWSERS)('the map of a rich editor in %s', (name) => {
  let lab: Lab;
  let bench: Bench;
  beforeAll(async () => {
    lab = await startLab(name);
    bench = await lab.open(null);
  });
  afterAll(() => lab?.close());

  test.each([
    ['blocks are joined by one line break', '<p>one</p><p>two</p>', 'one\ntwo'],
    ['an empty block is an empty line', '<p>one</p><p><br></p><p>two</p>', 'one\n\ntwo'],
    ['a br in the middle is a line break', '<p>one<br>two</p>', 'one\ntwo'],
    ['a br at the end is a filler', '<div>one<br></div>', 'one'],
    ['two at the end are one line break', '<div>one<br><br></div>', 'one\n'],
    ['nested blocks do not add lines', '<div><div><p>one</p></div></div><div><p>two</p></div>', 'one\ntwo'],
    ['text beside blocks is a line', 'one<div>two</div>three', 'one\ntwo\nthree'],
    ['nothing at all', '', ''],
    ['an empty paragraph', '<p><br></p>', ''],
    ['islands are skipped', 'a<span contenteditable="false">chip</span>b', 'ab'],
    [
      'a mention is published',
      'hi <span contenteditable="false" data-type="mention">@ola</span>!',
      'hi @ola!',
    ],
    ['an emoji image is its alt', 'a<img alt="😀">b', 'a😀b'],
    ['an emoji image in an island too', 'a<span contenteditable="false"><img alt="😀"></span>b', 'a😀b'],
    ['a line break in preserved text', '<div>one\ntwo\n</div>', 'one\ntwo'],
    ['a deeply nested filler', '<div><span><span><br></span></span></div><div>x</div>', '\nx'],
  ])('%s', async (_what, html, expected) => {
    expect(await bench.call('html', html)).toEqual({ text: expected, faults: [] });
  });

  test('white space that the page collapses is not a line', async () => {
    const { text: read } = await bench.call('html', '\n  <p>one\n  two</p>\n  <p>three</p>\n', 'normal');
    expect(read).toBe('one   two\nthree');
  });

  test('random trees: text by the contract, ranges that say it, positions that lead back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(editor, { minLength: 40, maxLength: 40, size: 'max' }), async (drawn) => {
        // Generated objects may have no prototype, which the Firefox protocol does not take.
        const trees = JSON.parse(JSON.stringify(drawn)) as Tree[];
        const results = await bench.call('trees', trees);
        results.forEach((result, index) => {
          const at = trees[index];
          expect(result, JSON.stringify(at)).toEqual({ text: at && textOf(at), faults: [] });
        });
      }),
      { numRuns: 25, endOnFailure: true, seed: 20_261_123 },
    );
  });
});
