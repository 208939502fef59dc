import {
  autoUpdate,
  computePosition,
  flip,
  hide,
  offset,
  type Placement,
  type ReferenceElement,
  shift,
} from '@floating-ui/dom';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { Guard } from '../../utils/overlay/genuine.ts';

export interface Beside {
  readonly placement: Placement;
  /** Pixels between the box and what it belongs to. */
  readonly gap: number;
  /** Hidden while what it belongs to is scrolled away. */
  readonly hides: boolean;
}

export type BoxRef = RefObject<HTMLElement | null>;

const MARGIN = 8;

/** Keeps a fixed box beside an element or a place, inside the viewport, while either moves. */
export function useBeside(ref: BoxRef, reference: ReferenceElement, { placement, gap, hides }: Beside): void {
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    let over = false;
    const place = async (): Promise<void> => {
      const { x, y, middlewareData } = await computePosition(reference, box, {
        strategy: 'fixed',
        placement,
        middleware: [
          offset(gap),
          flip({ padding: MARGIN }),
          shift({ padding: MARGIN }),
          ...(hides ? [hide()] : []),
        ],
      });
      if (over) return;
      box.style.left = `${Math.round(x)}px`;
      box.style.top = `${Math.round(y)}px`;
      box.style.visibility = middlewareData.hide?.referenceHidden === true ? 'hidden' : 'visible';
    };
    const stop = autoUpdate(reference, box, () => void place());
    return () => {
      over = true;
      stop();
    };
  }, [ref, reference, placement, gap, hides]);
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
