import type { DemoRole } from '../../harness/team.ts';
import type { Hands } from './hands.ts';

/** A browser with the extension, in which one person after the other sits at the keyboard. */
export interface KeyBrowser {
  /** Leaves the team and joins it as somebody else. */
  become(role: DemoRole): Promise<void>;
  /** The X composer. */
  composer(): Promise<Hands>;
  /** A page of the extension, for example `popup.html`. */
  extension(path: string): Promise<Hands>;
  /** A page of the team store. */
  store(path: string): Promise<Hands>;
  close(): Promise<void>;
}
