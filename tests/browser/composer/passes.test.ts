import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/browsers.ts';
import type { overlay } from './in-page.ts';

/** What one pass of the overlay does, counted: the time of it is the bench's. */

let browser: Browser;
let page: Page;
let script: string;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium on this machine.');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('in-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
  });
  script = outputFiles[0]?.text ?? '';
  browser = await chromium.launch({
    executablePath,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 800, height: 600 } });
});

const open = async (html: string): Promise<void> => {
  await page.setContent(html);
  await page.evaluate(script);
};

describe('underlines in text fields', () => {
  const field = (id: string, height: number): string =>
    `<textarea id="${id}" style="font:16px/20px monospace;width:600px;height:${height}px"></textarea>`;
  const marks = (text: string, ...ids: string[]) =>
    page.evaluate(
      ([value, names]) => {
        for (const id of names) (document.getElementById(id) as HTMLTextAreaElement).value = value;
        return (window as unknown as { overlay: typeof overlay }).overlay.marks('risk', ...names);
      },
      [text, ids] as const,
    );

  it('lay each field out once, however many findings there are', async () => {
    await open(field('one', 100) + field('two', 100));
    const result = await marks('no risk at all, risk\n'.repeat(2), 'one', 'two');
    expect(result).toEqual({
      findings: 8,
      boxes: 8,
      layouts: 2,
      layoutsOfPointer: 1,
      under: 1,
      isInView: true,
    });
  });

  it('are drawn for what is in view, above and below left out', async () => {
    await open(field('one', 100));
    await page.evaluate(() => {
      const one = document.getElementById('one') as HTMLTextAreaElement;
      one.value = 'a risk\n'.repeat(2_000);
      one.scrollTop = 20_000;
    });
    const result = await page.evaluate(() =>
      (window as unknown as { overlay: typeof overlay }).overlay.marks('risk', 'one'),
    );
    expect(result).toMatchObject({ findings: 2_000, layouts: 1, isInView: true });
    expect(result.boxes).toBeGreaterThan(3);
    expect(result.boxes).toBeLessThan(9);
  });

  it('are never more than help', async () => {
    await open(field('one', 560));
    expect(await marks('risk '.repeat(2_000), 'one')).toMatchObject({ findings: 2_000, boxes: 300 });
  });
});

it('a caret is a reason to look at a composer again only in a field of it', async () => {
  await open(`<div><div id="rich" contenteditable="true">an editor</div></div>
    <div><textarea id="field">a field</textarea></div>
    <div id="elsewhere" contenteditable="true">elsewhere</div>`);
  const carets = (watched: string, ...ids: string[]) =>
    page.evaluate(
      ([one, others]) => (window as unknown as { overlay: typeof overlay }).overlay.carets(one, ...others),
      [watched, ids] as const,
    );
  expect(await carets('rich', 'elsewhere')).toEqual([0]);
  // What is written in a rich text is a mutation: each key would be looked at twice.
  expect(await carets('rich', 'rich')).toEqual([0]);
  expect(await carets('field', 'elsewhere')).toEqual([0]);
  expect((await carets('field', 'field'))[0]).toBeGreaterThan(0);
});
