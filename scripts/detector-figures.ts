/**
 * Measures detectors and disguised words, and writes the figures into docs/report.md. Give it the folder with the tables
 * of valid and invalid values: `node scripts/run.mjs scripts/detector-figures.ts DATA/ids [--lines FILE]`. `--lines` also
 * writes the posts with their places, for `signoff report`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { readPack } from '../cli/packs.ts';
import { draftOf } from '../utils/draft/draft.ts';
import type { Detector, DetectorOptions } from '../utils/lint/detectors/detector.ts';
import { DETECTORS, type DetectorName, type TableOf } from '../utils/lint/detectors/registry.ts';
import { DETECTOR_TABLES } from '../utils/lint/detectors/tables/registry.ts';
import { compile } from '../utils/rules/compile.ts';
import { DISGUISES } from './detector-figures/disguises.ts';
import { type IdRow, readIdRows } from './detector-figures/rows.ts';
import { problem, say } from './say.ts';

const DOC = new URL('../docs/report.md', import.meta.url);
const START = '<!-- figures of scripts/detector-figures.ts: start -->';
const END = '<!-- figures: end -->';

interface Measured {
  readonly row: IdRow;
  readonly isExact: boolean;
  readonly touches: boolean;
}

const detectors = new Map<string, Detector>();

function detectorFor(name: DetectorName, country: string | null): Detector {
  const key = `${name} ${country}`;
  const known = detectors.get(key);
  if (known !== undefined) return known;
  const make = DETECTORS[name] as (options: DetectorOptions<TableOf<DetectorName>>) => Detector;
  const made = make({ countries: country === null ? null : [country], table: DETECTOR_TABLES[name] });
  detectors.set(key, made);
  return made;
}

function measure(row: IdRow, country: string | null): Measured {
  const found = detectorFor(row.detector, country).find(row.text);
  return {
    row,
    isExact: found.some(({ start, end }) => start === row.start && end === row.end),
    touches: found.some(({ start, end }) => start < row.end && end > row.start),
  };
}

/** Places found rightly, wrongly and not. */
function figures(measured: readonly Measured[]): string[] {
  const valid = measured.filter(({ row }) => row.isValid);
  const invalid = measured.filter(({ row }) => !row.isValid);
  const found = valid.filter(({ isExact }) => isExact).length;
  const wrongly = measured.filter(({ row, isExact, touches }) => touches && !(row.isValid && isExact)).length;
  const silent = invalid.filter(({ touches }) => !touches).length;
  const f1 = (2 * found) / Math.max(1, 2 * found + wrongly + (valid.length - found));
  return [share(found, valid.length), share(silent, invalid.length), f1.toFixed(3)];
}

function share(some: number, all: number): string {
  return all === 0 ? '–' : `${some} of ${all} (${((100 * some) / all).toFixed(1)} %)`;
}

function detectorTable(rows: readonly IdRow[]): string[] {
  const names = [...new Set(rows.map(({ what }) => what))];
  const line = (name: string, some: readonly IdRow[]): string => {
    const decidable = some.filter(({ undecidable }) => undecidable === null);
    const named = figures(decidable.map((row) => measure(row, row.country)));
    const unnamed = figures(decidable.map((row) => measure(row, null)));
    return `| ${[name, ...named, `${unnamed[0]}, ${unnamed[1]}`, some.length - decidable.length].join(' | ')} |`;
  };
  const ids = rows.filter(({ detector }) => detector === 'national-id');
  return [
    '| What | Valid, found exactly | Invalid, silent | Span F1 | Without a country: found, silent | Rows left out |',
    '| --- | --- | --- | --- | --- | --- |',
    ...names.map((name) =>
      line(
        name,
        rows.filter(({ what }) => what === name),
      ),
    ),
    line('**all national ids**', ids),
  ];
}

function reasons(rows: readonly IdRow[]): string {
  const counts = new Map<string, number>();
  for (const { undecidable } of rows)
    if (undecidable !== null) counts.set(undecidable, (counts.get(undecidable) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} (${count})`).join('; ');
}

function disguiseTable(): string[] {
  const pack = readPack('brand-safety');
  const rules = pack.rules.filter((rule) => rule.kind === 'terms' && rule.evasion === true);
  const linter = compile({ packs: [{ ...pack, rules }], overrides: {} }, { locale: 'en', now: 0 });
  const isFound = (word: string): boolean => {
    const { findings } = linter.lint(draftOf(`Well, ${word} again`, ''), { language: 'en' });
    return findings.some(({ start, end }) => start <= 6 && end >= 6 + word.length);
  };
  const words = [...new Set(rules.flatMap((rule) => (rule.kind === 'terms' ? rule.terms : [])))]
    .filter((word) => /^[a-z]{4,}$/.test(word) && isFound(word))
    .sort();
  return [
    `| Disguise | Of the ${words.length} words that are found in plain, found |`,
    '| --- | --- |',
    ...Object.entries(DISGUISES).map(([name, disguise]) => {
      const disguised = words.map(disguise).filter((word, i) => word !== words[i]);
      return `| ${name} | ${share(disguised.filter(isFound).length, disguised.length)} |`;
    }),
  ];
}

/** Which rule of the pack privacy finds what a detector finds. */
function labelledLines(rows: readonly IdRow[]): string {
  const rules = new Map(
    readPack('privacy').rules.flatMap((rule) => (rule.kind === 'detector' ? [[rule.detector, rule.id]] : [])),
  );
  return rows
    .filter(({ undecidable }) => undecidable === null)
    .map(({ text, detector, start, end, isValid }) =>
      JSON.stringify({ text, spans: { [`privacy/${rules.get(detector)}`]: isValid ? [[start, end]] : [] } }),
    )
    .join('\n');
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { lines: { type: 'string' }, list: { type: 'string' } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Say where the tables are: scripts/detector-figures.ts DATA/ids');
  const rows = readIdRows(folder);
  if (values.list !== undefined) {
    for (const row of rows.filter(({ what, undecidable }) => what === values.list && undecidable === null)) {
      const { isExact, touches } = measure(row, row.country);
      if (row.isValid ? !isExact : touches)
        say(`${row.isValid ? 'missed ' : 'wrongly'} ${row.country ?? '--'} ${row.value}`);
    }
  } else {
    const text = [
      START,
      '',
      ...detectorTable(rows),
      '',
      `Rows left out, since nobody could tell from the text: ${reasons(rows)}.`,
      '',
      ...disguiseTable(),
      '',
      END,
    ].join('\n');
    const [before, rest] = readFileSync(DOC, 'utf8').split(START);
    const after = rest?.split(END)[1];
    if (before === undefined || after === undefined)
      throw new Error(`docs/report.md has lost ${START} … ${END}`);
    writeFileSync(DOC, `${before}${text}${after}`);
    if (values.lines !== undefined) writeFileSync(values.lines, `${labelledLines(rows)}\n`);
    say(text);
  }
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
