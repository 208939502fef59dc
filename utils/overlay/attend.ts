/** Which composer the author is in: looked for when something that can be written in takes the focus or is written in. */
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { eventPath } from '../platforms/dom.ts';
import { composerOf } from '../platforms/read-draft.ts';
import { listen } from './listen.ts';

export interface AttendPorts {
  readonly window: Window;
  readonly adapter: PlatformAdapter;
  readonly isOwn: (event: Event) => boolean;
  /** True when the path leads through an editor that is watched already. */
  readonly knows: (path: readonly EventTarget[]) => boolean;
  /** `isNew` the first time its root is met. */
  readonly onComposer: (composer: Composer, isNew: boolean) => void;
}

/** How often at most a field that was no composer's is looked at again while it is written in: one may form around it. */
const AGAIN_MS = 1_000;
const EDITABLE = 'input, textarea, [contenteditable]';

/** @returns stops attending. */
export function attendComposers({ window, adapter, isOwn, knows, onComposer }: AttendPorts): () => void {
  const looked = new WeakMap<EventTarget, number>();
  const met = new WeakSet<Element>();

  const attend = (event: Event): void => {
    if (isOwn(event)) return;
    const path = eventPath(event);
    const target = path[0] as Element;
    if (event.type === 'input') {
      if (knows(path) || event.timeStamp - (looked.get(target) ?? -AGAIN_MS) < AGAIN_MS) return;
    } else if (target.nodeType !== 1 || target.closest(EDITABLE) === null) return;
    looked.set(target, event.timeStamp);
    try {
      const composer = composerOf(adapter, path, window.document);
      if (composer === null) return;
      onComposer(composer, !met.has(composer.root));
      met.add(composer.root);
    } catch {
      // What cannot be found cannot be shown; the gate finds out for itself at the event, and holds.
    }
  };
  return listen(window, 'focusin input', attend);
}
