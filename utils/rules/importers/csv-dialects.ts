/** Which column of a table is what. */
import type { CsvRecord } from './csv-records.ts';

/**
 * `sapling`: no header; error, replacement, description, T or F for case. `wproofreader`: up to three patterns, up to
 * three suggestions, a description, words that must or must not stand near; the folder names the language. `lists`: a
 * term and the list it stands on (blocked, restricted), or a column a list. `sheet`: a header says what each column is.
 */
export const DIALECTS = ['sapling', 'wproofreader', 'lists', 'sheet'] as const;
export type Dialect = (typeof DIALECTS)[number];

export function isDialect(name: string): name is Dialect {
  return DIALECTS.some((known) => known === name);
}

const ROLES = [
  'term',
  'replacement',
  'description',
  'caseSensitive',
  'severity',
  'include',
  'exclude',
  'language',
] as const;
type Role = (typeof ROLES)[number];

export type Columns = { readonly [R in Role]: readonly number[] } & {
  readonly dialect: Dialect;
  readonly hasHeader: boolean;
  /** The level of every term in a column, where the column is a list. */
  readonly levels: Readonly<Record<number, string>>;
  /** The language that the file's folder names. */
  readonly language_: string | null;
};

/** Names of columns, without case, numbers and signs. */
const NAMES: Readonly<Record<string, Role>> = Object.fromEntries(
  (
    [
      [
        'term',
        'term|terms|word|words|phrase|error|pattern|patterns|incorrect|avoid|dont use|do not use|find|wrong|forbidden term|keyword|ord|begrep|uttrykk|unngå|ikke bruk|feil ord',
      ],
      [
        'replacement',
        'replacement|replacements|change to|replace with|suggestion|suggestions|use|use instead|preferred|preferred term|correct|correction|instead|erstatning|bruk|bruk heller|forslag|foretrukket',
      ],
      [
        'description',
        'description|message|note|notes|comment|comments|reason|why|explanation|guidance|beskrivelse|melding|merknad|kommentar|begrunnelse|forklaring|hvorfor',
      ],
      [
        'caseSensitive',
        'case sensitive|case|match case|casesensitive|skiller store og små|store og små bokstaver',
      ],
      ['severity', 'severity|level|list|status|type|action|alvor|alvorlighet|nivå|liste'],
      ['include', 'include|include context|context include|include in context|inkluder'],
      ['exclude', 'exclude|exclude context|context exclude|exclude from context|exceptions|utelat|unntak'],
      ['language', 'language|lang|locale|språk'],
    ] as const
  ).flatMap(([role, names]) => names.split('|').map((name) => [name, role])),
);

/** A column that is itself a list. */
const LIST_NAMES = [
  'blocked',
  'restricted',
  'banned',
  'forbidden',
  'prohibited',
  'sperret',
  'forbudt',
  'begrenset',
];

/** @returns null when it cannot be told what the columns are */
export function columnsOf(
  records: readonly CsvRecord[],
  file: string,
  named: Dialect | null,
): Columns | null {
  const first = records.find(({ fault }) => fault === null);
  if (first === undefined) return null;
  const header = first === records[0] ? readHeader(first, records.length) : null;
  const language = folderLanguage(file);
  if (header !== null && named !== 'sapling') {
    const isLists = Object.keys(header.levels).length > 0;
    const isWproofreader = named === 'wproofreader' || header.exclude.length + header.include.length > 0;
    const dialect = named ?? (isLists ? 'lists' : isWproofreader ? 'wproofreader' : 'sheet');
    return { ...header, dialect, hasHeader: true, language_: dialect === 'wproofreader' ? language : null };
  }
  const dialect = named ?? guessed(records, file);
  if (dialect === null || dialect === 'sheet') return null;
  const none = {
    term: [],
    replacement: [],
    description: [],
    caseSensitive: [],
    severity: [],
    include: [],
    exclude: [],
    language: [],
  };
  const order: Record<Exclude<Dialect, 'sheet'>, Partial<Record<Role, readonly number[]>>> = {
    sapling: { term: [0], replacement: [1], description: [2], caseSensitive: [3] },
    wproofreader: { term: [0], replacement: [1], description: [2], include: [3], exclude: [4] },
    lists: { term: [0], severity: [1], description: [2] },
  };
  return {
    ...none,
    ...order[dialect],
    dialect,
    hasHeader: false,
    levels: {},
    language_: dialect === 'wproofreader' ? language : null,
  };
}

/** Names of columns that hold something and mean nothing here. */
export function leftOut(header: CsvRecord, columns: Columns, records: readonly CsvRecord[]): string[] {
  const known = new Set(ROLES.flatMap((role) => [...columns[role]]));
  return header.cells.flatMap(({ text }, i) => {
    const holds = records.slice(1).some(({ cells }) => (cells[i]?.text ?? '').trim() !== '');
    return known.has(i) || !holds ? [] : [text.trim() || `${i + 1}`];
  });
}

function readHeader(
  { cells }: CsvRecord,
  rows: number,
): Omit<Columns, 'dialect' | 'hasHeader' | 'language_'> | null {
  const roles: Record<Role, number[]> = {
    term: [],
    replacement: [],
    description: [],
    caseSensitive: [],
    severity: [],
    include: [],
    exclude: [],
    language: [],
  };
  const levels: Record<number, string> = {};
  cells.forEach(({ text }, i) => {
    const name = text
      .trim()
      .toLowerCase()
      .replace(/[’']/g, '')
      .replace(/[\d_()*:?-]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (LIST_NAMES.includes(name.replace(/ (?:words|terms|list|ord)$/, ''))) {
      roles.term.push(i);
      levels[i] = name.replace(/ .*$/, '');
      return;
    }
    const role = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (role !== undefined) roles[role].push(i);
  });
  const count = ROLES.reduce((sum, role) => sum + roles[role].length, 0);
  const filled = cells.filter(({ text }) => text.trim() !== '').length;
  const isLists = Object.keys(levels).length > 0;
  // “guaranteed, blocked” is a row; “blocked, restricted” is a header. “word7” is a word.
  const isExact = cells.some(({ text }) => Object.hasOwn(NAMES, text.trim().toLowerCase()));
  const isHeader =
    roles.term.length > 0 &&
    (isLists ? count === filled : count > 1 || (isExact && (filled === 1 || rows > 1)));
  return isHeader ? { ...roles, levels } : null;
}

function guessed(records: readonly CsvRecord[], file: string): Dialect | null {
  const rows = records
    .filter(({ fault }) => fault === null)
    .map(({ cells }) => cells.map(({ text }) => text.trim()));
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex((text) => text !== '') + 1));
  const column = (i: number): string[] => rows.map((row) => row[i] ?? '').filter((text) => text !== '');
  if (folderLanguage(file) !== null || /(?:^|\/)common\/[^/_]+_[^/]+$/.test(file)) return 'wproofreader';
  if (width === 2 && column(1).every((text) => LIST_NAMES.includes(text.toLowerCase()))) return 'lists';
  if (width <= 3) return 'sapling';
  return width === 4 && column(3).every((text) => /^[TF]$/i.test(text)) ? 'sapling' : null;
}

/** `en_GB/acme_style.csv` holds British English. */
function folderLanguage(file: string): string | null {
  const match = /(?:^|\/)([a-z]{2,3})(?:_([A-Z]{2}|[A-Z][a-z]{3}))?\/[^/_]+_[^/]+$/.exec(file);
  if (match === null) return null;
  return match[2] === undefined ? (match[1] ?? null) : `${match[1]}-${match[2]}`;
}
