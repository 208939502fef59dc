/** Watches one composer while it is on the page and says when it has to be looked at again. */
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { deepActive, eventPath, pathOf } from '../platforms/dom.ts';
import { listen } from './listen.ts';

/** A text of so many characters takes long to look at: that waits for a rest of the author, or so long at most. */
const LONG = 5_000;
const REST_MS = 200;
const LATEST_MS = 3_000;

export interface WatchPorts {
  readonly window: Window & typeof globalThis;
  readonly adapter: PlatformAdapter;
  /** Read, check and paint; once a frame at most, never while an input method composes. */
  onLook(composer: Composer): void;
  /** Only places on the screen have changed. */
  onMove(): void;
  /** The composer has left the page. */
  onGone(): void;
}

export interface Watch {
  readonly root: Element;
  /** Look again at the next frame. */
  look(): void;
  stop(): void;
}

export function watchComposer(first: Composer, ports: WatchPorts): Watch {
  const { window, adapter } = ports;
  const { document } = window;
  const { root } = first;
  const watched = new Set<Node>();
  const fields = new Set<HTMLElement>();
  let frame: number | null = null;
  let onlyMoved = true;
  let composing = false;
  let stopped = false;
  let isLong = false;
  let rest = 0;
  let waitsSince: number | null = null;

  const run = (): void => {
    frame = null;
    if (stopped) return;
    const moved = onlyMoved;
    onlyMoved = true;
    if (!moved) {
      waitsSince = null;
      window.clearTimeout(rest);
    }
    if (moved && root.isConnected) {
      ports.onMove();
      return;
    }
    if (composing && root.isConnected) return;
    const composer = root.isConnected
      ? adapter.findComposers(document).find((candidate) => candidate.root === root)
      : undefined;
    if (composer === undefined) {
      stop();
      ports.onGone();
      return;
    }
    attend(composer);
    ports.onLook(composer);
    // The browser moves underlines of rich texts with the words by itself; those of fields have to be laid anew.
    isLong =
      composer.editors.every((editor) => editor.isContentEditable) &&
      composer.editors.some(({ textContent }) => (textContent?.length ?? 0) > LONG);
  };

  const schedule = (): void => {
    // A hidden tab paints no frames; it is looked at when it comes back.
    frame ??= window.requestAnimationFrame(run);
  };
  const look = (): void => {
    onlyMoved = false;
    schedule();
  };

  /** Something was written. A text of many pages is looked at when the author rests. */
  const lookSoon = (): void => {
    if (!isLong) {
      look();
      return;
    }
    const now = window.performance.now();
    waitsSince ??= now;
    window.clearTimeout(rest);
    rest = window.setTimeout(look, Math.max(0, Math.min(REST_MS, waitsSince + LATEST_MS - now)));
  };

  const mutations = new window.MutationObserver(lookSoon);
  const sizes = new window.ResizeObserver(schedule);

  /** Parts come and go in a thread; an editor may stand in a shadow root of its own. */
  const attend = (composer: Composer): void => {
    for (const node of [composer.root, ...composer.editors]) {
      if (watched.has(node)) continue;
      watched.add(node);
      if (node === composer.root || !composer.root.contains(node))
        mutations.observe(node, { childList: true, characterData: true, subtree: true });
      sizes.observe(node as Element);
    }
    for (const editor of composer.editors) fields.add(editor);
  };

  const isOurs = (path: readonly EventTarget[]): boolean =>
    [root, ...fields].some((node) => path.includes(node));
  const onInput = (event: Event): void => {
    if (isOurs(eventPath(event))) lookSoon();
  };
  const onComposition = (event: Event): void => {
    if (!isOurs(eventPath(event))) return;
    composing = event.type === 'compositionstart';
    if (!composing) look();
  };
  /**
   * The event says nothing of where; whoever has the focus has the caret. Only fields change without a mutation: each key
   * in a rich text would be looked at twice.
   */
  const onSelection = (): void => {
    const active = deepActive(document);
    if ((active as HTMLElement | null)?.isContentEditable !== true && isOurs(pathOf(active))) look();
  };
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') look();
  };

  const stops = [
    listen(window, 'input change', onInput),
    listen(window, 'compositionstart compositionend', onComposition),
    listen(window, 'scroll resize', schedule),
    listen(document, 'selectionchange', onSelection),
    listen(document, 'visibilitychange', onVisible),
    listen(window.visualViewport, 'resize', schedule),
  ];

  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    if (frame !== null) window.cancelAnimationFrame(frame);
    window.clearTimeout(rest);
    mutations.disconnect();
    sizes.disconnect();
    for (const off of stops) off();
  };

  attend(first);
  look();
  return { root, look, stop };
}
