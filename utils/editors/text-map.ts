import type { RichText } from './engine.ts';

/** What an engine knows of its own markup; everything has a default that suits a plain contenteditable. */
export interface WalkOptions {
  /** Characters that the engine itself puts into its text nodes (never the author's); they are not part of the text. */
  readonly fillers?: string;
  /** What a non-editable island stands for in the published text (a mention chip), or null when it is not text. */
  readonly islandText?: (island: Element) => string | null;
}

/** A stretch of the text and the DOM it came from. Segments are in order and adjoin; `line` ones have no DOM of their own. */
type Segment =
  /** `length` characters of a text node, from its character `from`. */
  | {
      readonly kind: 'text';
      readonly start: number;
      readonly length: number;
      readonly node: Text;
      readonly from: number;
    }
  /** A `<br>`, an emoji image or a chip: one element that stands for `length` characters (a filler `<br>`: none). */
  | { readonly kind: 'atom'; readonly start: number; readonly length: number; readonly node: Element }
  /** The `\n` between two blocks, and the block edge that ended the line before it. */
  | {
      readonly kind: 'line';
      readonly start: number;
      readonly length: 1;
      readonly node: null;
      readonly edge: Edge | null;
    };

interface Edge {
  readonly block: Element;
  readonly side: 'start' | 'end';
}

interface Point {
  readonly node: Node;
  readonly offset: number;
}

/** First and last segment index below an element; elements that hold no text have no entry. */
interface Span {
  readonly first: number;
  last: number;
}

const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR Q RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR'.split(
    ' ',
  ),
);
const BLOCK = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
);
const SILENT = new Set(
  'SCRIPT STYLE TEMPLATE NOSCRIPT BUTTON INPUT SELECT TEXTAREA SVG VIDEO AUDIO CANVAS IFRAME OBJECT'.split(
    ' ',
  ),
);

const ELEMENT = 1;
const TEXT = 3;
const FOLLOWING = 4;

const isElement = (node: Node): node is Element => node.nodeType === ELEMENT;
const isText = (node: Node): node is Text => node.nodeType === TEXT;

/** Tag names decide for all that editors use: asking for the computed display of each node would cost a layout. */
function isBlock(element: Element): boolean {
  const tag = element.tagName.toUpperCase();
  if (INLINE.has(tag)) return false;
  if (BLOCK.has(tag)) return true;
  const display = element.ownerDocument.defaultView?.getComputedStyle(element).display ?? 'inline';
  return !display.startsWith('inline') && display !== 'contents' && display !== 'none';
}

const MENTION = '[data-type="mention"], [data-mention], [data-mention-id], .mention, .ql-mention';

/** A mention is published as its text and an emoji as its character, though the author cannot edit inside them. */
export function defaultIslandText(island: Element): string | null {
  if (isBlock(island)) return null;
  if (island.matches(MENTION)) return island.textContent;
  const images = island.matches('img') ? [island] : [...island.querySelectorAll('img[alt]')];
  if (images.length === 0 || (island.textContent ?? '').trim() !== '') return null;
  return images.map((image) => image.getAttribute('alt') ?? '').join('');
}

function isIsland(element: Element): boolean {
  const value = element.getAttribute('contenteditable');
  return value !== null && value.toLowerCase() === 'false';
}

/** The one walk: collects text and segments. Kept apart from {@link TextMap}, which only looks things up. */
class Walker {
  readonly segments: Segment[] = [];
  readonly spans = new Map<Node, Span>();
  text = '';
  readonly #options: WalkOptions;
  readonly #preserved: boolean;
  /** A line is open once something inline was met since the last block boundary. */
  #open = false;
  #lines = 0;
  #edge: Edge | null = null;
  /** A break at the very end of a block is a filler: it becomes a line only when more follows in the same block. */
  #pending: { node: Element } | { node: Text; from: number } | null = null;
  readonly #root: Element;

  constructor(root: Element, options: WalkOptions) {
    this.#root = root;
    this.#options = options;
    const whiteSpace = root.ownerDocument.defaultView?.getComputedStyle(root).whiteSpace ?? 'normal';
    this.#preserved = whiteSpace.startsWith('pre') || whiteSpace === 'break-spaces';
    this.#children(root);
    this.#boundary({ block: root, side: 'end' });
  }

  #children(element: Element): void {
    for (let child = element.firstChild; child !== null; child = child.nextSibling) {
      if (isText(child)) this.#text(child);
      else if (isElement(child)) this.#element(child);
    }
  }

  #element(element: Element): void {
    const tag = element.tagName.toUpperCase();
    if (tag === 'BR') {
      this.#inline();
      this.#pending = { node: element };
      return;
    }
    if (isIsland(element)) {
      const stands = (this.#options.islandText ?? defaultIslandText)(element);
      if (stands !== null && stands !== '') this.#atom(element, stands);
      return;
    }
    if (tag === 'IMG') {
      const alt = element.getAttribute('alt') ?? '';
      if (alt !== '') this.#atom(element, alt);
      return;
    }
    if (SILENT.has(tag)) return;
    const block = isBlock(element);
    if (block) this.#boundary({ block: element, side: 'start' });
    this.#children(element);
    if (block) this.#boundary({ block: element, side: 'end' });
  }

  #text(node: Text): void {
    const data = this.#preserved ? node.data : node.data.replace(/[\t\n\r]/g, ' ');
    // Between blocks of a page that does not preserve white space, indentation of the source is not text.
    if (!this.#preserved && !this.#open && data.trim() === '' && !data.includes('\u00a0')) return;
    const fillers = this.#options.fillers ?? '';
    let from = 0;
    for (let index = 0; index <= data.length; index++) {
      const character = data[index];
      const last = index === data.length - 1;
      const isFiller = character !== undefined && fillers.includes(character);
      const isLastBreak = character === '\n' && last;
      if (character !== undefined && !isFiller && !isLastBreak) continue;
      if (index > from) this.#stretch(node, from, data.slice(from, index));
      if (isLastBreak) {
        this.#inline();
        this.#pending = { node, from: index };
      }
      from = index + 1;
    }
  }

  #stretch(node: Text, from: number, data: string): void {
    this.#inline();
    this.#push({ kind: 'text', start: this.text.length, length: data.length, node, from }, node, data);
  }

  #atom(element: Element, stands: string): void {
    this.#inline();
    this.#push(
      { kind: 'atom', start: this.text.length, length: stands.length, node: element },
      element,
      stands,
    );
  }

  /** Something inline comes: a break held back is a real one, and a new line gets its separator. */
  #inline(): void {
    this.#flush('\n');
    if (this.#open) return;
    if (this.#lines > 0) {
      this.segments.push({ kind: 'line', start: this.text.length, length: 1, node: null, edge: this.#edge });
      this.text += '\n';
    }
    this.#open = true;
    this.#lines++;
  }

  #boundary(edge: Edge): void {
    this.#flush('');
    if (this.#open) this.#edge = edge;
    this.#open = false;
  }

  #flush(as: '\n' | ''): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null) return;
    const start = this.text.length;
    if ('from' in pending) {
      this.#push(
        { kind: 'text', start, length: as.length, node: pending.node, from: pending.from },
        pending.node,
        as,
      );
    } else {
      this.#push({ kind: 'atom', start, length: as.length, node: pending.node }, pending.node, as);
    }
  }

  #push(segment: Segment, node: Node, data: string): void {
    const index = this.segments.push(segment) - 1;
    this.text += data;
    // A break is flushed after the walk has left its inline parents, so these are found from the node itself.
    for (let at: Node | null = node; at !== null; at = at === this.#root ? null : at.parentNode) {
      const span = this.spans.get(at);
      if (span === undefined) this.spans.set(at, { first: index, last: index });
      else span.last = index;
    }
  }
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
        now.replace(/[\t\n\r]/g, ' ') !==
        this.text.slice(segment.start, segment.start + segment.length).replace(/[\t\n\r]/g, ' ')
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
