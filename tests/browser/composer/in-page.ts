/** What the overlay costs a page, counted: runs in the page itself and answers with plain numbers. */
import type { Examination } from '../../../utils/gate/examiner.ts';
import type { Finding } from '../../../utils/lint/finding.ts';
import type { Highlights } from '../../../utils/overlay/highlights.ts';
import { createMarks } from '../../../utils/overlay/marks.ts';
import { createMirror } from '../../../utils/overlay/mirror.ts';
import { watchComposer } from '../../../utils/overlay/watch.ts';
import type { Composer, PlatformAdapter } from '../../../utils/platforms/adapter.ts';

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

function composerIn(...ids: readonly string[]): Composer {
  const editors = ids.map((id) => document.getElementById(id)).filter((found) => found !== null);
  const [first] = editors;
  if (first === undefined) throw new Error(`the page has none of ${ids.join()}`);
  return { root: first.parentElement ?? first, editors, publishControls: [] };
}

export const overlay = {
  /** Marks every `word` of the text fields; counts layouts of the mirror and says where it underlines. */
  marks(word: string, ...ids: readonly string[]) {
    const ink = document.createElement('div');
    ink.style.cssText = 'position:fixed;inset:0;pointer-events:none;visibility:hidden';
    const style = document.createElement('style');
    style.textContent = '.mirror, .underline { position: fixed } .mirror { overflow: hidden }';
    document.body.append(style, ink);
    let layouts = 0;
    const counted = new Proxy(window, {
      get(target, name) {
        if (name === 'getComputedStyle')
          return (element: Element) => {
            layouts += 1;
            return target.getComputedStyle(element);
          };
        return Reflect.get(target, name, target) as unknown;
      },
    });
    const composer = composerIn(...ids);
    const fields = composer.editors as readonly HTMLTextAreaElement[];
    const texts = fields.map((field) => ({ kind: 'field', text: field.value, field }) as const);
    const findings = fields.flatMap((field, part) =>
      [...field.value.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
        part,
        start: index,
        end: index + word.length,
        severity: 'warn',
      })),
    ) as unknown as Finding[];
    const marks = createMarks({
      window,
      highlights: { paint() {}, forget() {} } as unknown as Highlights,
      mirror: createMirror(counted, ink),
      ink,
    });
    marks.paint(composer, { texts, lint: { verdict: 'warned', findings } } as unknown as Examination);
    const painted = [...ink.querySelectorAll('.underline')].map((box) => box.getBoundingClientRect());
    const paintLayouts = layouts;
    const [middle] = painted;
    const at = middle ? marks.at(middle.x + 2, middle.y + 2) : [];
    const result = {
      findings: findings.length,
      layouts: paintLayouts,
      layoutsOfPointer: layouts - paintLayouts,
      under: at.length,
      boxes: painted.length,
      isInView: painted.every((box) =>
        fields.some((field) => {
          const view = field.getBoundingClientRect();
          return box.top >= view.top && box.bottom <= view.bottom && box.bottom <= innerHeight;
        }),
      ),
    };
    ink.remove();
    style.remove();
    return result;
  },

  /** How often a watched composer is looked at again when the caret moves in each of the elements named. */
  async carets(watched: string, ...ids: readonly string[]): Promise<number[]> {
    const composer = composerIn(watched);
    let looks = 0;
    const watch = watchComposer(composer, {
      window,
      adapter: { findComposers: () => [composer] } as unknown as PlatformAdapter,
      onLook: () => looks++,
      onMove() {},
      onGone() {},
    });
    const counts: number[] = [];
    for (const id of ids) {
      const element = document.getElementById(id);
      if (element === null) throw new Error(`no #${id}`);
      element.focus();
      await frame();
      await frame();
      looks = 0;
      const moved = new Promise((resolve) =>
        document.addEventListener('selectionchange', resolve, { once: true }),
      );
      if (element instanceof HTMLTextAreaElement) element.setSelectionRange(2, 2);
      else getSelection()?.setPosition(element.firstChild, 2);
      await moved;
      await frame();
      await frame();
      counts.push(looks);
    }
    watch.stop();
    return counts;
  },
};

Object.assign(window, { overlay });
