import { AUDIENCE_LENGTH } from '../api/limits.ts';
import type { Draft } from '../draft/draft.ts';
import type { EditorText } from '../editors/engine.ts';
import { engineFor } from '../editors/registry.ts';
import type { Composer, PlatformAdapter } from './adapter.ts';

export interface DraftReading {
  readonly draft: Draft;
  /** One for each part, in order: `texts[i]` belongs to `composer.editors[i]` and `draft.parts[i]`. */
  readonly texts: readonly EditorText[];
}

/** What the composer holds at this moment, read from the page and from nothing remembered. */
export function readDraft(adapter: PlatformAdapter, composer: Composer): DraftReading {
  const texts = composer.editors.map((editor) => engineFor(editor).read(editor));
  // A label that is longer says no more of who they are.
  const audience = adapter.audience(composer)?.slice(0, AUDIENCE_LENGTH).trim() || null;
  const draft: Draft = {
    platform: adapter.id,
    account: adapter.account(composer),
    parts: texts.map(({ text }, part) => ({ text, media: adapter.media(composer, part) })),
    replyTo: adapter.replyTo(composer),
    quotes: adapter.quotes(composer),
    scheduledFor: adapter.scheduledFor(composer),
    ...(audience === null ? {} : { audience }),
  };
  return { draft, texts };
}

/**
 * The composer an event is about, found again from the page.
 * @param path the event's `composedPath()`: only it sees into open shadow roots.
 * @returns the innermost composer whose root, editors or publish controls are on the path, or null.
 */
export function composerOf(
  adapter: PlatformAdapter,
  path: readonly EventTarget[],
  document: Document,
): Composer | null {
  let best: Composer | null = null;
  let depth = path.length;
  for (const composer of adapter.findComposers(document)) {
    for (const element of [composer.root, ...composer.editors, ...composer.publishControls]) {
      const at = path.indexOf(element);
      if (at !== -1 && at < depth) {
        best = composer;
        depth = at;
      }
    }
  }
  return best;
}

/** True when an event on this path reaches one of the composer's publish controls. */
export function isPublishControl(composer: Composer, path: readonly EventTarget[]): boolean {
  return composer.publishControls.some((control) => path.includes(control));
}

/** The index of the part whose editor is on the path, or null. */
export function partOf(composer: Composer, path: readonly EventTarget[]): number | null {
  const part = composer.editors.findIndex((editor) => path.includes(editor));
  return part === -1 ? null : part;
}
