import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules that axe finds broken on the page as it is now, each with where. */
export async function axeProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The legacy mode runs in the page itself: an extension's page cannot open the blank page that the other needs.
    .setLegacyMode(true)
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** Pixels by which the page is wider than its window. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What still moves on a page for somebody who has asked their system for less motion. */
export function movements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().map(({ effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return `${target?.localName}.${target?.className}`;
    }),
  );
}

/**
 * What is chosen among several and looks like the others where the system sets the colours: grounds and shadows are gone
 * there. https://www.w3.org/TR/css-color-adjust-1/#forced
 */
export function lostChoices(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const CHOSEN =
      '[aria-pressed="true"], [aria-current]:not([aria-current="false"]), [aria-selected="true"]';
    const lookOf = (element: Element): string => {
      const style = getComputedStyle(element);
      return ['Top', 'Bottom', 'Left', 'Right']
        .map((side) =>
          ['Style', 'Width', 'Color'].map((what) =>
            style.getPropertyValue(`border-${side}-${what}`.toLowerCase()),
          ),
        )
        .concat([[style.backgroundColor, style.color, style.fontWeight, style.textDecorationLine]])
        .join();
    };
    return [...document.querySelectorAll(CHOSEN)].flatMap((chosen) => {
      const around = chosen.closest('ul, ol, nav, fieldset, [role="listbox"]') ?? chosen.parentElement;
      const others = [...(around?.querySelectorAll(chosen.localName) ?? [])].filter(
        (one) => one.className === chosen.className && !one.matches(CHOSEN),
      );
      const [other] = others;
      return other === undefined || lookOf(other) !== lookOf(chosen)
        ? []
        : [`${chosen.localName}.${chosen.className}: ${chosen.textContent}`];
    });
  });
}

export interface Soundness {
  readonly problems: readonly string[];
  /** Pixels by which it is wider than its window. */
  readonly overflow: number;
  readonly moving: readonly string[];
  readonly lost: readonly string[];
}

export const SOUND: Soundness = { problems: [], overflow: 0, moving: [], lost: [] };

/**
 * How a page holds out where it is hardest: 320 px wide, in light; wide, in dark; and at half the width, which is 200 %
 * zoom, in colours that the system sets. All of it with less motion.
 * @returns one entry for each, to be compared with {@link SOUND}
 */
export async function soundness(page: Page, height: number): Promise<Readonly<Record<string, Soundness>>> {
  const found: Record<string, Soundness> = {};
  for (const [colorScheme, width, forcedColors] of [
    ['light', 320, 'none'],
    ['dark', 1200, 'none'],
    ['dark', 640, 'active'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce', forcedColors });
    await page.setViewportSize({ width, height });
    const isForced = forcedColors === 'active';
    found[`${colorScheme}, ${width} px${isForced ? ', forced colours' : ''}`] = {
      // In forced colours the contrast is the system's, and all else is as before.
      problems: isForced ? [] : await axeProblems(page),
      overflow: await sidewaysOverflow(page),
      moving: await movements(page),
      lost: isForced ? await lostChoices(page) : [],
    };
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return found;
}
