/** How well a model does on rows that it was not fitted to. */
import { createHash } from 'node:crypto';
import { readPack } from '../../cli/packs.ts';
import { draftOf } from '../../utils/draft/draft.ts';
import { loadToneModel } from '../../utils/lint/tone/model.ts';
import { compile } from '../../utils/rules/compile.ts';
import { type FitOptions, fitModel } from './fit.ts';
import type { Row } from './rows.ts';

export interface Judged extends Row {
  /** By a model that never saw the row. */
  readonly score: number;
  /** Whether the rules on tone of the pack brand-safety find something. */
  readonly isListed: boolean;
  /** Whether a word of the bare list stands in it. */
  readonly isBare: boolean;
}

export const FOLDS = 5;
const TONE_RULE = /^(?:profanity|hate|insult|sexism)/;

/** Which fifth of the rows a text belongs to, whatever the order: by its SHA-256. */
export function foldOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % FOLDS;
}

/** Every row, scored by a model of the four fifths that it is not in. */
export function crossValidate(rows: readonly Row[], options: FitOptions, words: readonly string[]): Judged[] {
  const isListed = lists();
  const bare = bareList(words);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const weigh = loadToneModel(
      fitModel(
        rows.filter(({ text }) => foldOf(text) !== fold),
        options,
      ),
    );
    return rows
      .filter(({ text }) => foldOf(text) === fold)
      .map((row) => ({
        ...row,
        score: weigh(row.text).score,
        isListed: isListed(row.text),
        isBare: bare.test(row.text),
      }));
  });
}

function lists(): (text: string) => boolean {
  const linter = compile({ packs: [readPack('brand-safety')], overrides: {} }, { locale: 'en', now: 0 });
  return (text) =>
    linter.lint(draftOf(text, ''), { language: 'en' }).findings.some(({ rule }) => TONE_RULE.test(rule));
}

/** Whole words, whatever their case, and nothing more. */
function bareList(words: readonly string[]): RegExp {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

export interface Agreement {
  readonly found: number;
  readonly wrongly: number;
  /** Null where nothing was found. */
  readonly precision: number | null;
  readonly recall: number | null;
}

export function agreement(rows: readonly Judged[], finds: (row: Judged) => boolean): Agreement {
  const hits = rows.filter(finds);
  const found = hits.filter(({ isRisky }) => isRisky).length;
  const all = rows.filter(({ isRisky }) => isRisky).length;
  return {
    found,
    wrongly: hits.length - found,
    precision: hits.length === 0 ? null : found / hits.length,
    recall: all === 0 ? null : found / all,
  };
}

/** The chance that a risky row scores above a calm one; null where all rows are of one label. */
export function areaUnderCurve(rows: readonly Judged[]): number | null {
  const ranked = rows.toSorted((a, b) => a.score - b.score);
  let ranks = 0;
  let risky = 0;
  for (const [i, { isRisky }] of ranked.entries()) {
    if (!isRisky) continue;
    ranks += i + 1;
    risky++;
  }
  const calm = ranked.length - risky;
  return risky === 0 || calm === 0 ? null : (ranks - (risky * (risky + 1)) / 2) / (risky * calm);
}
