/** An element as a person at the keyboard sees it. */
export interface Look {
  readonly role: string;
  readonly name: string;
  /** In the window, drawn, and not under something else. */
  readonly isSeen: boolean;
  /** Tab comes here; what has the focus only so that it is read out, such as a heading, shows no ring. */
  readonly isStop: boolean;
  /** What marks the focus, as CSS has it; empty for nothing that can be seen. */
  readonly ring: string;
  /** It is at work and takes no press yet. */
  readonly isBusy: boolean;
  /** It stands in a shadow root: in a platform's page, Signoff's own. */
  readonly isInRoot: boolean;
  /** It has stops of its own inside, such as the day and the hour of a time. */
  readonly hasParts: boolean;
  /** What it holds: the text of a field, the choice of a list. */
  readonly value: string;
}

/** What has the focus, and what had it before. */
export interface Looks {
  readonly now: Look;
  /** Null when it is gone, or is the same. */
  readonly before: Look | null;
  /** It is the same element that had the focus before. */
  readonly isSame: boolean;
}

/**
 * Runs in the page, so it uses nothing from around it. Roles and names are what Signoff's and the store's own markup
 * gives; what the browser makes of them is another test's business (transcript.test.ts).
 */
export function lookAt(element: HTMLElement): Look {
  const ROLES: Readonly<Record<string, string>> = {
    a: 'link',
    button: 'button',
    summary: 'summary',
    select: 'combobox',
    textarea: 'textbox',
    h1: 'heading',
    h2: 'heading',
    section: 'region',
    dialog: 'dialog',
    body: 'page',
  };
  const INPUTS: Readonly<Record<string, string>> = {
    checkbox: 'checkbox',
    radio: 'radio',
    search: 'searchbox',
    submit: 'button',
  };
  const words = (from: Element | null | undefined): string =>
    (from?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const root = element.getRootNode() as Document | ShadowRoot;
  const type = element instanceof HTMLInputElement ? element.type : '';
  const labelled = element.getAttribute('aria-labelledby');
  const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null;
  const name =
    element.getAttribute('aria-label') ??
    (labelled === null ? null : words(root.getElementById(labelled))) ??
    (labels?.[0] === undefined ? words(element) : words(labels[0]));

  // The first piece of it: a stretch of running text may go over several lines.
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const left = Math.max(box.left, 0);
  const right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0);
  const bottom = Math.min(box.bottom, innerHeight);
  const over = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const style = getComputedStyle(element);
  const isSeen =
    right - left >= 1 &&
    bottom - top >= 1 &&
    style.visibility === 'visible' &&
    over !== null &&
    (element.contains(over) || over.contains(element));

  const outlineOf = ({ outlineStyle, outlineWidth, outlineColor }: CSSStyleDeclaration): string =>
    outlineStyle === 'none' ||
    Number.parseFloat(outlineWidth) < 1 ||
    /transparent|[,/] 0\)/.test(outlineColor)
      ? ''
      : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
  // A field with something beside it is marked around both.
  const around = element.parentElement;
  const ring = [
    outlineOf(style),
    style.boxShadow === 'none' ? '' : style.boxShadow,
    around === null ? '' : outlineOf(getComputedStyle(around)),
  ]
    .filter((one) => one !== '')
    .join(' ');
  return {
    role: element.getAttribute('role') ?? INPUTS[type] ?? ROLES[element.localName] ?? 'textbox',
    name,
    isSeen,
    isStop: element.tabIndex >= 0 && element !== document.body,
    ring,
    isBusy: element.getAttribute('aria-disabled') === 'true',
    isInRoot: root instanceof ShadowRoot,
    hasParts: /^(?:date|time|month|week)/.test(type),
    value:
      'value' in element && typeof element.value === 'string' && element.localName !== 'button'
        ? element.value
        : '',
  };
}

/** Runs in the page. @returns null when the element has just been taken out of it */
export function lookAgain(now: HTMLElement, before: HTMLElement | null, look: typeof lookAt): Looks | null {
  if (!now.isConnected) return null;
  return {
    now: look(now),
    before: before?.isConnected && before !== now ? look(before) : null,
    isSame: before === now,
  };
}
