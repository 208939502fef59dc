/** Cost of checking, as ratios within one run, beside one native alternation of the same words and a bare automaton scan. */
import { readStarterPacks } from '../../cli/packs.ts';
import { Automaton } from '../../utils/lint/automaton.ts';
import { indexed } from '../../utils/lint/indexes.ts';
import { loadLinter } from '../../utils/lint/linter.ts';
import { compile, planRuleset, type RulesetInput } from '../../utils/rules/compile.ts';
import { type Cost, cost, keep, round } from './support/cost.ts';
import { draftOf, patternsPack, TERMS, termsOf, termsPack, textOf } from './support/texts.ts';

const options = { locale: 'en', now: 0 } as const;
const starter = readStarterPacks();
const terms = termsPack(TERMS);
const patterns = patternsPack(200);
const rulesets: readonly (readonly [name: string, ruleset: RulesetInput])[] = [
  ['starter packs', { packs: starter, overrides: {} }],
  ['10,000 terms', { packs: [terms], overrides: {} }],
  ['10,000 terms + 200 regex rules', { packs: [terms, patterns], overrides: {} }],
  ['starter packs + 10,000 terms + 200 regex rules', { packs: [...starter, terms, patterns], overrides: {} }],
];
const linters = rulesets.map(([name, ruleset]) => ({ name, linter: compile(ruleset, options) }));
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const native = new RegExp(
  `\\b(?:${TERMS.toSorted((a, b) => b.length - a.length)
    .map(literally)
    .join('|')})\\b`,
  'giu',
);
const automaton = new Automaton([...new Set(TERMS)]);

interface Row extends Cost {
  readonly what: string;
}
const figures: { length: number; rows: Row[] }[] = [];
for (const length of [280, 3000]) {
  const text = textOf(length);
  const draft = draftOf(text);
  const scan = await cost(() => {
    let count = 0;
    automaton.scan(text, () => count++);
    return count;
  });
  const alternation = await cost(() => [...text.matchAll(native)].length);
  const rows: Row[] = [];
  for (const { name, linter } of linters)
    rows.push({ what: name, ...(await cost(() => linter.lint(draft))) });
  rows.push({ what: 'one native alternation of the terms', ...alternation });
  rows.push({ what: 'bare automaton scan of the terms', ...scan });
  figures.push({ length, rows });
  console.log(`\n${length} characters`);
  console.table(
    rows.map(({ what, median, p99 }) => ({
      what,
      'median µs': round(median),
      'p99 µs': round(p99),
      'x scan': round(median / scan.median),
      'x alternation': round(median / alternation.median),
    })),
  );
}

console.log('\none keystroke, starter packs + 10,000 terms + 200 regex rules');
const all = linters.at(-1);
const keystrokes: { length: number; update: Cost; whole: Cost }[] = [];
for (const length of [280, 3000, 60_000]) {
  if (all === undefined) break;
  const { linter } = all;
  const text = textOf(length);
  const at = text.indexOf(' ', text.length / 2);
  const typed = ['', 'a', 'ab'].map((more) => draftOf(text.slice(0, at) + more + text.slice(at)));
  let last = linter.lint(draftOf(text));
  let turn = 0;
  const next = () => typed[turn++ % typed.length] ?? draftOf(text);
  const whole = await cost(() => linter.lint(next()));
  const update = await cost(() => {
    last = linter.update(last, next());
  });
  keystrokes.push({ length, update, whole });
}
console.table(
  keystrokes.map(({ length, update, whole }) => ({
    characters: length,
    'median µs': round(update.median),
    'p99 µs': round(update.p99),
    'x checking all of it': round(update.median / whole.median),
  })),
);

console.log('\nfrom rules to a linter');
const compiling = [10_000, 50_000].map((count) => {
  const ruleset = { packs: [termsPack(termsOf(count))], overrides: {} };
  global.gc?.();
  const before = process.memoryUsage();
  const started = performance.now();
  const made = compile(ruleset, options);
  const compileMs = performance.now() - started;
  global.gc?.();
  const after = process.memoryUsage();
  const sent = JSON.stringify(indexed(planRuleset(ruleset, 'en')));
  const loading = performance.now();
  const loaded = loadLinter(JSON.parse(sent), { now: 0 });
  const loadMs = performance.now() - loading;
  return {
    terms: count,
    rules: Math.max(made.rules, loaded.rules),
    compileMs,
    megabytes: (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6,
    sentMegabytes: sent.length / 1e6,
    loadMs,
  };
});
console.table(
  compiling.map(({ terms: count, compileMs, megabytes, sentMegabytes, loadMs }) => ({
    terms: count,
    'compile ms': round(compileMs),
    'memory MB': round(megabytes),
    'as JSON, MB': round(sentMegabytes),
    'loaded from it, ms': round(loadMs),
  })),
);
keep('lint', { figures, keystrokes, compiling });
