/** Cost of finding terms: compile, memory, serialised size, load, and a scan as a ratio of the bare automaton's scan. */

import { Automaton } from '../../utils/lint/automaton.ts';
import { Folder } from '../../utils/lint/fold.ts';
import { TermFinder } from '../../utils/lint/term-finder.ts';

/** A deterministic generator (mulberry32), so that every run measures the same words. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = generator(1);
const pick = (letters: string): string => letters.charAt(Math.floor(random() * letters.length));
const syllable = (): string =>
  pick('bdfghjklmnprstvy') + pick('aeiouyæøå') + (random() < 0.4 ? pick('nrstlk') : '');
const word = (): string => Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('');
function termsOf(count: number): string[] {
  const words = new Set<string>();
  while (words.size < count) words.add(word());
  const all = [...words];
  return all.map((one, i) => (i % 5 === 0 ? `${one} ${all[(i + 1) % count]}` : one));
}

const SENTENCES = [
  'Our team had a great day at the charity run in Oslo, thank you to everyone who came!',
  'Read how we work with clients on green financing and why it matters in 2026.',
  'We’re hiring: two analysts and a designer for our new office by the harbour.',
  'Markets rose 2% today. Here is what our researchers are watching this week.',
  'No investment is guaranteed, so ask questions before you sign. #finance @brand https://example.com/a',
];
function textOf(length: number, terms: readonly string[]): string {
  let text = '';
  for (let i = 0; text.length < length; i++) {
    text += `${SENTENCES[i % SENTENCES.length]} ${i % 7 === 3 ? terms[(i * 31) % terms.length] : word()} `;
  }
  return text.slice(0, length);
}

/** Microseconds of one call: the median and the 99th of a hundred. */
function cost(work: () => unknown): { readonly median: number; readonly p99: number } {
  const until = performance.now() + 300;
  while (performance.now() < until) work();
  const times: number[] = [];
  const end = performance.now() + 1000;
  while (performance.now() < end) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) * 1000);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}

const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

const ms = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return rounded(performance.now() - start);
};

/** Bytes that what `make` returns holds on to, on the heap and in buffers; needs `--expose-gc` to be exact. */
function held<T>(make: () => T): { readonly value: T; readonly bytes: number } {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const before = process.memoryUsage();
  const value = make();
  collect?.();
  const after = process.memoryUsage();
  return { value, bytes: after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers };
}

for (const evasion of [false, true]) {
  console.log(`\n${evasion ? 'terms that resist evasion' : 'terms'}`);
  console.table(
    [10_000, 50_000].map((count) => {
      const terms = termsOf(count);
      const lists = [{ rule: 0, terms, evasion }];
      let compiled = 0;
      const { value: finder, bytes } = held(() => {
        const start = performance.now();
        const made = new TermFinder(lists);
        compiled = performance.now() - start;
        return made;
      });
      const again = ms(() => new TermFinder(lists));
      const json = JSON.stringify(finder.toData());
      const data = JSON.parse(json);
      return {
        terms: count,
        'compile ms, first': rounded(compiled),
        'compile ms, again': again,
        MB: rounded(bytes / 1e6),
        'JSON MB': rounded(json.length / 1e6, 2),
        'load ms, first': ms(() => TermFinder.fromData(data)),
        'load ms, again': ms(() => TermFinder.fromData(data)),
      };
    }),
  );
}

const terms = termsOf(10_000);
const folder = new Folder({ ignoreMarks: false });
const automaton = new Automaton([...new Set(terms.map((term) => folder.plain(term)))]);
const plain = new TermFinder([{ rule: 0, terms }]);
const resisting = new TermFinder([{ rule: 0, terms, evasion: true }]);
console.log('\none scan, µs');
console.table(
  [280, 3000, 60_000].map((length) => {
    const text = textOf(length, terms);
    const scan = cost(() => {
      let count = 0;
      automaton.scan(text, () => count++);
      return count;
    });
    const fold = cost(() => folder.fold(text));
    const find = cost(() => plain.find(text));
    const resist = cost(() => resisting.find(text));
    return {
      characters: length,
      'bare scan': rounded(scan.median),
      fold: rounded(fold.median),
      find: rounded(find.median),
      'find p99': rounded(find.p99),
      'find x scan': rounded(find.median / scan.median, 2),
      evasion: rounded(resist.median),
      'evasion p99': rounded(resist.p99),
      'evasion x scan': rounded(resist.median / scan.median, 2),
    };
  }),
);
