import { pathOf, shadowOf } from '../platforms/dom.ts';

/**
 * The one element Signoff has in a page: a nameless `div` with a closed shadow root, made in the content script's own
 * world, so that the page's patched `attachShadow` is never asked and `shadowRoot` is null for it. It stands in the
 * top layer; where the composer is in a modal, it stands inside that, beside the modal's own content.
 */
export interface OverlayHost {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** Underlines of text fields: below everything of ours, never in the way of the pointer. */
  readonly ink: HTMLElement;
  /** Where the views are rendered. */
  readonly views: HTMLElement;
  /** Stands where a person can reach it from `near`, above the page. Does nothing when it already does. */
  place(near: Element | null): void;
  /** Comes above popovers of the page that were opened later. */
  raise(): void;
  remove(): void;
}

/** Only the page itself could tell our root from another script's by this, and the page cannot look into it. */
const MARK = 'data-signoff';
const MODAL = 'dialog:modal, [aria-modal="true"]';
const HANDOVER = 'handover';
/** A page that removes our element again and again gets its way; the gate does not depend on it. */
const MOST_RETURNS = 20;

const HOST_CSS = `:host {
  all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important; display: block !important;
  width: 0 !important; height: 0 !important; overflow: visible !important; z-index: 2147483647 !important;
  pointer-events: none !important;
}`;

/** @param css all styles of the views; tokens included. @param onHandover another copy of Signoff
 * wants this page; false when this one is alive and keeps it. */
export function createHost(document: Document, css: string, onHandover: () => boolean): OverlayHost {
  const element = document.createElement('div');
  const root = element.attachShadow({ mode: 'closed' });
  adoptStyles(document, root, HOST_CSS + css);
  const ink = document.createElement('div');
  ink.className = 'ink';
  ink.setAttribute('aria-hidden', 'true');
  const views = document.createElement('div');
  views.className = 'layer';
  views.setAttribute(MARK, '');
  root.append(ink, views);
  root.addEventListener(HANDOVER, (event) => {
    if (!onHandover()) event.preventDefault();
  });
  keepToOurselves(root);

  let home: Element | null = null;
  let returns = 0;
  const watch = new MutationObserver(() => {
    if (home === null || element.isConnected || returns >= MOST_RETURNS) return;
    returns += 1;
    if (!home.isConnected) home = document.documentElement;
    stand();
  });

  const stand = (): void => {
    if (home === null) return;
    home.append(element);
    showOnTop(element);
  };

  return {
    element,
    root,
    ink,
    views,
    place(near) {
      // A frame's script shows itself in its frame, also where the composer reaches beyond it.
      const here = near?.ownerDocument === document ? near : null;
      const next = modalAround(here) ?? document.documentElement;
      if (next === home && element.isConnected) return;
      home = next;
      stand();
      watch.disconnect();
      watch.observe(document.documentElement, { childList: true });
      if (next !== document.documentElement) watch.observe(next, { childList: true });
    },
    raise() {
      if (element.isConnected) showOnTop(element);
    },
    remove() {
      watch.disconnect();
      home = null;
      element.remove();
    },
  };
}

/**
 * The modal around an element, shadow hosts included: everything outside an open modal `<dialog>` is inert, and what
 * calls itself `aria-modal` hides the rest from screen readers and often pulls the focus back.
 */
function modalAround(near: Element | null): Element | null {
  const path = pathOf(near) as Element[];
  return path.find((at) => at.nodeType === 1 && at.matches(MODAL)) ?? null;
}

function showOnTop(element: HTMLElement): void {
  try {
    element.popover = 'manual';
    if (element.matches(':popover-open')) element.hidePopover();
    element.showPopover();
  } catch {
    // Without a top layer the highest z-index has to do.
  }
}

function adoptStyles(document: Document, root: ShadowRoot, css: string): void {
  const view = document.defaultView;
  if (view === null) throw new TypeError('the overlay needs a document that is shown');
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  // `push`, because in Firefox an array of the content script's world may not be assigned.
  root.adoptedStyleSheets.push(sheet);
}

/** What happens in our views is no business of the page's “click outside closes this” and drag handlers. */
function keepToOurselves(root: ShadowRoot): void {
  for (const type of [
    'pointerdown',
    'mousedown',
    'pointerup',
    'mouseup',
    'touchstart',
    'touchend',
    'click',
    'wheel',
  ])
    root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
}

/**
 * Takes over from an earlier copy of Signoff in this page, left behind by an update: its element goes, and where its
 * script still runs it is told inside its closed root, where no page can listen or speak.
 */
export function replaceEarlier(document: Document, own: Element | null): void {
  const candidates = [
    ...(document.documentElement?.children ?? []),
    ...document.querySelectorAll('dialog[open] > div, [aria-modal="true"] > div'),
  ];
  for (const element of candidates) {
    if (element === own) continue;
    const root = element.localName === 'div' ? shadowOf(element) : null;
    if (root === null || root.querySelector(`[${MARK}]`) === null) continue;
    // Nobody answers for an element whose script is gone.
    if (root.dispatchEvent(new Event(HANDOVER, { cancelable: true }))) element.remove();
  }
}
