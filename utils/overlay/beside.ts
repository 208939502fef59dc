/** Where a box goes beside something: below it, above where there is no room, and always inside the viewport. Pure. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Beside {
  /** Which edges are in line. */
  readonly align: 'start' | 'end';
  /** Pixels between the two. */
  readonly gap: number;
}

const MARGIN = 8;

/** @returns the box's left and top, viewport pixels; all inputs too. */
export function beside(
  reference: Box,
  box: Size,
  viewport: Size,
  { align, gap }: Beside,
): { x: number; y: number } {
  const below = reference.bottom + gap;
  const above = reference.top - gap - box.height;
  const fitsBelow = below + box.height <= viewport.height - MARGIN;
  const room = viewport.height - reference.bottom >= reference.top;
  const y = fitsBelow || (above < MARGIN && room) ? below : above;
  const x = align === 'start' ? reference.left : reference.right - box.width;
  return {
    x: clamp(x, viewport.width - box.width - MARGIN),
    y: clamp(y, viewport.height - box.height - MARGIN),
  };
}

/** A box larger than the viewport keeps its beginning in view. */
const clamp = (at: number, most: number): number => Math.round(Math.max(MARGIN, Math.min(at, most)));

/** True while some of the box is in the viewport. */
export function isInView(box: Box, viewport: Size): boolean {
  return box.right > 0 && box.bottom > 0 && box.left < viewport.width && box.top < viewport.height;
}
