import {
  $createTextNode,
  type EditorConfig,
  type LexicalEditor,
  type SerializedTextNode,
  TextNode,
} from 'lexical';
import { HASHTAG } from '../shared/bench.ts';

/** A hashtag is a text node of its own kind, as on the platform: typing at its edges joins or splits it. */
export class HashtagNode extends TextNode {
  static override getType(): string {
    return 'hashtag';
  }
  static override clone(node: HashtagNode): HashtagNode {
    return new HashtagNode(node.__text, node.__key);
  }
  static override importJSON(json: SerializedTextNode): HashtagNode {
    return new HashtagNode(json.text);
  }
  override createDOM(config: EditorConfig): HTMLElement {
    const dom = super.createDOM(config);
    dom.className = 'tag';
    return dom;
  }
  override canInsertTextBefore(): boolean {
    return false;
  }
  override isTextEntity(): true {
    return true;
  }
}

const WHOLE = new RegExp(`^${HASHTAG.source}$`, 'u');

export function registerHashtags(editor: LexicalEditor): void {
  editor.registerNodeTransform(TextNode, (node) => {
    if (!node.isSimpleText()) return;
    const match = [...node.getTextContent().matchAll(HASHTAG)][0];
    if (match === undefined) return;
    const end = match.index + match[0].length;
    const pieces = match.index === 0 ? node.splitText(end) : node.splitText(match.index, end);
    const target = match.index === 0 ? pieces[0] : pieces[1];
    target?.replace(new HashtagNode(match[0]));
  });
  editor.registerNodeTransform(HashtagNode, (node) => {
    const text = node.getTextContent();
    if (!WHOLE.test(text)) node.replace($createTextNode(text));
    else {
      const next = node.getNextSibling();
      const more =
        next instanceof TextNode && !(next instanceof HashtagNode)
          ? /^[\p{L}\p{N}_]+/u.exec(next.getTextContent())
          : null;
      if (more !== null) node.replace($createTextNode(text));
    }
  });
}
