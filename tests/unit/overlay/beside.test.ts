import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beside, isInView } from '../../../utils/overlay/beside.ts';

const VIEWPORT = { width: 1000, height: 600 };
const button = (left: number, top: number) => ({ left, top, right: left + 80, bottom: top + 30 });

describe('a box beside something', () => {
  it('stands below it, in line with its end or its start', () => {
    expect(beside(button(500, 100), { width: 200, height: 40 }, VIEWPORT, { align: 'end', gap: 6 })).toEqual({
      x: 380,
      y: 136,
    });
    expect(
      beside(button(500, 100), { width: 200, height: 40 }, VIEWPORT, { align: 'start', gap: 6 }),
    ).toEqual({ x: 500, y: 136 });
  });

  it('stands above it where there is no room below', () => {
    expect(beside(button(500, 550), { width: 200, height: 40 }, VIEWPORT, { align: 'end', gap: 6 }).y).toBe(
      504,
    );
  });

  it('is in the viewport whenever it can be, wherever the other is', () => {
    const place = fc.integer({ min: -2_000, max: 3_000 });
    const size = fc.integer({ min: 1, max: 580 });
    fc.assert(
      fc.property(
        place,
        place,
        size,
        size,
        fc.constantFrom('start' as const, 'end' as const),
        (x, y, width, height, align) => {
          const at = beside(button(x, y), { width, height }, VIEWPORT, { align, gap: 6 });
          expect(at.x).toBeGreaterThanOrEqual(8);
          expect(at.y).toBeGreaterThanOrEqual(8);
          expect(at.x + width).toBeLessThanOrEqual(VIEWPORT.width - 8);
          expect(at.y + height).toBeLessThanOrEqual(VIEWPORT.height - 8);
        },
      ),
    );
  });

  it('knows what is scrolled away', () => {
    expect(isInView(button(10, -31), VIEWPORT)).toBe(false);
    expect(isInView(button(10, -29), VIEWPORT)).toBe(true);
  });
});
