/**
 * How the cost of one check grows with the length of the text and with the number of rules. With `--docs` the curves go
 * to `docs/engine-cost.svg`.
 */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { compile } from '../../utils/rules/compile.ts';
import { chart, type Line } from './support/chart.ts';
import { cost, keep, round } from './support/cost.ts';
import { draftOf, patternsPack, TERMS, termsOf, termsPack, textOf } from './support/texts.ts';

const options = { locale: 'en', now: 0 } as const;
const linter = compile({ packs: [termsPack(TERMS), patternsPack(200)], overrides: {} }, options);

const whole: [number, number][] = [];
const keystroke: [number, number][] = [];
for (const length of [140, 280, 1000, 3000, 10_000, 30_000, 60_000]) {
  const text = textOf(length);
  const at = text.indexOf(' ', length / 2);
  const typed = ['', 'a', 'ab'].map((more) => draftOf(text.slice(0, at) + more + text.slice(at)));
  let turn = 0;
  const next = () => typed[turn++ % typed.length] ?? draftOf(text);
  whole.push([length, (await cost(() => linter.lint(next()))).median]);
  let last = linter.lint(next());
  const update = await cost(() => {
    last = linter.update(last, next());
  });
  keystroke.push([length, update.median]);
}

const text = draftOf(textOf(280));
const byTerms: [number, number][] = [];
for (const count of [100, 1000, 10_000, 50_000]) {
  const one = compile({ packs: [termsPack(termsOf(count))], overrides: {} }, options);
  byTerms.push([count, (await cost(() => one.lint(text))).median]);
}
const byPatterns: [number, number][] = [];
for (const count of [100, 1000, 5000]) {
  const one = compile({ packs: [patternsPack(count)], overrides: {} }, options);
  byPatterns.push([count, (await cost(() => one.lint(text))).median]);
}

const show = (what: string, points: readonly [number, number][]): void => {
  const [, first = 1] = points[0] ?? [];
  console.log(`\n${what}`);
  console.table(
    points.map(([of, median]) => ({ of, 'median µs': round(median), 'x first': round(median / first) })),
  );
};
show('characters, all of the text (10,000 terms + 200 regex rules)', whole);
show('characters, one keystroke', keystroke);
show('terms, 280 characters', byTerms);
show('regex rules, 280 characters', byPatterns);
keep('growth', { whole, keystroke, byTerms, byPatterns });

if (process.argv.includes('--docs')) {
  const lines = (given: readonly (readonly [string, readonly [number, number][]])[]): Line[] =>
    given.map(([name, points]) => ({ name, points }));
  writeFileSync(
    'docs/engine-cost.svg',
    chart([
      {
        title: 'Cost against length (10,000 terms + 200 regex rules)',
        across: 'characters',
        up: 'µs',
        lines: lines([
          ['the whole text', whole],
          ['one keystroke', keystroke],
        ]),
      },
      {
        title: 'Cost against number of rules (280 characters)',
        across: 'terms or rules',
        up: 'µs',
        lines: lines([
          ['terms', byTerms],
          ['regex rules', byPatterns],
        ]),
      },
    ]),
  );
}
