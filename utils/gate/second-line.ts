/**
 * Behind the page's buttons: decides about a publish request by what the gate has let pass, and where that does not
 * cover it by the words themselves. What nobody has cleared does not go out, by whatever way the page sends it.
 */
import type { Draft } from '../draft/draft.ts';
import type { VerifiedClearance } from '../messages.ts';
import { Passed } from '../page-world/passed.ts';
import type { Decision, Held, Knowledge } from './decide.ts';

export interface SecondLinePorts {
  readonly knowledge: () => Knowledge;
  /** Decides about words as if a composer held them. May throw: then they are held. */
  readonly decide: (texts: readonly string[]) => Decision;
  /** Tells the author why a request was refused. */
  readonly onRefused: (held: Held) => void;
  /** A clearance covers what goes out, and the gate has not seen it go. */
  readonly onReleased: (clearance: VerifiedClearance) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

/** What the second line has done in this frame; for the self-check, so numbers only. */
export interface LineCounts {
  readonly asked: number;
  readonly refused: number;
}

const STARTING: Held = { kind: 'held', reason: 'starting', request: null };
const BROKEN: Held = { kind: 'held', reason: 'broken', request: null };

export class SecondLine {
  readonly #ports: SecondLinePorts;
  readonly #passed = new Passed<VerifiedClearance | null>();
  #asked = 0;
  #refused = 0;

  constructor(ports: SecondLinePorts) {
    this.#ports = ports;
  }

  get counts(): LineCounts {
    return { asked: this.#asked, refused: this.#refused };
  }

  /** The gate has opened for this draft. */
  note(draft: Draft, release: VerifiedClearance | null): void {
    this.#passed.note(draft, release, this.#ports.now());
  }

  /**
   * @param texts what the request publishes; null when that cannot be read.
   * @param isLast what is not known now is not going to be
   * @returns `later` while rules and requests are still on their way into the page
   */
  judge(
    texts: readonly string[] | null,
    isLast: boolean,
  ): { readonly release: VerifiedClearance | null } | false | 'later' {
    const { kind } = this.#ports.knowledge();
    if (kind === 'unjoined') return { release: null };
    const passed = texts === null ? undefined : this.#passed.find(texts, this.#ports.now());
    if (passed !== undefined) {
      this.#asked += 1;
      return { release: passed.release };
    }
    // Asking is also what sends for the engine.
    const decision = kind === 'starting' && texts === null ? STARTING : this.#decide(texts);
    if (decision.kind === 'held' && decision.reason === 'starting' && !isLast) return 'later';
    this.#asked += 1;
    if (decision.kind === 'open') {
      if (decision.release !== null) this.#ports.onReleased(decision.release);
      return { release: decision.release };
    }
    this.#refused += 1;
    this.#ports.onRefused(decision);
    return false;
  }

  #decide(texts: readonly string[] | null): Decision {
    if (texts === null) return BROKEN;
    try {
      return this.#ports.decide(texts);
    } catch {
      return BROKEN;
    }
  }
}
