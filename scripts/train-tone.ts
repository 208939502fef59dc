/**
 * Fits the model of the pack risky-tone and writes it into the pack, with its model card. Give it the folder of the data,
 * which has `edos-sexism` and `identity-terms`, and, to be measured beside, a list of words (JSON):
 * `node scripts/run.mjs scripts/train-tone.ts DATA-FOLDER [--words LIST.json] [--seed 1]`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { readPack } from '../cli/packs.ts';
import { loadToneModel } from '../utils/lint/tone/model.ts';
import { problem, say } from './say.ts';
import { cardText } from './train-tone/card.ts';
import { type FitOptions, fitModel } from './train-tone/fit.ts';
import { GROUPS } from './train-tone/groups.ts';
import { areaUnderCurve, crossValidate, FOLDS, foldOf } from './train-tone/measure.ts';
import { FILE_OF_PACK } from './train-tone/pack-file.ts';
import { type Row, readRows } from './train-tone/rows.ts';

const PACK = new URL(`../assets/packs/${FILE_OF_PACK}`, import.meta.url);
const CARD = new URL('../docs/model-card-tone.md', import.meta.url);
const BITS = 16;
const EDOS_ROWS = [200, 400, 800, 1500];

/** Area under the curve on a fifth of EDOS, by how many of its other rows were learned from: the mean of all fifths. */
function learningCurve(rows: readonly Row[], options: FitOptions): { rows: number; area: number }[] {
  const edos = rows.filter(({ source }) => source === 'edos-sexism');
  return EDOS_ROWS.map((count) => {
    const areas = Array.from({ length: FOLDS }, (_, fold) => {
      const isKept = ({ text }: Row): boolean => foldOf(text) === fold;
      const others = rows.filter((row) => row.source !== 'edos-sexism' && !isKept(row));
      const learned = edos.filter((row) => !isKept(row)).slice(0, count);
      const weigh = loadToneModel(fitModel([...learned, ...others], options));
      const judged = edos
        .filter(isKept)
        .map((row) => ({ ...row, score: weigh(row.text).score, isListed: false, isBare: false }));
      return areaUnderCurve(judged) ?? 0.5;
    });
    return { rows: count, area: areas.reduce((sum, area) => sum + area, 0) / FOLDS };
  });
}

/** The words of the rules on tone that hold for English posts. */
function ownWords(): string[] {
  return readPack('brand-safety').rules.flatMap((rule) =>
    rule.kind === 'terms' && /^(?:profanity-(?:severe|en)|hate-slur(?:-en)?)$/.test(rule.id)
      ? rule.terms
      : [],
  );
}

function wordsIn(file: string): string[] {
  const words: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(words) || !words.every((word): word is string => typeof word === 'string'))
    throw new Error(`${file} is no list of words.`);
  return words;
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { words: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Say where the data is: scripts/train-tone.ts DATA-FOLDER');
  const rows = readRows(folder);
  const options: FitOptions = { bits: BITS, groups: [...new Set(GROUPS)].sort(), seed: Number(values.seed) };
  const words = values.words === undefined ? ownWords() : wordsIn(values.words);
  say(`${rows.length} posts; measuring on each fifth…`);
  const judged = crossValidate(rows, options, words);
  const curve = learningCurve(rows, options);
  const model = fitModel(rows, options);
  const pack = parseDocument(readFileSync(PACK, 'utf8'));
  const least: unknown = pack.getIn(['rules', 0, 'least']);
  if (typeof least !== 'number') throw new Error(`The pack ${FILE_OF_PACK} has no rule with a threshold.`);
  pack.setIn(['rules', 0, 'model'], pack.createNode(model, { flow: false }));
  writeFileSync(PACK, pack.toString({ lineWidth: 0 }));
  const baseline =
    values.words === undefined
      ? `the ${words.length} English words of the rules, as they stand`
      : `${words.length} English words of “List of Dirty, Naughty, Obscene and Otherwise Bad Words”, CC BY 4.0`;
  writeFileSync(CARD, cardText({ rows, judged, model, least, seed: options.seed, baseline, curve }));
  say(`Written: assets/packs/${FILE_OF_PACK} and docs/model-card-tone.md.`);
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
