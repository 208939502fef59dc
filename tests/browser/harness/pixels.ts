import type { Page } from 'playwright-core';

export type Colour = readonly [red: number, green: number, blue: number];

/** The colour of `review`: nothing else in the test pages has it. */
export const REVIEW: Colour = [0x9a, 0x66, 0xf0];

/** Where a colour is seen, in CSS pixels of the viewport. */
export interface Painted {
  /** How many pixels have it. */
  readonly count: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a person sees: all pixels of the page that have about this colour. */
export async function paintedIn(page: Page, colour: Colour): Promise<Painted> {
  const shot = (await page.screenshot({ scale: 'css' })).toString('base64');
  return page.evaluate(
    async ([data, [red, green, blue]]) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      let count = 0;
      let [left, right, top, bottom] = [image.width, 0, image.height, 0];
      for (let index = 0; index < pixels.length; index += 4) {
        const near = (at: number, wanted: number): boolean =>
          Math.abs((pixels[index + at] ?? 0) - wanted) < 24;
        if (!near(0, red) || !near(1, green) || !near(2, blue)) continue;
        const x = (index / 4) % image.width;
        const y = Math.floor(index / 4 / image.width);
        count += 1;
        [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
      }
      return { count, left, right, top, bottom };
    },
    [shot, colour] as const,
  );
}
