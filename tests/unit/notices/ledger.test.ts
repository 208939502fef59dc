import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeEvent } from '../../../utils/notices/events.ts';
import {
  firstLedger,
  GATHERED,
  type Ledger,
  nextStep,
  type Step,
  withoutShown,
  withShown,
} from '../../../utils/notices/ledger.ts';
import { TOPICS, type Topic } from '../../../utils/notices/settings.ts';
import { plainRequest } from './samples.ts';

const WHOSE = { team: 't', member: 'm' };
const BEHIND = { actions: ['open'], request: null, offer: null } as const;

function eventOf(kind: NoticeEvent['kind'], request: string, topic: Topic = 'waiting'): NoticeEvent {
  const whole = plainRequest('Soon.', { id: request });
  const [version] = whole.versions;
  const id = `${kind}:${request}`;
  const subject = topic === 'pauses' || version === undefined ? null : { request: whole, version };
  return { id, kind, topic, subject, by: null, said: null, until: null, scope: null };
}
const waiting = (request: string): NoticeEvent => eventOf('waiting', request);
const state = (...events: readonly NoticeEvent[]) => new Map(events.map((event) => [event.id, event]));

/** A step, and the ledger once its notices are on the screen. */
function step(
  ledger: Ledger,
  events: ReadonlyMap<string, NoticeEvent>,
  { isQuiet = false, topics = TOPICS as readonly Topic[] } = {},
): Step {
  const next = nextStep(ledger, events, { isQuiet, topics: [...topics] });
  const shown = next.show.reduce((all, notice) => withShown(all, notice, BEHIND), next.ledger);
  return { ...next, ledger: shown };
}
const told = ({ show }: Step): string[] => show.flatMap(({ events }) => events.map(({ id }) => id));

describe('what is told', () => {
  const empty = firstLedger(WHOSE, []);

  it('is nothing that was there at first', () => {
    const first = firstLedger(WHOSE, state(waiting('a')).keys());
    expect(step(first, state(waiting('a')))).toMatchObject({ show: [], clear: [] });
    expect(told(step(first, state(waiting('a'), waiting('b'))))).toEqual(['waiting:b']);
  });

  it('is told once, and taken away when it is not so any more', () => {
    const one = step(empty, state(waiting('a')));
    expect(one.show).toMatchObject([{ id: 'waiting:a', isUpdate: false }]);
    expect(step(one.ledger, state(waiting('a')))).toMatchObject({ show: [], clear: [] });
    const gone = step(one.ledger, state());
    expect(gone).toMatchObject({ show: [], clear: ['waiting:a'] });
    // An undone decision: it waits again, as everybody knows.
    expect(step(gone.ledger, state(waiting('a')))).toMatchObject({ show: [], clear: [] });
  });

  it('is gathered when it is several, in a notice that then counts down without calling anybody', () => {
    const many = step(empty, state(waiting('a'), waiting('b'), eventOf('approved', 'c', 'own')));
    expect(many.show).toHaveLength(1);
    expect(many.show[0]?.id).toBe(GATHERED);
    expect(told(many)).toEqual(['waiting:a', 'waiting:b', 'approved:c']);
    const fewer = step(many.ledger, state(waiting('b'), eventOf('approved', 'c', 'own')));
    expect(fewer.show).toMatchObject([{ id: GATHERED, isUpdate: true }]);
    expect(told(fewer)).toEqual(['waiting:b', 'approved:c']);
    expect(step(fewer.ledger, state())).toMatchObject({ show: [], clear: [GATHERED] });
  });

  it('joins the notice of several that is on the screen, and stands alone once that was put away', () => {
    const many = step(empty, state(waiting('a'), waiting('b')));
    const three = state(waiting('a'), waiting('b'), waiting('c'));
    const joined = step(many.ledger, three);
    expect(joined.show).toMatchObject([{ id: GATHERED, isUpdate: false }]);
    expect(told(joined)).toHaveLength(3);
    const alone = step(withoutShown(many.ledger, GATHERED), three);
    expect(alone.show).toMatchObject([{ id: 'waiting:c' }]);
  });

  it('is one thing of each post: what says the most', () => {
    const both = step(empty, state(eventOf('comment', 'a', 'own'), eventOf('approved', 'a', 'own')));
    expect(both.show).toMatchObject([{ id: 'approved:a' }]);
    expect(both.show[0]?.covers).toHaveLength(2);
  });

  it('is only of what somebody wants to hear, and the rest is no news when they want it later', () => {
    const events = state(waiting('a'), eventOf('approved', 'b', 'own'));
    const own = step(empty, events, { topics: ['own'] });
    expect(told(own)).toEqual(['approved:b']);
    expect(told(step(own.ledger, events))).toEqual([]);
  });

  it('is nothing while it is quiet, and then what still holds, gathered', () => {
    const quiet = step(empty, state(waiting('a'), waiting('b')), { isQuiet: true });
    expect(told(quiet)).toEqual([]);
    const longer = step(quiet.ledger, state(waiting('b'), waiting('c')), { isQuiet: true });
    expect(told(longer)).toEqual([]);
    const over = step(longer.ledger, state(waiting('b'), waiting('c')));
    expect(over.show).toMatchObject([{ id: GATHERED }]);
    expect(told(over)).toEqual(['waiting:b', 'waiting:c']);
    expect(told(step(over.ledger, state(waiting('b'), waiting('c'))))).toEqual([]);
  });

  it('leaves out a pause that came and went while it was quiet', () => {
    const quiet = step(empty, state(eventOf('paused', 'p', 'pauses')), { isQuiet: true });
    const lifted = state(eventOf('lifted', 'p', 'pauses'));
    const over = step(quiet.ledger, lifted);
    expect(told(over)).toEqual([]);
    expect(told(step(over.ledger, lifted))).toEqual([]);
  });

  it('does not grow without end', () => {
    let ledger = empty;
    for (let i = 0; i < 1_000; i += 1) ledger = step(ledger, state(waiting(`${i}`))).ledger;
    expect(ledger.known.length).toBeLessThan(400);
    expect(ledger.shown).toHaveLength(1);
  });
});

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
const history = fc.array(fc.record({ ids, isQuiet: fc.boolean(), isAgain: fc.boolean() }), { maxLength: 20 });

describe('whatever comes in whatever order', () => {
  it('each event calls somebody once at most, never while it is quiet, and none that holds is lost', () => {
    fc.assert(
      fc.property(history, (rounds) => {
        let ledger = firstLedger(WHOSE, []);
        const called = new Map<string, number>();
        for (const { ids: holding, isQuiet, isAgain } of rounds) {
          const events = state(...holding.map(waiting));
          const next = step(ledger, events, { isQuiet });
          const onScreen = new Set(ledger.shown.flatMap((one) => (one.id === GATHERED ? one.events : [])));
          for (const notice of next.show) {
            if (notice.isUpdate) continue;
            expect(isQuiet).toBe(false);
            for (const id of notice.covers) if (!onScreen.has(id)) called.set(id, (called.get(id) ?? 0) + 1);
          }
          // What is on the screen is true.
          for (const one of next.ledger.shown) expect(one.events.some((id) => events.has(id))).toBe(true);
          // What holds was told, or waits for the quiet to end.
          for (const id of events.keys())
            expect((called.get(id) ?? 0) === 1 || next.ledger.held.includes(id)).toBe(true);
          ledger = next.ledger;
          // The worker started again, or the copy was fetched anew: the same is read once more.
          if (isAgain) {
            const repeated = step(JSON.parse(JSON.stringify(ledger)), events, { isQuiet });
            expect(repeated).toMatchObject({ show: [], clear: [] });
            ledger = repeated.ledger;
          }
        }
        for (const times of called.values()) expect(times).toBe(1);
      }),
    );
  });
});
