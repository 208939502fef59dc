import type { RichText } from './engine.ts';
import { isText, type Segment, type Span, Walker, type WalkOptions } from './walk.ts';

const FOLLOWING = 4;
/** What an engine may show for a plain space. */
const BLANK = /[\t\n\r\u00a0]/g;

interface Point {
  readonly node: Node;
  readonly offset: number;
}

class TextMap implements RichText {
  readonly kind = 'rich';
  readonly text: string;
  readonly #root: Element;
  readonly #segments: readonly Segment[];
  readonly #spans: ReadonlyMap<Node, Span>;

  constructor(root: Element, walker: Walker) {
    this.#root = root;
    this.text = walker.text;
    this.#segments = walker.segments;
    this.#spans = walker.spans;
  }

  rangeOf(start: number, end: number): Range | null {
    if (start < 0 || end < start || end > this.text.length) return null;
    const from = this.#startPoint(start);
    const to = start === end ? from : this.#endPoint(end);
    if (from === null || to === null || !this.#holds(start, end)) return null;
    try {
      const range = this.#root.ownerDocument.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      return range;
    } catch {
      return null; // a node shrank under us: the DOM has moved on
    }
  }

  offsetOf(node: Node, offset: number): number | null {
    if (node !== this.#root && !this.#root.contains(node)) return null;
    if (isText(node)) {
      const span = this.#spans.get(node);
      if (span !== undefined) return this.#offsetInText(span, offset);
    }
    return this.#offsetInElement(node, offset);
  }

  #offsetInText(span: Span, offset: number): number {
    let at = this.#at(span.first).start;
    for (let index = span.first; index <= span.last; index++) {
      const segment = this.#at(index);
      if (segment.kind !== 'text' || segment.from > offset) break;
      at = segment.start + Math.min(segment.length, offset - segment.from);
    }
    return at;
  }

  #offsetInElement(container: Node, offset: number): number {
    const inside = this.#atomAround(container);
    if (inside !== null) return inside.start;
    const children = container.childNodes;
    if (!isText(container)) {
      for (let index = offset; index < children.length; index++) {
        const span = this.#spanOf(children[index]);
        if (span !== null) return this.#before(span.first, container, children[offset]);
      }
      for (let index = Math.min(offset, children.length) - 1; index >= 0; index--) {
        const span = this.#spanOf(children[index]);
        if (span !== null) return this.#endOf(span.last);
      }
    }
    // Nothing here is text: the position is where the container itself stands.
    const parent = container.parentNode;
    if (container === this.#root || parent === null) return 0;
    return this.#offsetInElement(parent, indexIn(container));
  }

  /** The offset of a position before segment `index`: at the end of the line before when the edge between comes later. */
  #before(index: number, container: Node, next: Node | undefined): number {
    const { start } = this.#at(index);
    const line = index > 0 ? this.#at(index - 1) : null;
    if (line?.kind !== 'line' || line.edge === null) return start;
    const { block, side } = line.edge;
    const isBefore = block.contains(container)
      ? side === 'end'
      : next !== undefined &&
        (next.contains(block) || (next.compareDocumentPosition(block) & FOLLOWING) !== 0);
    return isBefore ? line.start : start;
  }

  #atomAround(node: Node): Segment | null {
    for (let at: Node | null = node; at !== null && at !== this.#root; at = at.parentNode) {
      const span = this.#spans.get(at);
      if (span === undefined) continue;
      const segment = this.#at(span.first);
      return segment.kind === 'atom' && segment.node === at ? segment : null;
    }
    return null;
  }

  #spanOf(node: Node | undefined): Span | null {
    return (node && this.#spans.get(node)) ?? null;
  }

  #at(index: number): Segment {
    const segment = this.#segments[index];
    if (segment === undefined) throw new RangeError(`no segment ${index}`);
    return segment;
  }

  #endOf(index: number): number {
    const segment = this.#at(index);
    return segment.start + segment.length;
  }

  /** Index of the first segment that ends after `offset`, or of the last one that ends at it. */
  #find(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#endOf(middle) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The position just before the character at `offset`, in the node that holds it. */
  #startPoint(offset: number): Point | null {
    if (this.#segments.length === 0) return { node: this.#root, offset: 0 };
    const segment = this.#at(this.#find(offset));
    // Before a separator, and at the end of the text, a position belongs to what comes before it.
    if (segment.kind === 'line' || segment.start + segment.length <= offset) return this.#endPoint(offset);
    return pointIn(segment, offset - segment.start, 'before');
  }

  /** The position just after the character before `offset`; on an empty line, the line itself. */
  #endPoint(offset: number): Point | null {
    if (this.#segments.length === 0) return { node: this.#root, offset: 0 };
    let index = this.#find(offset);
    while (index > 0 && this.#at(index).start >= offset) index--;
    // `index` now starts before `offset` (or is the first): zero-length fillers of an empty line come after it.
    let best: Segment | null = null;
    for (let at = index; at < this.#segments.length && this.#at(at).start <= offset; at++) {
      const segment = this.#at(at);
      if (segment.kind === 'line' || this.#endOf(at) < offset) continue;
      if (best === null) best = segment;
    }
    if (best === null) return null;
    return pointIn(best, offset - best.start, 'after');
  }

  /** True while every text node under `[start, end)` still says what it said when it was read. */
  #holds(start: number, end: number): boolean {
    if (this.#segments.length === 0) return this.#root.isConnected;
    for (let index = Math.max(0, this.#find(start) - 1); index < this.#segments.length; index++) {
      const segment = this.#at(index);
      if (segment.start > end) break;
      if (segment.kind === 'line') continue;
      if (segment.start + segment.length < start) continue;
      if (!this.#root.contains(segment.node)) return false;
      if (segment.kind === 'atom') continue;
      const now = segment.node.data.slice(segment.from, segment.from + segment.length);
      if (
        now.replace(BLANK, ' ') !==
        this.text.slice(segment.start, segment.start + segment.length).replace(BLANK, ' ')
      )
        return false;
    }
    return true;
  }
}

function indexIn(node: Node): number {
  let index = 0;
  for (let at = node.previousSibling; at !== null; at = at.previousSibling) index++;
  return index;
}

function pointIn(segment: Segment, into: number, side: 'before' | 'after'): Point | null {
  if (segment.kind === 'text') return { node: segment.node, offset: segment.from + into };
  if (segment.kind === 'line') return null;
  const parent = segment.node.parentNode;
  if (parent === null) return null;
  // Inside an atom there is no position: a range that begins there takes the whole of it, one that ends there too.
  const after = segment.length > 0 && (into >= segment.length || (into > 0 && side === 'after'));
  return { node: parent, offset: indexIn(segment.node) + (after ? 1 : 0) };
}

/** Reads a rich editor in one walk. Pure with respect to the page: nothing is written, focused or selected. */
export function readRich(root: Element, options: WalkOptions = {}): RichText {
  return new TextMap(root, new Walker(root, options));
}
