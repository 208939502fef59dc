/** What an engine knows of its own markup; everything has a default that suits a plain contenteditable. */
export interface WalkOptions {
  /** Characters that the engine itself puts into its text nodes (never the author's); they are not part of the text. */
  readonly fillers?: string;
  /** The engine writes a space that HTML would collapse as U+00A0: at the ends of a text node and beside a space. */
  readonly softSpaces?: boolean;
  /** What a non-editable island stands for in the published text (a mention chip), or null when it is not text. */
  readonly islandText?: (island: Element) => string | null;
}

/** A stretch of the text and the DOM it came from. Segments are in order and adjoin; `line` ones have no DOM of their own. */
export type Segment =
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

export interface Edge {
  readonly block: Element;
  readonly side: 'start' | 'end';
}

/** First and last segment index below an element; elements that hold no text have no entry. */
export interface Span {
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

const SOFT_SPACE = /^\u00a0|\u00a0$|\u00a0(?=[ \u00a0])|(?<=[ \u00a0])\u00a0/g;

const ELEMENT = 1;
const TEXT = 3;

const isElement = (node: Node): node is Element => node.nodeType === ELEMENT;
export const isText = (node: Node): node is Text => node.nodeType === TEXT;

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

/** The one walk: collects text and segments. What the text map then looks up is all here. */
export class Walker {
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
    const raw = this.#preserved ? node.data : node.data.replace(/[\t\n\r]/g, ' ');
    const data = this.#options.softSpaces ? raw.replace(SOFT_SPACE, ' ') : raw;
    // Between blocks of a page that does not preserve white space, indentation of the source is not text.
    if (!this.#preserved && !this.#open && raw.trim() === '' && !raw.includes('\u00a0')) return;
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
