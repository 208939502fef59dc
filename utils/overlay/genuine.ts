/**
 * Whether a press on one of our controls is a person's, on a control that the person could see. A page cannot make
 * trusted events, but it can put our control, faded or covered, under a click meant for something else.
 *
 * 1. The event is trusted.
 * 2. Neither `html`, `body` nor another ancestor of our element is faded or blurred.
 * 3. At the place of the press (for a key: the control's middle) our element is on top.
 * 4. Where the browser can tell (IntersectionObserver v2, Chromium), nothing covers the view, not even something that
 *    lets presses through. See https://w3c.github.io/IntersectionObserver/#calculate-visibility-algo
 */
export interface Guard {
  /** Begins to watch a view that holds controls; the returned function ends it. */
  watch(view: Element): () => void;
  isGenuine(event: Event, control: Element): boolean;
}

const LEAST_OPACITY = 0.9;

type VisibilityEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };

/** @param host our element in the page. */
export function createGuard(host: HTMLElement, root: ShadowRoot): Guard {
  /** The newest word on each watched view; missing while there is none. */
  const seen = new Map<Element, boolean>();

  return {
    watch(view) {
      const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
        trackVisibility: true,
        delay: 100,
        threshold: [0, 0.5, 1],
      };
      const observer = new IntersectionObserver((entries) => {
        const entry: VisibilityEntry | undefined = entries.at(-1);
        if (typeof entry?.isVisible === 'boolean') seen.set(view, entry.isVisible);
      }, options);
      observer.observe(view);
      return () => {
        observer.disconnect();
        seen.delete(view);
      };
    },

    isGenuine(event, control) {
      if (!event.isTrusted || !host.isConnected || isFaded(host)) return false;
      for (const [view, visible] of seen) if (!visible && view.contains(control)) return false;
      const { x, y } = placeOf(event, control);
      const tree = host.getRootNode() as Document | ShadowRoot;
      const inside = root.elementFromPoint(x, y);
      return tree.elementFromPoint(x, y) === host && inside !== null && control.contains(inside);
    },
  };
}

function placeOf(event: Event, control: Element): { x: number; y: number } {
  const { clientX, clientY, detail } = event as Partial<MouseEvent>;
  // A press by key is a click with detail 0 and no place of its own.
  if (event.type === 'click' && detail !== 0 && clientX !== undefined && clientY !== undefined)
    return { x: clientX, y: clientY };
  const box = control.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function isFaded(host: HTMLElement): boolean {
  const view = host.ownerDocument.defaultView;
  if (view === null) return true;
  for (let at: Element | null = host; at !== null; at = at.parentElement) {
    const style = view.getComputedStyle(at);
    if (Number(style.opacity) < LEAST_OPACITY || style.visibility !== 'visible') return true;
    if (/opacity|blur/.test(style.filter)) return true;
  }
  const { body } = host.ownerDocument;
  return body !== null && Number(view.getComputedStyle(body).opacity) < LEAST_OPACITY;
}
