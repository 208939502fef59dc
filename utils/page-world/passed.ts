/** What the gate has let pass in this frame, as far as the second line must still know it. */
import { canonicalText } from '../draft/canonical.ts';
import type { Draft } from '../draft/draft.ts';

/** Bluesky publishes only when a video has been uploaded. */
const KEPT_MS = 30 * 60_000;
const KEPT = 20;

/**
 * An address in any of the shapes a platform may give it: with or without its scheme, shortened with dots. What stands
 * for it is its host, so that another site's address is another text.
 */
const LINK = /(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?::\d+)?(?:\/[^\s]*)?/giu;
const WWW = /^www\./;

/** Text as it is compared with what a platform sends for it: canonical, trimmed, addresses by their host. */
export function comparable(text: string): string {
  return canonicalText(text)
    .replace(/\u00a0/g, ' ')
    .replace(LINK, (_all, host: string) => `⟨${host.toLowerCase().replace(WWW, '')}⟩`)
    .trim();
}

interface Pass<R> {
  readonly texts: ReadonlySet<string>;
  readonly release: R;
  at: number;
}

/** @typeParam R what goes with a draft that was let pass: its clearance, or null. */
export class Passed<R> {
  readonly #passes: Pass<R>[] = [];

  /** The gate opened for this draft at `now` (epoch ms). */
  note(draft: Draft, release: R, now: number): void {
    const texts = new Set(draft.parts.map(({ text }) => comparable(text)).filter((text) => text !== ''));
    const same = this.#passes.findIndex(
      (pass) => pass.texts.size === texts.size && [...texts].every((text) => pass.texts.has(text)),
    );
    if (same !== -1) this.#passes.splice(same, 1);
    this.#passes.unshift({ texts, release, at: now });
    this.#passes.length = Math.min(this.#passes.length, KEPT);
  }

  /** What was let pass and has all these texts, the newest first; undefined when there is none. */
  find(texts: readonly string[], now: number): { readonly release: R } | undefined {
    const wanted = texts.map(comparable);
    return this.#passes.find(
      (pass) => now - pass.at < KEPT_MS && wanted.every((text) => pass.texts.has(text)),
    );
  }
}
