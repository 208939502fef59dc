/** Cost of one lint, as ratios within one run, against one native alternation of the same words and a bare automaton scan. */

import { readStarterPacks } from '../../cli/packs.ts';
import type { Draft } from '../../utils/draft/draft.ts';
import { Automaton } from '../../utils/lint/automaton.ts';
import type { Linter } from '../../utils/lint/linter.ts';
import { compile } from '../../utils/rules/compile.ts';
import type { Pack } from '../../utils/rules/schema.ts';

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
const words = [...new Set(Array.from({ length: 14_000 }, word))];
const TERMS = words.slice(0, 10_000).map((one, i) => (i % 5 === 0 ? `${one} ${words[i + 1]}` : one));

const SENTENCES = [
  'Our team had a great day at the charity run in Oslo, thank you to everyone who came!',
  'Read how we work with clients on green financing and why it matters in 2026.',
  'We’re hiring: two analysts and a designer for our new office by the harbour.',
  'Markets rose 2% today. Here is what our researchers are watching this week.',
  'No investment is guaranteed, so ask questions before you sign. #finance @brand https://example.com/a',
];
function textOf(length: number): string {
  let text = '';
  for (let i = 0; text.length < length; i++) {
    text += `${SENTENCES[i % SENTENCES.length]} ${i % 7 === 3 ? TERMS[(i * 31) % TERMS.length] : word()} `;
  }
  return text.slice(0, length);
}

const draftOf = (text: string): Draft => ({
  platform: 'x',
  account: null,
  parts: [{ text, media: [] }],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
});

const termPack: Pack = {
  pack: 'bench-terms',
  version: '1.0.0',
  title: { en: 'Terms' },
  rules: [
    {
      id: 'terms',
      kind: 'terms',
      severity: 'warn',
      message: { en: '{match}' },
      terms: TERMS,
      examples: { bad: ['x'], good: ['y'] },
    },
  ],
};

interface Cost {
  readonly median: number;
  readonly p99: number;
}

/** Microseconds of one call. */
function cost(work: () => unknown): Cost {
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

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const options = { locale: 'en', now: 0 } as const;
const starter = readStarterPacks();

const before = process.memoryUsage();
const started = performance.now();
const terms = compile({ packs: [termPack], overrides: {} }, options);
const compileMs = performance.now() - started;
const after = process.memoryUsage();

const linters: [name: string, linter: Linter][] = [
  ['starter packs', compile({ packs: starter, overrides: {} }, options)],
  ['10,000 terms', terms],
  ['starter packs + 10,000 terms', compile({ packs: [...starter, termPack], overrides: {} }, options)],
];
const native = new RegExp(
  `\\b(?:${TERMS.toSorted((a, b) => b.length - a.length)
    .map(literally)
    .join('|')})\\b`,
  'giu',
);
const automaton = new Automaton([...new Set(TERMS)]);

for (const length of [280, 3000]) {
  const text = textOf(length);
  const draft = draftOf(text);
  const scan = cost(() => {
    let count = 0;
    automaton.scan(text, () => count++);
    return count;
  });
  const alternation = cost(() => [...text.matchAll(native)].length);
  const rows = [
    ...linters.map(([name, linter]): [string, Cost] => [name, cost(() => linter.lint(draft))]),
    ['one native alternation of the terms', alternation] as [string, Cost],
    ['bare automaton scan of the terms', scan] as [string, Cost],
  ];
  console.log(`\n${length} characters`);
  console.table(
    rows.map(([what, { median, p99 }]) => ({
      what,
      'median µs': Number(median.toFixed(1)),
      'p99 µs': Number(p99.toFixed(1)),
      'x scan': Number((median / scan.median).toFixed(2)),
      'x alternation': Number((median / alternation.median).toFixed(3)),
    })),
  );
}
console.log(
  `\ncompile of 10,000 terms: ${compileMs.toFixed(0)} ms; memory: heap ${((after.heapUsed - before.heapUsed) / 1e6).toFixed(1)} MB, buffers ${((after.arrayBuffers - before.arrayBuffers) / 1e6).toFixed(1)} MB`,
);
