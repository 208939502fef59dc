/**
 * What is needed of a page only when somebody asks for it (the self-check, putting an approved text back) comes into its
 * frame as a file of its own, like the lint engine: no page pays for it before. This is how it reaches the composer's
 * script, in the extension's own world of the frame, which the page cannot see.
 */
import type { PageReport } from '../doctor/report.ts';
import type { Draft } from '../draft/draft.ts';
import type { Knowledge } from '../gate/decide.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';

export interface PagePort {
  readonly window: Window & typeof globalThis;
  readonly adapter: PlatformAdapter;
  readonly knowledge: () => Knowledge;
  readonly hasEngine: () => boolean;
  readonly secondLine: () => PageReport['secondLine'];
  /** The composer in use, else the first on the page. */
  readonly composer: () => Composer | null;
  readonly read: (composer: Composer) => Draft;
  /** The tools are there: a second copy of their file does nothing. */
  hasTools?: true;
}

const PORT = Symbol.for('signoff page');

const world = globalThis as { [PORT]?: PagePort };

/** Called by the composer's script. @returns takes it back, for a script that hands over to its successor */
export function openPort(port: PagePort): () => void {
  world[PORT] = port;
  return () => {
    if (world[PORT] === port) delete world[PORT];
  };
}

/** The page that the tools are in, or null where no composer's script runs. */
export function pagePort(): PagePort | null {
  return world[PORT] ?? null;
}
