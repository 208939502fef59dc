/** Paints the findings of one composer and says where each stands on screen. */
import type { Examination } from '../gate/examiner.ts';
import type { Finding, Severity } from '../lint/finding.ts';
import type { Composer } from '../platforms/adapter.ts';
import type { Highlights, Mark } from './highlights.ts';
import type { Mirror } from './mirror.ts';

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

export function createMarks({ window, highlights, mirror, ink }: MarksPorts): Marks {
  const layer = window.document.createElement('div');
  ink.append(layer);
  let editors: readonly HTMLElement[] = [];
  let findings: readonly Finding[] = [];
  let texts: Examination['texts'] = [];

  const rectsOf = (finding: Finding): DOMRect[] => {
    const text = texts[finding.part];
    if (text === undefined) return [];
    if (text.kind === 'field') return mirror.rectsOf(text.field, finding.start, finding.end);
    const range = text.rangeOf(finding.start, finding.end);
    return range === null ? [] : [...range.getClientRects()].filter((rect) => rect.width > 0);
  };

  const lay = (): void => {
    const boxes: HTMLElement[] = [];
    for (const finding of findings) {
      const text = texts[finding.part];
      if (text?.kind !== 'field') continue;
      for (const rect of mirror.rectsOf(text.field, finding.start, finding.end)) {
        if (isOnTop(text.field, rect)) boxes.push(boxOf(window.document, finding.severity, rect));
      }
    }
    if (boxes.length > 0 || layer.hasChildNodes()) layer.replaceChildren(...boxes);
  };

  return {
    paint(composer, examination) {
      const gone = editors.filter((editor) => !composer.editors.includes(editor));
      for (const editor of gone) highlights.forget(editor);
      editors = composer.editors;
      findings = examination.lint?.findings ?? [];
      texts = examination.texts;
      editors.forEach((editor, part) => {
        const text = texts[part];
        if (text?.kind !== 'rich') return;
        const marks: Mark[] = [];
        for (const finding of findings) {
          const range = finding.part === part ? text.rangeOf(finding.start, finding.end) : null;
          if (range !== null) marks.push({ severity: finding.severity, range });
        }
        highlights.paint(editor, marks);
      });
      lay();
    },
    lay,
    rectsOf,
    at(x, y) {
      const on = findings.filter((finding) => {
        const editor = editors[finding.part];
        if (editor === undefined || !holds(editor.getBoundingClientRect(), x, y)) return false;
        return rectsOf(finding).some((rect) => holds(rect, x, y));
      });
      return on;
    },
    clear() {
      for (const editor of editors) highlights.forget(editor);
      layer.replaceChildren();
      editors = [];
      findings = [];
      texts = [];
    },
  };
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
