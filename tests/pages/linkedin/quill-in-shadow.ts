import type Quill from 'quill';

/** The part of Quill's own selection that reads and sets the browser's. */
interface QuillSelection {
  hasFocus(): boolean;
  getNativeRange(): unknown;
  setNativeRange(
    startNode: Node | null,
    startOffset?: number,
    endNode?: Node | null,
    endOffset?: number,
  ): void;
  normalizeNative(range: AbstractRange): unknown;
}

interface ComposedSelection {
  getComposedRanges?(options: { shadowRoots: ShadowRoot[] }): StaticRange[];
}

function nativeRange(root: ShadowRoot): AbstractRange | null {
  const selection = document.getSelection();
  if (selection === null) return null;
  const composed = (selection as ComposedSelection).getComposedRanges?.({ shadowRoots: [root] })[0];
  return composed ?? (selection.rangeCount > 0 ? selection.getRangeAt(0) : null);
}

/** Quill asks the document where focus and selection are, and hears "at the host". As the platform does, this asks the root. */
export function workInShadow(quill: Quill, root: ShadowRoot): void {
  const selection = quill.selection as unknown as QuillSelection;
  selection.hasFocus = () => root.activeElement === quill.root;
  selection.getNativeRange = () => {
    const range = nativeRange(root);
    return range === null ? null : selection.normalizeNative(range);
  };
  const place = (node: Node, offset: number): [Node, number] =>
    node.nodeName === 'BR' && node.parentNode !== null
      ? [node.parentNode, [...node.parentNode.childNodes].indexOf(node as ChildNode)]
      : [node, offset];
  selection.setNativeRange = (startNode, startOffset = 0, endNode = startNode, endOffset = startOffset) => {
    if (startNode === null || endNode === null) {
      document.getSelection()?.removeAllRanges();
      quill.root.blur();
      return;
    }
    if (!startNode.isConnected || !endNode.isConnected) return;
    if (!selection.hasFocus()) quill.root.focus({ preventScroll: true });
    document.getSelection()?.setBaseAndExtent(...place(startNode, startOffset), ...place(endNode, endOffset));
  };
}
