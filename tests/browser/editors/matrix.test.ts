import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EDITORS, type EditorName, PLACES } from './benches.ts';
import { type EngineBench, type EngineLab, startEngineLab } from './engine-lab.ts';
import { BROWSERS, type BrowserName } from './launch.ts';
import { type Cell, matrixPage } from './matrix-page.ts';

const NAMES = Object.keys(EDITORS) as EditorName[];
const LINE = 'Growth of teh fund';
const TAGGED = 'Ask @kari of #growth about teh fund #win';
const LINES = 'First line\n\nteh third line\nlast';
const FAMILY = '👩‍👩‍👧 blåbær 😀 teh 🇳🇴 end';
const JAPANESE = '日本語';

const filler = (length: number): string => {
  const line = 'The fund grew slowly, as funds do, and nobody minded. ';
  const lines = `${line.repeat(9).trim()}\n`.repeat(Math.ceil(length / 480));
  return `${lines.slice(0, length / 2)}teh ${lines.slice(0, length / 2 - 4)}`.trimEnd();
};

/** Each writes into a focused, empty editor and leaves it with the text it names; undo and redo leave one of several. */
const INPUTS: Record<string, (bench: EngineBench) => Promise<string>> = {
  async type(bench) {
    await bench.type(LINE);
    return LINE;
  },
  async paste(bench) {
    await bench.paste(LINE);
    return LINE;
  },
  async emoji(bench) {
    await bench.type(FAMILY);
    return FAMILY;
  },
  async 'IME composition'(bench) {
    await bench.type('teh ');
    await bench.compose(['に', 'にほ', 'にほんご'], JAPANESE);
    return `teh ${JAPANESE}`;
  },
  async undo(bench) {
    await bench.type(LINE);
    await bench.modelIs(LINE);
    await bench.pause();
    expect(await bench.call('engineReplace', 'fund', 'bank')).toEqual({ kind: 'replaced' });
    for (let step = 0; step < 3 && (await bench.model()) !== LINE; step++) {
      const before = await bench.model();
      await bench.chord('KeyZ');
      await bench.page
        .waitForFunction((was) => window.__engine.text() !== was, { timeout: 3_000 }, before)
        .catch(() => undefined);
    }
    return LINE;
  },
  async redo(bench) {
    const replaced = LINE.replace('fund', 'bank');
    await INPUTS.undo?.(bench);
    expect(await bench.model()).toBe(LINE);
    for (let step = 0; step < 3 && (await bench.model()) !== replaced; step++) {
      const before = await bench.model();
      await bench.chord('KeyZ', true);
      await bench.page
        .waitForFunction((was) => window.__engine.text() !== was, { timeout: 3_000 }, before)
        .catch(() => undefined);
    }
    return replaced;
  },
  async 'hashtag and mention'(bench) {
    await bench.type(TAGGED);
    return TAGGED;
  },
  async 'several lines'(bench) {
    await bench.type(LINES);
    return LINES;
  },
  async '3,000 characters'(bench) {
    const text = filler(3_000);
    await bench.set(text);
    return text;
  },
  async '60,000 characters'(bench) {
    const text = filler(60_000);
    await bench.set(text);
    return text;
  },
};

/** What cannot be done to an editor in a browser from outside; the table says so. */
function undriven(browser: BrowserName, input: string): string | null {
  return browser === 'firefox' && input === 'IME composition' ? 'WebDriver BiDi has no composition' : null;
}

/** What an editor cannot do itself where it stands: a fix is then refused, and nothing has changed. */
const UNFIXABLE: readonly { readonly editor: EditorName; readonly row: string; readonly why: string }[] = [
  {
    editor: 'draft-js',
    row: 'in open',
    why: 'read; a fix is undone (it asks the document for its selection)',
  },
  {
    editor: 'draft-js',
    row: 'in closed',
    why: 'read; a fix is undone (it asks the document for its selection)',
  },
];

const cells: Cell[] = [];

/** Read, paint, fix, read back: the four things that are asked of an editor, whatever happened to it. */
async function judge(bench: EngineBench, expected: string, isFixable = true): Promise<void> {
  expect(await bench.modelIs(expected)).toBe(expected);
  expect(await bench.call('engineText')).toBe(expected);
  if (expected.length < 5_000) expect(await bench.call('engineFaults')).toEqual([]);
  expect(await bench.call('enginePaint', 'teh')).toEqual({ words: 'teh', shown: true });
  if (!isFixable) {
    expect(await bench.call('engineReplace', 'teh', 'the')).toEqual({ kind: 'failed', restored: true });
    expect(await bench.model()).toBe(expected);
    expect(await bench.call('engineText')).toBe(expected);
    return;
  }
  const fixed = expected.replace('teh', 'the');
  expect(await bench.call('engineReplace', 'teh', 'the')).toEqual({ kind: 'replaced' });
  expect(await bench.modelIs(fixed)).toBe(fixed);
  expect(await bench.call('engineText')).toBe(fixed);
}

describe.each(BROWSERS)('in %s', (browser) => {
  let lab: EngineLab;
  let bench: EngineBench | undefined;
  beforeAll(async () => {
    lab = await startEngineLab(browser);
  });
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });
  afterAll(() => lab?.close());

  const record = async (
    editor: EditorName,
    row: string,
    work: () => Promise<void>,
    done = 'passed',
  ): Promise<void> => {
    const cell: Cell = { browser, editor, row, result: 'failed' };
    cells.push(cell);
    await work();
    cell.result = done;
  };

  describe.each(NAMES)('%s', (name) => {
    test.each(Object.keys(INPUTS))('%s', async (input) => {
      const reason = undriven(browser, input);
      if (reason !== null) {
        cells.push({ browser, editor: name, row: input, result: reason });
        return;
      }
      await record(name, input, async () => {
        bench = await lab.open(name);
        expect(await bench.call('engineId')).toBe(EDITORS[name]);
        await bench.focus();
        const expected = await INPUTS[input]?.(bench);
        await judge(bench, expected ?? '');
      });
    });

    test.each(PLACES)('stands in %s', async (place) => {
      const row = `in ${place}`;
      const unfixable = UNFIXABLE.find((one) => one.editor === name && one.row === row);
      const work = async (): Promise<void> => {
        bench = await lab.open(name, place);
        expect(await bench.call('engineId')).toBe(EDITORS[name]);
        await bench.set(LINES);
        await bench.focus();
        await bench.call('engineWatch');
        expect(await bench.call('engineText')).toBe(LINES);
        expect(await bench.call('engineFaults')).toEqual([]);
        expect(await bench.call('seen')).toEqual([]);
        await judge(bench, LINES, unfixable === undefined);
      };
      await record(name, row, work, unfixable?.why);
    });
  });
});

afterAll(() => {
  if (process.env.SIGNOFF_WRITE_MATRIX !== '1') return;
  const docs = new URL('../../../docs/', import.meta.url);
  mkdirSync(docs, { recursive: true });
  writeFileSync(new URL('editors-matrix.md', docs), matrixPage(cells, Object.keys(INPUTS), PLACES));
});
