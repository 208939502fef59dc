/** Cost of finding terms: compile, memory, serialised size, load, and a scan as a ratio of the bare automaton's scan. */

import { Automaton } from '../../utils/lint/automaton.ts';
import { Folder } from '../../utils/lint/fold.ts';
import { TermFinder } from '../../utils/lint/term-finder.ts';
import { cost, keep, round } from './support/cost.ts';
import { TERMS, termsOf, textOf } from './support/texts.ts';

const ms = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return round(performance.now() - start);
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
        'compile ms, first': round(compiled),
        'compile ms, again': again,
        MB: round(bytes / 1e6),
        'JSON MB': round(json.length / 1e6),
        'load ms, first': ms(() => TermFinder.fromData(data)),
        'load ms, again': ms(() => TermFinder.fromData(data)),
      };
    }),
  );
}

const folder = new Folder({ ignoreMarks: false });
const automaton = new Automaton([...new Set(TERMS.map((term) => folder.plain(term)))]);
const plain = new TermFinder([{ rule: 0, terms: TERMS }]);
const resisting = new TermFinder([{ rule: 0, terms: TERMS, evasion: true }]);
console.log('\none scan, µs');
const rows = [];
for (const length of [280, 3000, 60_000]) {
  const text = textOf(length);
  const scan = await cost(() => {
    let count = 0;
    automaton.scan(text, () => count++);
    return count;
  });
  const fold = await cost(() => folder.fold(text));
  const find = await cost(() => plain.find(text));
  const resist = await cost(() => resisting.find(text));
  rows.push({
    characters: length,
    'bare scan': round(scan.median),
    fold: round(fold.median),
    find: round(find.median),
    'find p99': round(find.p99),
    'find x scan': round(find.median / scan.median),
    evasion: round(resist.median),
    'evasion p99': round(resist.p99),
    'evasion x scan': round(resist.median / scan.median),
  });
}
console.table(rows);
keep('terms', rows);
