/** Runs in the isolated world of a page, as a content script does, and answers the tests with plain data. */
import type { Replacement, ReplaceResult } from '../../../utils/editors/engine.ts';
import { engineFor } from '../../../utils/editors/registry.ts';
import { readRich } from '../../../utils/editors/text-map.ts';
import type { Composer, PlatformAdapter } from '../../../utils/platforms/adapter.ts';
import { composerOf, isPublishControl, partOf, readDraft } from '../../../utils/platforms/read-draft.ts';
import { adapterFor } from '../../../utils/platforms/registry.ts';
import { buildTree, faultsOf, type Tree } from './trees.ts';

function adapter(): PlatformAdapter {
  const found = adapterFor(location);
  if (found === null) throw new Error(`no adapter for ${location.href}`);
  return found;
}

function composer(index: number): Composer {
  const found = adapter().findComposers(document)[index];
  if (found === undefined) throw new Error(`no composer ${index}`);
  return found;
}

function editor(part: number, index: number): HTMLElement {
  const found = composer(index).editors[part];
  if (found === undefined) throw new Error(`no part ${part}`);
  return found;
}

/** A mutation as the page's own code would see it, in words. */
function describe(record: MutationRecord): string {
  return `${record.type} ${record.attributeName ?? ''} on ${record.target.nodeName}`;
}

/** The editor that a bench of one editor has handed over; it may stand where no selector reaches. */
function engineRoot(): HTMLElement {
  const { engineRoot: root } = window as unknown as { engineRoot?: HTMLElement };
  if (root === undefined) throw new Error('no editor was handed over');
  return root;
}

let observer: MutationObserver | null = null;

export const inPage = {
  composers: () =>
    adapter()
      .findComposers(document)
      .map(({ editors, publishControls, root }) => ({
        editors: editors.length,
        engine: editors.map((one) => engineFor(one).id),
        publish: publishControls.map((control) => control.textContent ?? ''),
        dialog: root.getAttribute('role') === 'dialog',
      })),

  draft: (index = 0) => readDraft(adapter(), composer(index)).draft,
  engine: (part = 0, index = 0) => engineFor(editor(part, index)).id,

  text: (part = 0, index = 0): string => {
    const root = editor(part, index);
    return engineFor(root).read(root).text;
  },

  faults: (part = 0, index = 0): string[] => {
    const root = editor(part, index);
    const read = engineFor(root).read(root);
    return read.kind === 'rich' ? faultsOf(read, root) : [];
  },

  replaceWord: (word: string, text: string, part = 0, index = 0): Promise<ReplaceResult> => {
    const root = editor(part, index);
    const start = engineFor(root).read(root).text.indexOf(word);
    if (start < 0) throw new Error(`"${word}" is not in the editor`);
    return engineFor(root).replace(root, { start, end: start + word.length, text });
  },

  replaceIn: (selector: string, change: Replacement): Promise<ReplaceResult> => {
    const root = document.querySelector<HTMLElement>(selector);
    if (root === null) throw new Error(`no ${selector}`);
    return engineFor(root).replace(root, change);
  },

  readIn: (selector: string): string => {
    const root = document.querySelector<HTMLElement>(selector);
    if (root === null) throw new Error(`no ${selector}`);
    return engineFor(root).read(root).text;
  },

  engineId: (): string => engineFor(engineRoot()).id,
  engineText: (): string => engineFor(engineRoot()).read(engineRoot()).text,
  engineFaults: (): string[] => {
    const read = engineFor(engineRoot()).read(engineRoot());
    return read.kind === 'rich' ? faultsOf(read, engineRoot()) : [];
  },

  engineReplace: (word: string, text: string): Promise<ReplaceResult> => {
    const root = engineRoot();
    const start = engineFor(root).read(root).text.indexOf(word);
    if (start < 0) throw new Error(`"${word}" is not in the editor`);
    return engineFor(root).replace(root, { start, end: start + word.length, text });
  },

  /**
   * What a mark over the word would lie on: the words of the range, and whether each of its boxes has a size. A field has
   * no ranges: there the value says what is at the offsets.
   */
  enginePaint: (word: string): { words: string; shown: boolean } => {
    const root = engineRoot();
    const read = engineFor(root).read(root);
    const start = read.text.indexOf(word);
    const end = start + word.length;
    if (read.kind === 'field') return { words: read.field.value.slice(start, end), shown: true };
    const range = read.rangeOf(start, end);
    const boxes = [...(range?.getClientRects() ?? [])];
    return {
      words: range?.toString() ?? '',
      shown: boxes.length > 0 && boxes.every(({ width, height }) => width > 0 && height > 0),
    };
  },

  engineWatch: (): void => {
    observer = new MutationObserver(() => undefined);
    observer.observe(engineRoot(), { subtree: true, childList: true, attributes: true, characterData: true });
  },

  /** Where to press for the focus, seen from the top page; a frame has its own zero. */
  engineMiddle: (): { x: number; y: number } => {
    const box = engineRoot().getBoundingClientRect();
    const frame = engineRoot().ownerDocument.defaultView?.frameElement?.getBoundingClientRect();
    return {
      x: box.left + box.width / 2 + (frame?.left ?? 0),
      y: box.top + Math.min(box.height / 2, 20) + (frame?.top ?? 0),
    };
  },

  /** Screen place of a part's middle (and of its publish control), so that the test can press it with a real mouse. */
  placeOf: (what: 'editor' | 'publish', part = 0, index = 0): { x: number; y: number } => {
    const target = what === 'editor' ? editor(part, index) : composer(index).publishControls[0];
    if (target === undefined) throw new Error('there is no publish control');
    const box = target.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + Math.min(box.height / 2, 20) };
  },

  watch: (part = 0, index = 0): void => {
    observer = new MutationObserver(() => undefined);
    observer.observe(editor(part, index), {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  },

  seen: (): string[] => observer?.takeRecords().map(describe) ?? [],

  /** Remembers, for every event of `type`, which composer and control the path leads to. */
  listen: (type: string): void => {
    const log: string[] = [];
    Object.assign(window, { heard: log });
    window.addEventListener(
      type,
      (event) => {
        const path = event.composedPath();
        const found = composerOf(adapter(), path, document);
        const which =
          found === null
            ? 'none'
            : String(
                adapter()
                  .findComposers(document)
                  .findIndex(({ root }) => root === found.root),
              );
        const control = found !== null && isPublishControl(found, path);
        const part = found === null ? null : partOf(found, path);
        const shortcut = event instanceof KeyboardEvent && adapter().isPublishShortcut(event);
        log.push(`composer=${which} publish=${control} part=${part} shortcut=${shortcut}`);
      },
      { capture: true },
    );
  },

  heard: (): string[] => (window as unknown as { heard?: string[] }).heard?.splice(0) ?? [],

  /** Builds each tree in an editable element of its own and returns what does not hold of its map. */
  trees: (trees: readonly Tree[]): { text: string; faults: string[] }[] =>
    trees.map((tree) => {
      const root = document.createElement('div');
      root.contentEditable = 'true';
      root.style.whiteSpace = 'pre-wrap';
      buildTree(root, tree);
      document.body.append(root);
      const read = readRich(root);
      const result = { text: read.text, faults: faultsOf(read, root) };
      root.remove();
      return result;
    }),

  html: (source: string, whiteSpace = 'pre-wrap'): { text: string; faults: string[] } => {
    const root = document.createElement('div');
    root.contentEditable = 'true';
    root.style.whiteSpace = whiteSpace;
    root.innerHTML = source;
    document.body.append(root);
    const read = readRich(root);
    const result = { text: read.text, faults: faultsOf(read, root) };
    root.remove();
    return result;
  },
};

Object.assign(window, { inPage });
