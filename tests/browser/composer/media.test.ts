import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { JOINED, outbox, seed } from './seed.ts';

const REVIEW = 'Guaranteed growth';

/** X's composer with a field for files, whose previews are made as the page's query says: of the file, or by a canvas. */
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Media</title><link rel="icon" href="data:,"></head>
<body style="margin:40px"><div><div data-testid="UserAvatar-Container-fund"></div>
<div id="editor" data-testid="tweetTextarea_0" contenteditable="true" role="textbox" style="min-height:60px;white-space:pre-wrap"></div>
<div data-testid="attachments"></div><input type="file" multiple data-testid="fileInput">
<button id="post" type="button" data-testid="tweetButtonInline">Post</button></div>
<script>
  const show = (src) => { const img = document.createElement('img'); img.src = src; document.querySelector('[data-testid=attachments]').append(img); };
  const take = async (file) => {
    if (!window.copies) return show(URL.createObjectURL(file));
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement('canvas'); canvas.width = 8; canvas.height = 8;
    canvas.getContext('2d').drawImage(bitmap, 0, 0, 8, 8);
    show(canvas.toDataURL());
  };
  document.querySelector('input').addEventListener('change', ({ target }) => [...target.files].forEach(take));
  editor.addEventListener('paste', (event) => { if (event.clipboardData.files.length) { event.preventDefault(); [...event.clipboardData.files].forEach(take); } });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => { event.preventDefault(); [...event.dataTransfer.files].forEach(take); });
</script></body></html>`;

/** Two PNG files of one pixel each: https://www.w3.org/TR/png/ */
const RED = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const CLEAR_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let browser: TestChromium;
let page: Page;
let signoff: InPage;

beforeAll(async () => {
  browser = await launchChromium({ pages: { x: HTML } });
});
afterAll(() => browser.close());
beforeEach(async () => {
  await seed(await browser.worker(), JOINED);
  page = await browser.composerPage('x');
  signoff = await inPage(page);
  await page.focus('#editor');
  await page.keyboard.insertText(REVIEW);
  await signoff.waitFor('button', /^Signoff: Needs approval,? 1 finding/);
});
afterEach(() => page.close());

async function asked(): Promise<(string | null)[]> {
  await page.click('#post');
  await signoff.click('button', /^Request approval|^Ask for approval/);
  let digests: (string | null)[] = [];
  await expect
    .poll(async () => {
      const [first] = await outbox(await browser.worker());
      const draft = first?.command.draft as { parts: { media: { digest: string | null }[] }[] } | undefined;
      digests = draft?.parts[0]?.media.map(({ digest }) => digest) ?? [];
      return first !== undefined;
    })
    .toBe(true);
  return digests;
}

const png = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

/** Gives files to the page by an event of the kind, as a paste or a drop does. */
async function give(type: 'paste' | 'drop', bytes: Buffer): Promise<void> {
  await page.evaluate(
    ([kind, base64]) => {
      const data = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([data], 'a.png', { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true, composed: true };
      document
        .getElementById('editor')
        ?.dispatchEvent(
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...init, clipboardData: transfer })
            : new DragEvent('drop', { ...init, dataTransfer: transfer }),
        );
    },
    [type, bytes.toString('base64')] as const,
  );
}

describe('the media of a draft', () => {
  it('are digested from what is picked, and a request is bound to their bytes', async () => {
    await page.setInputFiles('input', [png('a.png', RED), png('b.png', CLEAR_PIXEL)]);
    await page.waitForSelector('[data-testid="attachments"] img:nth-of-type(2)');
    await signoff.waitFor('button', /^Signoff: Needs approval,? 1 finding/);
    expect(await asked()).toEqual([digestOf(RED), digestOf(CLEAR_PIXEL)]);
    const [first] = await outbox(await browser.worker());
    const pictures = first?.command.thumbnails as { digest: string; image: string }[];
    expect(pictures.map(({ digest }) => digest)).toEqual([digestOf(RED), digestOf(CLEAR_PIXEL)]);
    for (const { image } of pictures) expect(image).toMatch(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+=*$/);
  });

  it.each(['paste', 'drop'] as const)('are digested from a %s', async (type) => {
    await page.evaluate(() => Object.assign(window, { copies: true }));
    await give(type, RED);
    await page.waitForSelector('[data-testid="attachments"] img');
    await signoff.waitFor('button', /^Signoff: Needs approval,? 1 finding/);
    // The preview is a copy; the file is what will be uploaded.
    expect(await asked()).toEqual([digestOf(RED)]);
  });

  it('that cannot be read are unknown, and hold', async () => {
    await page.evaluate(() => {
      const img = document.createElement('img');
      img.src = 'https://pbs.twimg.com/media/a.png';
      document.querySelector('[data-testid="attachments"]')?.append(img);
    });
    await signoff.waitFor('button', /^Signoff: Needs approval, media unknown/);
  });
});

describe('the thumbnail of a preview', () => {
  it('is small, and is none where the picture cannot be read', async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../../../utils/media/thumbnail.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'made',
      footer: { js: 'globalThis.made = made;' },
    });
    await page.evaluate(outputFiles[0]?.text ?? '');
    const [large, none] = await page.evaluate(async () => {
      const { made } = window as unknown as {
        made: { thumbnailOf(preview: HTMLImageElement): string | null };
      };
      const canvas = document.createElement('canvas');
      canvas.width = 2_000;
      canvas.height = 1_000;
      const pen = canvas.getContext('2d');
      if (pen === null) return [];
      for (let x = 0; x < 2_000; x += 4) {
        pen.fillStyle = `hsl(${(x * 37) % 360} 90% 50%)`;
        pen.fillRect(x, (x * 7) % 900, 40, 100);
      }
      const img = new Image();
      img.src = canvas.toDataURL();
      await img.decode();
      const thumbnail = made.thumbnailOf(img);
      const small = new Image();
      small.src = thumbnail ?? '';
      await small.decode();
      return [
        { thumbnail, width: small.width, height: small.height },
        made.thumbnailOf(new Image()),
      ] as const;
    });
    expect(large).toMatchObject({ width: 160, height: 80 });
    expect(large?.thumbnail).toMatch(/^data:image\/jpeg/);
    expect(large?.thumbnail?.length).toBeLessThanOrEqual(12_000);
    expect(none).toBeNull();
  });
});
