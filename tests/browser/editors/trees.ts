import type { RichText } from '../../../utils/editors/engine.ts';

/** A piece of a rich editor's DOM, as data. */
export type Tree =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'br' }
  | { readonly kind: 'emoji'; readonly alt: string }
  | { readonly kind: 'island'; readonly text: string }
  | {
      readonly kind: 'element';
      readonly tag: 'div' | 'p' | 'span' | 'b' | 'a';
      readonly children: readonly Tree[];
    };

export function buildTree(parent: Element, tree: Tree): void {
  const document = parent.ownerDocument;
  if (tree.kind === 'text') {
    parent.append(document.createTextNode(tree.text));
    return;
  }
  if (tree.kind === 'br') {
    parent.append(document.createElement('br'));
    return;
  }
  if (tree.kind === 'emoji') {
    const image = document.createElement('img');
    image.alt = tree.alt;
    parent.append(image);
    return;
  }
  if (tree.kind === 'island') {
    const island = document.createElement('span');
    island.contentEditable = 'false';
    island.textContent = tree.text;
    parent.append(island);
    return;
  }
  const element = document.createElement(tree.tag);
  for (const child of tree.children) buildTree(element, child);
  parent.append(element);
}

/** What the reading must say of a tree, by the contract's words and by another way than the walk. */
export function textOf(tree: Tree): string {
  type Token = { readonly text: string } | 'br' | 'block';
  const tokens: Token[] = [];
  const visit = (at: Tree): void => {
    if (at.kind === 'text') {
      // A line break in preserved white space is a `<br>` by another name.
      at.text.split('\n').forEach((piece, index) => {
        if (index > 0) tokens.push('br');
        if (piece !== '') tokens.push({ text: piece });
      });
    } else if (at.kind === 'br') tokens.push('br');
    else if (at.kind === 'emoji') {
      if (at.alt !== '') tokens.push({ text: at.alt });
    } else if (at.kind === 'element') {
      const block = at.tag === 'div' || at.tag === 'p';
      if (block) tokens.push('block');
      at.children.forEach(visit);
      if (block) tokens.push('block');
    }
  };
  visit(tree);
  const blocks: Token[][] = [[]];
  for (const token of tokens) {
    if (token === 'block') blocks.push([]);
    else blocks.at(-1)?.push(token);
  }
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => {
      const filled = block.at(-1) === 'br' ? block.slice(0, -1) : block;
      return filled.map((token) => (typeof token === 'object' ? token.text : '\n')).join('');
    })
    .join('\n');
}

const plain = (text: string): string => text.replace(/[\n\ufeff\u2060]/g, '').replace(/\u00a0/g, ' ');

/** All that must hold of a map: ranges say the text they stand for, and positions lead back to their offsets. */
export function faultsOf(read: RichText, root: Element): string[] {
  const faults: string[] = [];
  const { text } = read;
  const ends = [...new Set([0, 1, 2, 3, 5, 8, 13, text.length])];
  const hasOther = root.querySelector('img, [contenteditable="false"]') !== null;
  for (let start = 0; start <= text.length; start++) {
    for (const length of ends) {
      const end = start + length;
      if (end > text.length) continue;
      const range = read.rangeOf(start, end);
      if (range === null) {
        faults.push(`no range for ${start}–${end}`);
        continue;
      }
      const from = read.offsetOf(range.startContainer, range.startOffset);
      const to = read.offsetOf(range.endContainer, range.endOffset);
      const slice = text.slice(start, end);
      if (!hasOther || !crossesOther(range)) {
        if (from !== start) faults.push(`start ${start}–${end} leads back to ${from}`);
        if (to !== end) faults.push(`end ${start}–${end} leads back to ${to}`);
        // Breaks between blocks have no characters in the DOM, and those within text do: compared without them.
        // So are the fillers that an engine puts into its own text nodes, which are no text.
        const said = plain(range.toString());
        if (said !== plain(slice))
          faults.push(`${start}–${end} says ${JSON.stringify(said)} not ${JSON.stringify(slice)}`);
      }
    }
  }
  const walker = root.ownerDocument.createTreeWalker(root, 1 | 4);
  let last = 0;
  for (let node: Node | null = root; node !== null; node = walker.nextNode()) {
    const size = node.nodeType === 3 ? (node.nodeValue ?? '').length : 0;
    for (let offset = 0; offset <= size; offset++) {
      const at = read.offsetOf(node, offset);
      if (at === null || at < 0 || at > text.length) faults.push(`${node.nodeName}:${offset} is at ${at}`);
      else if (node.nodeType === 3) {
        if (at < last) faults.push(`${node.nodeName}:${offset} goes back from ${last} to ${at}`);
        last = at;
      }
    }
  }
  if (read.rangeOf(-1, 0) !== null || read.rangeOf(0, text.length + 1) !== null)
    faults.push('a range outside the text');
  if (read.offsetOf(root.ownerDocument.body, 0) !== null) faults.push('a position outside the editor');
  return faults.slice(0, 8);
}

/** Emoji and chips are one position in the DOM and several characters in the text: checked by hand-written cases. */
function crossesOther(range: Range): boolean {
  const { commonAncestorContainer: top, startContainer, startOffset } = range;
  const element = top.nodeType === 1 ? (top as Element) : top.parentElement;
  const others: Node[] = [...(element?.querySelectorAll('img, [contenteditable="false"]') ?? [])];
  const next = startContainer.childNodes[startOffset];
  return others.some((node) => node === next || range.intersectsNode(node));
}
