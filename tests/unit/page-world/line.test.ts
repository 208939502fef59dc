import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ENDPOINTS } from '../../../utils/page-world/endpoints.ts';
import { type LinePorts, standLine } from '../../../utils/page-world/line.ts';
import { ANSWER, CALL, HERE, LATER, QUESTION, SUCCESS } from '../../../utils/page-world/wire.ts';

const MASTODON = ENDPOINTS.findIndex(({ platform }) => platform === 'mastodon');
const LINKEDIN = ENDPOINTS.findIndex(({ platform }) => platform === 'linkedin');

let document: Document;
let scripts: object[];

beforeEach(() => {
  scripts = [];
  document = Object.assign(new EventTarget(), { readyState: 'loading', scripts }) as unknown as Document;
});

/** The page's side of the wire, as the script in its world does it. */
function pageSide() {
  const wire = new EventTarget();
  const later: string[] = [];
  let answer: string | null = null;
  wire.addEventListener(ANSWER, (event) => {
    answer = (event as CustomEvent<string>).detail;
  });
  wire.addEventListener(LATER, (event) => later.push((event as CustomEvent<string>).detail));
  const here = (): void => {
    document.dispatchEvent(Object.assign(new Event(HERE), { relatedTarget: wire }));
  };
  return {
    here,
    later,
    ask(detail: string): string | null {
      answer = null;
      wire.dispatchEvent(new CustomEvent(QUESTION, { detail }));
      return answer;
    },
    succeed: (detail: string) => wire.dispatchEvent(new CustomEvent(SUCCESS, { detail })),
  };
}

function ports(judge: LinePorts<string>['judge']) {
  const waiting: ((isLast: boolean) => void)[] = [];
  return {
    judge: vi.fn(judge),
    onPublished: vi.fn(),
    whenMoreIsKnown: (then: (isLast: boolean) => void) => void waiting.push(then),
    waiting,
  };
}

const status = (text: string): string => JSON.stringify({ status: text });

describe('meeting', () => {
  test('whichever comes second calls', () => {
    const first = pageSide();
    const line = standLine(
      document,
      ports(() => false),
    );
    expect(line.isPresent).toBe(false);
    first.here();
    expect(line.isPresent).toBe(true);
  });

  test('the page’s script that was first is called', () => {
    const page = pageSide();
    document.addEventListener(CALL, page.here);
    expect(
      standLine(
        document,
        ports(() => false),
      ).isPresent,
    ).toBe(true);
  });

  test('nobody is met once a script of the page may have run, and only one ever is', () => {
    const page = pageSide();
    const line = standLine(
      document,
      ports(() => ({ release: 'r' })),
    );
    scripts.push({});
    page.here();
    expect(line.isPresent).toBe(false);
    scripts.length = 0;
    page.here();
    const other = pageSide();
    other.here();
    expect(other.ask(`1 ${MASTODON} r ${status('text')}`)).toBeNull();
    expect(page.ask(`1 ${MASTODON} r ${status('text')}`)).toBe('pass');
  });
});

describe('a question', () => {
  test.each([
    [
      'of words that may go out',
      `1 ${MASTODON} r ${status('text\nof two lines')}`,
      'pass',
      ['text\nof two lines'],
    ],
    ['of words that may not', `1 ${MASTODON} r ${status('held')}`, 'refuse', ['held']],
    ['of a body that cannot be read', `1 ${MASTODON} u `, 'refuse', null],
    ['of a body that cannot be understood', `1 ${MASTODON} r <xml/>`, 'refuse', null],
  ])('%s', (_what, question, answer, texts) => {
    const given = ports((words) => (words?.[0]?.startsWith('text') ? { release: 'r' } : false));
    const page = pageSide();
    standLine(document, given);
    page.here();
    expect(page.ask(question)).toBe(answer);
    expect(given.judge).toHaveBeenCalledWith(texts, false);
  });

  test.each(['', '1', `1 99 r {}`, `1 ${MASTODON} x {}`])('that is none (%j) is refused', (question) => {
    const page = pageSide();
    standLine(
      document,
      ports(() => ({ release: 'r' })),
    );
    page.here();
    expect(page.ask(question)).toBe('refuse');
  });

  test('of no words passes unjudged', () => {
    const given = ports(() => false);
    const page = pageSide();
    standLine(document, given);
    page.here();
    expect(page.ask(`1 ${MASTODON} r ${JSON.stringify({ status: '', media_ids: ['1'] })}`)).toBe('pass');
    expect(given.judge).not.toHaveBeenCalled();
  });

  test('whose judge throws is refused', () => {
    const page = pageSide();
    standLine(
      document,
      ports(() => {
        throw new Error('no linter');
      }),
    );
    page.here();
    expect(page.ask(`1 ${MASTODON} r ${status('text')}`)).toBe('refuse');
  });

  test('waits until more is known, and is refused when it never is', () => {
    const verdicts = ['later', 'later', { release: 'r' }] as const;
    let at = 0;
    const given = ports((_texts, isLast) => (isLast ? 'later' : (verdicts[at++] ?? false)));
    const page = pageSide();
    standLine(document, given);
    page.here();
    expect(page.ask(`7 ${MASTODON} r ${status('text')}`)).toBe('wait');
    given.waiting.shift()?.(false);
    expect(page.later).toEqual([]);
    given.waiting.shift()?.(false);
    expect(page.later).toEqual(['7 pass']);
    at = 0;
    expect(page.ask(`8 ${MASTODON} r ${status('text')}`)).toBe('wait');
    given.waiting.shift()?.(true);
    expect(page.later).toEqual(['7 pass', '8 refuse']);
  });

  test('passes when another copy of the script has taken over', () => {
    const page = pageSide();
    const line = standLine(
      document,
      ports(() => false),
    );
    page.here();
    line.stop();
    expect(page.ask(`1 ${MASTODON} r ${status('held')}`)).toBe('pass');
  });
});

describe('after success', () => {
  test('the post is handed on with what it was passed with, once', () => {
    const given = ports(() => ({ release: 'clearance' }));
    const page = pageSide();
    standLine(document, given);
    page.here();
    page.ask(`3 ${MASTODON} r ${status('text')}`);
    const reply = `3 ${JSON.stringify({ id: '112', url: 'https://mastodon.social/@a/112' })}`;
    page.succeed(reply);
    page.succeed(reply);
    expect(given.onPublished.mock.calls).toEqual([
      ['clearance', [{ id: '112', address: 'https://mastodon.social/@a/112' }]],
    ]);
  });

  test('of what was never asked about, or refused, nothing is handed on', () => {
    const given = ports(() => false);
    const page = pageSide();
    standLine(document, given);
    page.here();
    page.ask(`3 ${LINKEDIN} r ${JSON.stringify({ commentaryV2: { text: 'held' } })}`);
    page.succeed('3 {}');
    page.succeed('9 {}');
    expect(given.onPublished).not.toHaveBeenCalled();
  });
});
