/** Paints the findings of one composer and says where each stands on screen. */
import type { Examination } from '../gate/examiner.ts';
import type { Finding, Severity } from '../lint/finding.ts';
import type { Composer } from '../platforms/adapter.ts';
import type { Highlights, Mark } from './highlights.ts';
import { cut, type Mirror } from './mirror.ts';
import { isWhole } from './standing.ts';

export interface Marks {
  /** Paints anew for what was just read; call it again when the text or the editor's DOM has changed. */
  paint(composer: Composer, examination: Examination): void;
  /** Lays the underlines of text fields again, after scrolling or resizing. */
  lay(): void;
  /** Boxes of a finding in viewport pixels, one a line; empty when it is not in view. */
  rectsOf(finding: Finding): DOMRect[];
  /** All findings under a point of the viewport, in order. */
  at(x: number, y: number): Finding[];
  clear(): void;
}

export interface MarksPorts {
  readonly window: Window;
  readonly highlights: Highlights;
  readonly mirror: Mirror;
  readonly ink: HTMLElement;
}

/** Touching is close enough for a pointer. */
const REACH = 2;

/** More underlines than this in one text field at a time help nobody, and each is an element of ours. */
const MOST_BOXES = 300;

/** Of more marks in a rich text only those near the view are drawn: the browser paints each of them with every key. */
const MANY_MARKS = 20;

export function createMarks({ window, highlights, mirror, ink }: MarksPorts): Marks {
  const layer = window.document.createElement('div');
  ink.append(layer);
  let editors: readonly HTMLElement[] = [];
  let findings: readonly Finding[] = [];
  let texts: Examination['texts'] = [];
  let rich = new Map<HTMLElement, readonly Mark[]>();

  /** An editor in another frame is painted by the script there: places and styles belong to one frame. */
  const isHere = (part: number): boolean => editors[part]?.ownerDocument === window.document;

  /** Measures findings of one part as the page is now: its text field is laid out here, once for all of them. */
  const measure = (part: number): ((finding: Finding) => DOMRect[]) => {
    const text = isHere(part) ? texts[part] : undefined;
    if (text?.kind === 'field') {
      const { view, boxesOf } = mirror.layOut(text.field);
      return ({ start, end }) => boxesOf(start, end).flatMap((box) => cut(box, view) ?? []);
    }
    return ({ start, end }) =>
      [...(text?.rangeOf(start, end)?.getClientRects() ?? [])].filter((rect) => rect.width > 0);
  };

  /** Those that the author sees, and a window's height above and below, so that scrolling finds them drawn. */
  const near = (editor: HTMLElement, marks: readonly Mark[]): readonly Mark[] => {
    if (marks.length <= MANY_MARKS) return marks;
    const { top, bottom } = editor.getBoundingClientRect();
    const height = window.innerHeight;
    const boxOfMark = ({ range }: Mark): DOMRect => range.getBoundingClientRect();
    return marks.slice(
      after(marks, (mark) => boxOfMark(mark).bottom < Math.max(top, 0) - height),
      after(marks, (mark) => boxOfMark(mark).top < Math.min(bottom, height) + height),
    );
  };

  const lay = (): void => {
    for (const [editor, marks] of rich) highlights.paint(editor, near(editor, marks));
    const boxes: HTMLElement[] = [];
    texts.forEach((text, part) => {
      if (!isHere(part)) return;
      const mine = findings.filter((finding) => finding.part === part);
      if (text.kind !== 'field' || mine.length === 0) return;
      const { view, boxesOf } = mirror.layOut(text.field);
      const from = after(mine, ({ end }) => (boxesOf(end, end)[0]?.bottom ?? view.top) < view.top);
      for (const { severity, start, end } of mine.slice(from)) {
        for (const box of boxesOf(start, end)) {
          if (box.top > view.bottom || boxes.length >= MOST_BOXES) return;
          const rect = cut(box, view);
          if (rect !== null && isOnTop(text.field, rect)) boxes.push(boxOf(window.document, severity, rect));
        }
      }
    });
    if (boxes.length > 0 || layer.hasChildNodes()) layer.replaceChildren(...boxes);
  };

  return {
    paint(composer, examination) {
      const gone = editors.filter((editor) => !composer.editors.includes(editor));
      for (const editor of gone) highlights.forget(editor);
      editors = composer.editors;
      findings = (examination.lint?.findings ?? []).filter((finding) => !isWhole(finding));
      texts = examination.texts;
      rich = new Map();
      editors.forEach((editor, part) => {
        const text = texts[part];
        if (text?.kind !== 'rich' || !isHere(part)) return;
        const marks: Mark[] = [];
        for (const finding of findings) {
          const range = finding.part === part ? text.rangeOf(finding.start, finding.end) : null;
          if (range !== null) marks.push({ severity: finding.severity, range });
        }
        rich.set(editor, marks);
      });
      lay();
    },
    lay,
    rectsOf: (finding) => measure(finding.part)(finding),
    at(x, y) {
      return editors.flatMap((editor, part) => {
        if (!isHere(part) || !holds(editor.getBoundingClientRect(), x, y)) return [];
        const rectsOf = measure(part);
        return findings.filter(
          (finding) => finding.part === part && rectsOf(finding).some((rect) => holds(rect, x, y)),
        );
      });
    },
    clear() {
      for (const editor of editors) highlights.forget(editor);
      layer.replaceChildren();
      editors = [];
      findings = [];
      texts = [];
      rich.clear();
    },
  };
}

/** Text runs downwards, and what is found in it too. @returns how many of `list` come before the first that is not `above` */
function after<T>(list: readonly T[], above: (one: T) => boolean): number {
  let from = 0;
  for (let to = list.length; from < to; ) {
    const middle = (from + to) >> 1;
    const one = list[middle];
    if (one !== undefined && above(one)) from = middle + 1;
    else to = middle;
  }
  return from;
}

const holds = (rect: DOMRect, x: number, y: number): boolean =>
  x >= rect.left - REACH && x <= rect.right + REACH && y >= rect.top - REACH && y <= rect.bottom + REACH;

/** A menu of the page over the field hides the words, so it hides their underline. */
function isOnTop(field: Element, rect: DOMRect): boolean {
  const tree = field.getRootNode() as Document | ShadowRoot;
  return tree.elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2) === field;
}

function boxOf(document: Document, severity: Severity, rect: DOMRect): HTMLElement {
  const box = document.createElement('div');
  box.className = `underline ${severity}`;
  box.style.left = `${rect.left}px`;
  box.style.top = `${rect.top}px`;
  box.style.width = `${rect.width}px`;
  box.style.height = `${rect.height}px`;
  return box;
}
