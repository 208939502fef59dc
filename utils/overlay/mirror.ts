/**
 * Where text stands inside a textarea or input: the highlight API cannot reach in there, so the field's text is laid
 * out again, unseen, in our closed root, one unbroken text node with the field's own type and box, and ranges over it
 * are measured. The page sees neither the copy nor its text.
 */
type Field = HTMLTextAreaElement | HTMLInputElement;

/** What decides where a letter stands; see also https://github.com/component/textarea-caret-position. */
const COPIED = /^(?:direction|font|hyphens|letter|line-|overflow-wrap|padding|tab-|text-|word-|writing)/;

/** A field's text as laid out just now; worth nothing once another field is laid out, or the page has moved. */
export interface Sheet {
  /** What of the field is on the screen, in viewport pixels. */
  readonly view: DOMRect;
  /** Boxes of `[start, end)` in viewport pixels, one a line, in view or not. */
  boxesOf(start: number, end: number): DOMRect[];
}

export interface Mirror {
  /** Lays the field's text out, once for all that is asked of it. Dear: once a pass. */
  layOut(field: Field): Sheet;
  remove(): void;
}

/** @param ink our layer; the copy is laid out in it. */
export function createMirror(window: Window, ink: HTMLElement): Mirror {
  const box = window.document.createElement('div');
  box.className = 'mirror';
  const text = window.document.createTextNode('');
  box.append(text);
  ink.append(box);

  const layOut = (field: Field): DOMRect => {
    const style = window.getComputedStyle(field);
    for (let index = 0; index < style.length; index++) {
      const property = style.item(index);
      if (COPIED.test(property)) box.style.setProperty(property, style.getPropertyValue(property));
    }
    const outer = field.getBoundingClientRect();
    const inner = new DOMRect(
      outer.x + field.clientLeft,
      outer.y + field.clientTop,
      field.clientWidth,
      field.clientHeight,
    );
    const single = field.localName === 'input';
    box.style.whiteSpace = single ? 'pre' : 'pre-wrap';
    box.style.boxSizing = 'border-box';
    // The client box leaves borders and the scroll bar out, and has the padding in it.
    box.style.width = single ? 'max-content' : `${inner.width}px`;
    box.style.minWidth = `${inner.width}px`;
    box.style.left = `${inner.x - field.scrollLeft}px`;
    box.style.top = `${inner.y - field.scrollTop}px`;
    if (text.data !== field.value) text.data = field.value;
    if (single) {
      // An input centres its one line.
      const free = inner.height - box.getBoundingClientRect().height;
      if (free > 0) box.style.top = `${inner.y + free / 2}px`;
    }
    return inner;
  };

  return {
    layOut(field) {
      const inner = layOut(field);
      const { length } = text.data;
      const range = window.document.createRange();
      return {
        view: cut(inner, new DOMRect(0, 0, window.innerWidth, window.innerHeight)) ?? new DOMRect(),
        boxesOf(start, end) {
          range.setStart(text, Math.min(start, length));
          range.setEnd(text, Math.min(end, length));
          return [...range.getClientRects()];
        },
      };
    },
    remove() {
      box.remove();
    },
  };
}

/** The part of `rect` inside `view`, or null. */
export function cut(rect: DOMRect, view: DOMRect): DOMRect | null {
  const left = Math.max(rect.left, view.left);
  const right = Math.min(rect.right, view.right);
  const top = Math.max(rect.top, view.top);
  const bottom = Math.min(rect.bottom, view.bottom);
  return right - left < 1 || bottom - top < 1 ? null : new DOMRect(left, top, right - left, bottom - top);
}
