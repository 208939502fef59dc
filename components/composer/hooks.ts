import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { type Beside, type Box, beside, isInView } from '../../utils/overlay/beside.ts';
import type { Guard } from '../../utils/overlay/genuine.ts';

export type BoxRef = RefObject<HTMLElement | null>;

/**
 * Places a fixed box beside something, anew with each rendering: the overlay is rendered again whenever the page has
 * scrolled or changed its size.
 * @param hides the box is out of sight while what it belongs to is scrolled away.
 */
export function useBeside(ref: BoxRef, reference: () => Box | null, how: Beside & { hides: boolean }): void {
  useLayoutEffect(() => {
    const box = ref.current;
    const place = reference();
    if (box === null || place === null) return;
    const view = box.ownerDocument.documentElement;
    const viewport = { width: view.clientWidth, height: box.ownerDocument.defaultView?.innerHeight ?? 0 };
    const { x, y } = beside(place, { width: box.offsetWidth, height: box.offsetHeight }, viewport, how);
    box.style.left = `${x}px`;
    box.style.top = `${y}px`;
    box.style.visibility = how.hides && !isInView(place, viewport) ? 'hidden' : 'visible';
  });
}

/** Lets the guard know of a view with controls while it is shown. */
export function useGuarded(ref: BoxRef, guard: Guard): void {
  useEffect(() => (ref.current === null ? undefined : guard.watch(ref.current)), [ref, guard]);
}

/** Each time `count` rises above 0, the focus goes to the control marked as first, else to the view itself. */
export function useFocus(ref: BoxRef, count: number): void {
  useEffect(() => {
    if (count === 0) return;
    const view = ref.current;
    const first = view?.querySelector<HTMLElement>('[data-first]') ?? view;
    first?.focus({ preventScroll: true });
  }, [ref, count]);
}
