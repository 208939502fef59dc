/** Our side of the second line: takes the questions of the script in the page's world and answers them at once. */
import { ENDPOINTS } from './endpoints.ts';
import { type MadePost, madeBy, textsOf } from './publishing.ts';
import { ANSWER, CALL, HERE, isBeforePage, LATER, QUESTION, SUCCESS } from './wire.ts';

export interface LinePorts<R> {
  /**
   * May these texts go out? `null`: what goes out cannot be read.
   * @param isLast no more is coming: `later` is no answer any more
   * @returns what goes with the passing (a clearance or null), or false; then the author is told by the callee. `later`:
   * rules and requests are still on their way into the page
   */
  judge(texts: readonly string[] | null, isLast: boolean): { readonly release: R } | false | 'later';
  /** Calls back once when more is known than now, or when waiting is of no use: then `isLast`. */
  whenMoreIsKnown(then: (isLast: boolean) => void): void;
  /** The request has succeeded; posts as the platform names them, none when its answer is not understood. */
  onPublished(release: R, posts: readonly MadePost[]): void;
}

export interface Line {
  /** True when the script in the page's world has been met: requests are compared. */
  readonly isPresent: boolean;
  /** Answers `pass` from now on; for a script that hands over to its successor. */
  stop(): void;
}

interface Asked<R> {
  readonly endpoint: number;
  readonly release: R;
}

type Answer = 'pass' | 'refuse' | 'wait';

const KEPT = 50;

/** Call it synchronously at `document_start`. Never throws: what cannot be answered is refused. */
export function standLine<R>(document: Document, ports: LinePorts<R>): Line {
  let isPresent = false;
  let isStopped = false;
  const asked = new Map<string, Asked<R>>();

  const judge = (number: string, at: number, texts: readonly string[] | null, isLast: boolean): Answer => {
    if (isStopped) return 'pass';
    try {
      const verdict = ports.judge(texts, isLast);
      if (verdict === 'later') return isLast ? 'refuse' : 'wait';
      if (verdict === false) return 'refuse';
      asked.set(number, { endpoint: at, release: verdict.release });
      const [oldest] = asked.keys();
      if (asked.size > KEPT && oldest !== undefined) asked.delete(oldest);
      return 'pass';
    } catch {
      return 'refuse';
    }
  };

  /** @param later tells the answer to a question that has to wait. */
  const answer = (question: string, later: (detail: string) => void): Answer => {
    if (isStopped) return 'pass';
    const [, number = '', at = '', state, body = ''] = /^(\S+) (\d+) ([ru]) ([\s\S]*)$/.exec(question) ?? [];
    // What is no question of ours is refused like one: `Number('')` would be an endpoint.
    const endpoint = at === '' ? undefined : ENDPOINTS[Number(at)];
    if (endpoint === undefined) return 'refuse';
    const texts = state === 'r' ? textsOf(endpoint, body) : null;
    if (texts?.length === 0) return 'pass';
    const now = judge(number, Number(at), texts, false);
    const again = (isLast: boolean): void => {
      const then = judge(number, Number(at), texts, isLast);
      if (then === 'wait') ports.whenMoreIsKnown(again);
      else later(`${number} ${then}`);
    };
    if (now === 'wait') ports.whenMoreIsKnown(again);
    return now;
  };

  const onSuccess = (detail: string): void => {
    const space = detail.indexOf(' ');
    const number = detail.slice(0, space);
    const one = asked.get(number);
    const endpoint = one && ENDPOINTS[one.endpoint];
    if (one === undefined || endpoint === undefined) return;
    asked.delete(number);
    ports.onPublished(one.release, madeBy(endpoint, detail.slice(space + 1)));
  };

  const meet = (event: Event): void => {
    const wire = (event as MouseEvent).relatedTarget;
    if (isPresent || wire === null || !isBeforePage(document)) return;
    isPresent = true;
    document.removeEventListener(HERE, meet, true);
    const detailOf = (one: Event): string => String((one as CustomEvent<unknown>).detail);
    const say = (type: string, detail: string): void => {
      wire.dispatchEvent(new CustomEvent(type, { detail }));
    };
    wire.addEventListener(QUESTION, (question) =>
      say(
        ANSWER,
        answer(detailOf(question), (detail) => say(LATER, detail)),
      ),
    );
    wire.addEventListener(SUCCESS, (success) => onSuccess(detailOf(success)));
  };

  if (isBeforePage(document)) {
    document.addEventListener(HERE, meet, true);
    document.dispatchEvent(new Event(CALL));
  }
  return {
    get isPresent() {
      return isPresent;
    },
    stop() {
      isStopped = true;
    },
  };
}
