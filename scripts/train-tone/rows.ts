/** What the model learns from: each source with its licence. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPack } from '../../cli/packs.ts';
import { textOfExample } from '../../utils/rules/example.ts';
import { SHIPPED_PACKS } from '../../utils/rules/starter.ts';
import { FILE_OF_PACK, TONE_PACK } from './pack-file.ts';

export interface Row {
  readonly text: string;
  readonly isRisky: boolean;
  /** Name of the source, as in {@link SOURCES}. */
  readonly source: string;
  /** What the source says the row is about. */
  readonly group: string;
}

export interface Source {
  readonly name: string;
  readonly licence: string;
  readonly about: string;
}

export const SOURCES: readonly Source[] = [
  {
    name: 'edos-sexism',
    licence: 'CC0 1.0',
    about:
      'Posts of Gab and Reddit, labelled sexist or not (github:rewire-online/edos), in `edos-sexism/*.jsonl`',
  },
  {
    name: 'identity-terms',
    licence: 'Apache-2.0',
    about:
      'Template sentences about groups of people, toxic or not (github:conversationai/unintended-ml-bias-analysis), in `identity-terms/*.jsonl`',
  },
  {
    name: 'own posts',
    licence: 'this repository’s own',
    about: 'Examples of the packs and posts of tests/fixtures/packs, written for Signoff',
  },
];

/** Rules whose posts are risky in tone. Words that only other languages know say nothing to an English model. */
const TONE_RULE = /^(?:profanity-(?:severe|en|mild-en)|hate.*|insult.*|sexism.*)$/;
const OTHER_LANGUAGE = /^profanity-/;
const FIXTURES = new URL('../../tests/fixtures/packs/', import.meta.url);

/**
 * All rows, in an order that does not depend on the machine.
 * @param folder where `edos-sexism` and `identity-terms` are
 * @throws Error when a source is not there or a line of it has no text
 */
export function readRows(folder: string): Row[] {
  const rows = [
    ...linesIn(join(folder, 'edos-sexism')).map((row) => ({
      text: textOf(row.text),
      isRisky: row.label === 'sexist',
      source: 'edos-sexism',
      group: row.label === 'sexist' ? String(row.category) : 'not sexist',
    })),
    ...linesIn(join(folder, 'identity-terms')).map((row) => ({
      text: textOf(row.text),
      isRisky: row.label === 'toxic',
      source: 'identity-terms',
      group: String(row.label),
    })),
    ...ownRows(),
  ];
  const seen = new Set<string>();
  return rows.filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function ownRows(): Row[] {
  const row = (text: string, isRisky: boolean, group: string): Row => ({
    text,
    isRisky,
    source: 'own posts',
    group,
  });
  const ofPacks = SHIPPED_PACKS.filter((id) => id !== TONE_PACK)
    .map(readPack)
    .flatMap(({ pack, rules }) =>
      rules.flatMap(({ id, examples }) => {
        const isTone = pack === 'brand-safety' && TONE_RULE.test(id);
        if (!isTone && pack === 'brand-safety' && OTHER_LANGUAGE.test(id)) return [];
        return [
          ...examples.bad.map((one) =>
            row(textOfExample(one), isTone, isTone ? 'breaks a rule on tone' : 'breaks another rule'),
          ),
          ...examples.good.map((one) =>
            row(textOfExample(one), false, isTone ? 'near miss on tone' : 'ordinary'),
          ),
        ];
      }),
    );
  const ofFixtures = readdirSync(FIXTURES)
    .filter((file) => file.endsWith('.jsonl') && file !== FILE_OF_PACK.replace('.yml', '.jsonl'))
    .sort()
    .flatMap((file) =>
      readLines(new URL(file, FIXTURES)).flatMap((line) => {
        const rule = typeof line.rule === 'string' ? line.rule : '';
        const isTone = typeof line.offends === 'boolean' || TONE_RULE.test(rule);
        if (!isTone && OTHER_LANGUAGE.test(rule)) return [];
        const isRisky = isTone && (line.offends === true || line.fires === true);
        const group = isRisky ? 'breaks a rule on tone' : isTone ? 'near miss on tone' : 'ordinary';
        return [row(textOf(line.text), isRisky, group)];
      }),
    );
  return [...ofPacks, ...ofFixtures];
}

type Line = Readonly<Record<string, unknown>>;

function linesIn(folder: string): Line[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) => readLines(join(folder, file)));
}

function readLines(file: string | URL): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error('A line of the data has no text.');
  return value;
}
