import { type Mount, tagsIn } from './stand.ts';

/** No model but the DOM: a line is a `div`, as Chromium makes it. Tags are coloured when the text is set. */
export const mount: Mount = (holder) => {
  const root = document.createElement('div');
  root.contentEditable = 'true';
  root.setAttribute('role', 'textbox');
  holder.append(root);
  const line = (text: string): HTMLElement => {
    const block = document.createElement('div');
    let at = 0;
    for (const { start, end } of tagsIn(text)) {
      const tag = document.createElement('span');
      tag.className = 'tag';
      tag.textContent = text.slice(start, end);
      block.append(text.slice(at, start), tag);
      at = end;
    }
    if (text === '') block.append(document.createElement('br'));
    else block.append(text.slice(at));
    return block;
  };
  return {
    root,
    // Two nodes beside each other without any block are one line; a first line has no `div` of its own.
    text() {
      const lines: string[] = [];
      let open = false;
      for (const node of root.childNodes) {
        const isBlock = node.nodeName === 'DIV';
        const text = node.nodeName === 'BR' ? '' : (node.textContent ?? '');
        if (isBlock || !open) lines.push(text);
        else lines.push((lines.pop() ?? '') + text);
        open = !isBlock;
      }
      return lines.join('\n');
    },
    set: (text) => root.replaceChildren(...text.split('\n').map(line)),
    pause() {},
  };
};
