import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Automaton, type AutomatonData } from '../../../../utils/lint/automaton.ts';
import { Prefilter } from '../../../../utils/lint/prefilter.ts';
import { TermFinder, type TermFinderData } from '../../../../utils/lint/term-finder.ts';
import { LintDataError } from '../../../../utils/lint/terms/data-error.ts';
import { packNumbers, unpackNumbers } from '../../../../utils/lint/terms/packed.ts';

const throughJson = <T>(data: T): T => JSON.parse(JSON.stringify(data));
const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'ss', 'ø', 'ß', '1', ' ', 'я', '😀'),
  minLength: 1,
  maxLength: 6,
});
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 's', 'ø', 'ß', '1', ' ', '.', 'я', '@', '😀'),
  maxLength: 60,
});

describe('numbers as text', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0xffffffff })), (numbers) => {
        expect([...unpackNumbers(packNumbers(numbers), numbers.length, 'x')]).toEqual(numbers);
        expect([...unpackNumbers(packNumbers(numbers), null, 'x')]).toEqual(numbers);
      }),
    );
  });

  it.each([
    ['no text', 7, null],
    ['no base64', '***', null],
    ['cut short', btoa('\x80'), null],
    ['too long a number', btoa('\x80\x80\x80\x80\x80\x01'), null],
    ['too few', packNumbers([1, 2]), 3],
    ['too many', packNumbers([1, 2]), 1],
    ['far too few', packNumbers([1, 2]), 1e9],
  ])('are refused: %s', (_, packed, count) => {
    expect(() => unpackNumbers(packed, count, 'field')).toThrow(LintDataError);
  });
});

function occurrences(automaton: Automaton, searched: string): [number, number, number][] {
  const found: [number, number, number][] = [];
  automaton.scan(searched, (number, start, end) => found.push([number, start, end]));
  return found;
}

describe('an automaton from its data', () => {
  it('finds the same, and gives the same data again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), text, (words, searched) => {
        const made = new Automaton(words);
        const data = throughJson(made.toData());
        const loaded = Automaton.fromData(data);
        expect(occurrences(loaded, searched)).toEqual(occurrences(made, searched));
        expect(loaded.toData()).toEqual(data);
        expect(loaded.words).toBe(words.length);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same where only some states have a row of their own', () => {
    // 4,000 units: rows for the first few dozen states only, and many children of one state.
    const words = Array.from({ length: 4000 }, (_, i) => {
      const letter = String.fromCharCode(0x4e00 + i);
      return i % 3 === 0 ? `一${letter}二` : i % 3 === 1 ? `二${letter}` : `${letter}三一`;
    });
    const made = new Automaton(words);
    const loaded = Automaton.fromData(throughJson(made.toData()));
    const searched = words.slice(100, 300).join('') + words.slice(3000).join('四');
    const naive = words.flatMap((one, number) => {
      const found: [number, number, number][] = [];
      for (let at = searched.indexOf(one); at >= 0; at = searched.indexOf(one, at + 1)) {
        found.push([number, at, at + one.length]);
      }
      return found;
    });
    const inOrder = (a: readonly number[], b: readonly number[]): number =>
      (a[2] ?? 0) - (b[2] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0);
    expect(occurrences(made, searched).sort(inOrder)).toEqual(naive.sort(inOrder));
    expect(occurrences(loaded, searched)).toEqual(occurrences(made, searched));
  });

  it('is small', () => {
    const words = Array.from(
      { length: 10_000 },
      (_, i) => `${(i * 7919).toString(36)}word${(i * 104729).toString(36)}`,
    );
    expect(JSON.stringify(new Automaton(words).toData()).length).toBeLessThan(1_000_000);
  });

  const broken: [string, (data: AutomatonData) => unknown][] = [
    ['nothing', () => null],
    ['a list', () => []],
    ['no states', (data) => ({ ...data, states: 0 })],
    ['too many states', (data) => ({ ...data, states: data.states + 1 })],
    ['endless states', (data) => ({ ...data, states: 1e12 })],
    ['half a state', (data) => ({ ...data, states: 1.5 })],
    ['another number of words', (data) => ({ ...data, words: data.words + 1 })],
    ['no units', (data) => ({ ...data, units: undefined })],
    ['no alphabet', (data) => ({ ...data, units: '' })],
    ['units out of range', (data) => ({ ...data, units: packNumbers([0xffff, 7]) })],
    ['labels out of order', (data) => ({ ...data, labels: packNumbers(new Array(data.states - 1).fill(1)) })],
    [
      'a state that fails to a deeper one',
      (data) => ({ ...data, fails: packNumbers(new Array(data.states - 1).fill(3)) }),
    ],
    [
      'children that are not there',
      (data) => ({ ...data, children: packNumbers(new Array(data.states).fill(2)) }),
    ],
    ['no children', (data) => ({ ...data, children: packNumbers(new Array(data.states).fill(0)) })],
    ['ends out of range', (data) => ({ ...data, ends: packNumbers([900, 0, 1, 1, 1, 2]) })],
    ['a word that ends twice', (data) => ({ ...data, ends: packNumbers([1, 0, 1, 0, 1, 0]) })],
    ['a word that ends at the root', (data) => ({ ...data, ends: packNumbers([0, 0, 1, 1, 1, 2]) })],
  ];
  it.each(broken)('is refused: %s', (_, change) => {
    const data = new Automaton(['he', 'she', 'hers']).toData();
    expect(() => Automaton.fromData(change(data) as AutomatonData)).toThrow(LintDataError);
  });
});

/** Every text in the data, by path. */
function texts(data: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof data === 'string') return [path];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => texts(value, [...path, name]));
}

function changed(data: unknown, path: readonly string[], change: (text: string) => unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return change(String(data));
  const copy: Record<string, unknown> | unknown[] = Array.isArray(data) ? [...data] : { ...(data as object) };
  (copy as Record<string, unknown>)[name] = changed((data as Record<string, unknown>)[name], rest, change);
  return copy;
}

describe('a term finder from its data', () => {
  const lists = fc.array(
    fc.record({ terms: fc.array(word, { maxLength: 8 }), evasion: fc.boolean(), ignoreMarks: fc.boolean() }),
    { maxLength: 4 },
  );

  it('finds the same, and gives the same data again', () => {
    fc.assert(
      fc.property(lists, text, (all, searched) => {
        const made = new TermFinder(all.map((list, rule) => ({ ...list, rule: rule * 3 })));
        const data = throughJson(made.toData());
        const loaded = TermFinder.fromData(data);
        expect(loaded.find(searched)).toEqual(made.find(searched));
        expect(loaded.toData()).toEqual(data);
      }),
      { numRuns: 120 },
    );
  });

  it('is refused or runs, whatever was done to the data', () => {
    const data = new TermFinder([
      { rule: 2, terms: ['shit', 'class war', 'scheiße', 'scam'], evasion: true },
      { rule: 4, terms: ['résumé', 'scam'], ignoreMarks: true },
    ]).toData();
    const paths = texts(data);
    const searched = 'sh1t cla$$ war scheisse #StopTheScam resume';
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.string({ maxLength: 3 }),
        fc.boolean(),
        (path, place, put, isCut) => {
          const change = (whole: string): string => {
            const at = place % (whole.length + 1);
            return whole.slice(0, at) + put + (isCut ? '' : whole.slice(at + put.length));
          };
          try {
            for (const [, spans] of TermFinder.fromData(changed(data, path, change) as TermFinderData).find(
              searched,
            )) {
              for (const { start, end } of spans) {
                expect(start).toBeGreaterThanOrEqual(0);
                expect(end).toBeGreaterThan(start);
                expect(end).toBeLessThanOrEqual(searched.length);
              }
            }
          } catch (error) {
            expect(error).toBeInstanceOf(LintDataError);
            refused++;
          }
        },
      ),
      { numRuns: 800 },
    );
    expect(refused).toBeGreaterThan(200);
  });

  it.each([
    ['nothing', null],
    ['text', 'x'],
    ['nothing in it', {}],
    ['one list', { plain: [null], evasion: null }],
    ['no lists', { plain: [7, null], evasion: null }],
    ['no evasion', { plain: [null, null] }],
  ])('is refused: %s', (_, data) => {
    expect(() => TermFinder.fromData(data as unknown as TermFinderData)).toThrow(LintDataError);
  });
});

describe('a prefilter from its data', () => {
  it('names the same rules', () => {
    const literals = fc.option(fc.array(word, { maxLength: 4 }), { nil: null });
    fc.assert(
      fc.property(fc.array(literals, { maxLength: 10 }), text, (all, searched) => {
        const made = new Prefilter(all.map((one, rule) => ({ rule: rule * 2, literals: one })));
        const data = throughJson(made.toData());
        const loaded = Prefilter.fromData(data);
        expect(loaded.candidates(searched)).toEqual(made.candidates(searched));
        expect(loaded.toData()).toEqual(data);
        for (const [rule, one] of all.entries()) {
          const isNeeded =
            one === null ||
            one.length === 0 ||
            one.some((literal) => searched.toLowerCase().includes(literal));
          expect(made.candidates(searched).has(rule * 2)).toBe(isNeeded);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when the data is damaged', () => {
    const data = new Prefilter([{ rule: 0, literals: ['ab'] }]).toData();
    expect(() => Prefilter.fromData({ ...data, always: '*' })).toThrow(LintDataError);
    const endless = packNumbers([0xffffffff]);
    expect(() => Prefilter.fromData({ ...data, index: { ...data.index, owners: endless } })).toThrow(
      LintDataError,
    );
    expect(() => Prefilter.fromData({ ...data, index: { ...data.index, owners: '' } })).toThrow(
      LintDataError,
    );
  });
});
