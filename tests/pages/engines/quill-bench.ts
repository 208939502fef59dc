import { type Editor, tagsIn } from './stand.ts';

/** What this bench needs of either Quill; the two have types that do not agree. */
export interface QuillLike {
  readonly root: HTMLElement;
  readonly history: { cutoff(): void };
  getText(): string;
  setText(text: string, source: 'api'): void;
  formatText(start: number, length: number, format: string, value: unknown, source: 'silent'): void;
  on(event: 'text-change', handler: () => void): void;
}

interface InlineBlot {
  new (): object;
  blotName: string;
  tagName: string;
  className: string;
}

export interface QuillClass {
  new (holder: HTMLElement, options: object): QuillLike;
  import(path: 'blots/inline'): InlineBlot;
  register(path: string, blot: InlineBlot, suppressWarning: boolean): void;
}

/** Both Quills, with hashtags as a format of their own. @param prepare is called before anything is typed. */
export function mountQuill(
  Quill: QuillClass,
  holder: HTMLElement,
  prepare: (quill: QuillLike) => void,
): Editor {
  class Tag extends Quill.import('blots/inline') {
    static override blotName = 'tag';
    static override tagName = 'SPAN';
    static override className = 'tag';
  }
  Quill.register('formats/tag', Tag, true);
  const box = document.createElement('div');
  holder.append(box);
  const quill = new Quill(box, { formats: ['tag'] });
  prepare(quill);
  const text = (): string => quill.getText().replace(/\n$/, '');
  quill.on('text-change', () => {
    const whole = quill.getText();
    quill.formatText(0, whole.length, 'tag', false, 'silent');
    let at = 0;
    for (const line of whole.split('\n')) {
      for (const { start, end } of tagsIn(line))
        quill.formatText(at + start, end - start, 'tag', true, 'silent');
      at += line.length + 1;
    }
  });
  return {
    root: quill.root,
    text,
    set: (now) => quill.setText(now, 'api'),
    pause: () => quill.history.cutoff(),
  };
}
