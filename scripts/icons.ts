/** Draws the toolbar icons from assets/icons/signoff.svg. Run after changing the drawing: `node scripts/icons.ts`. */
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findChromium } from './browsers.ts';

const SIZES = [16, 32, 48, 96, 128];

const executablePath = findChromium();
if (executablePath === null) throw new Error('Drawing the icons needs a Chromium.');
const svg = await readFile(new URL('../assets/icons/signoff.svg', import.meta.url), 'utf8');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px}</style>${svg}`,
    );
    await page.screenshot({ path: `assets/public/icon/${size}.png`, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
