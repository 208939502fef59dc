/** Term lists as tables: those of other checkers, and what people keep in spreadsheets. */
import type { Severity } from '../../lint/finding.ts';
import { type Columns, columnsOf, DIALECTS, isDialect, leftOut } from './csv-dialects.ts';
import { type CsvRecord, readCsv } from './csv-records.ts';
import { type Entry, rulesOf } from './entries.ts';
import type { Importer, ImportOptions, Kept, SourceFile } from './importer.ts';
import { literalPattern } from './literal.ts';
import type { Reason, ReportLine } from './report.ts';
import { finish } from './result.ts';

/** A row without a level is a `term`. */
const LEVELS = {
  term: 'warn',
  note: 'note',
  suggestion: 'note',
  warn: 'warn',
  warning: 'warn',
  restricted: 'review',
  review: 'review',
  error: 'review',
  blocked: 'block',
  block: 'block',
} as const satisfies Record<string, Severity>;

/** What people write for a level. */
const LEVEL_WORDS: Readonly<Record<string, keyof typeof LEVELS>> = {
  ...Object.fromEntries(Object.keys(LEVELS).map((level) => [level, level as keyof typeof LEVELS])),
  banned: 'blocked',
  forbidden: 'blocked',
  prohibited: 'blocked',
  blacklist: 'blocked',
  blacklisted: 'blocked',
  stop: 'blocked',
  sperret: 'blocked',
  forbudt: 'blocked',
  stoppet: 'blocked',
  limited: 'restricted',
  approval: 'review',
  'needs approval': 'review',
  begrenset: 'restricted',
  godkjenning: 'review',
  info: 'note',
  tip: 'note',
  merknad: 'note',
  advarsel: 'warning',
  avoid: 'warning',
  feil: 'error',
};

const LONGEST_MESSAGE = 1000;

export const csv: Importer = {
  format: 'csv',
  levels: LEVELS,
  reads: (name) => /\.(?:csv|tsv)$/i.test(name),
  import(files, options) {
    const read = files.map((file) => readFile(file, options));
    const { rules, report } = rulesOf(
      read.flatMap(({ entries }) => entries),
      'csv',
    );
    return finish({
      files,
      options,
      rules,
      kept: read.flatMap(({ kept }) => kept),
      report: [...read.flatMap(({ lines }) => lines), ...report],
    });
  },
};

interface ReadTable {
  readonly entries: readonly Entry[];
  /** What became of the records that are no entry. */
  readonly lines: readonly ReportLine[];
  readonly kept: readonly Kept[];
}

function readFile(file: SourceFile, options: ImportOptions): ReadTable {
  const { records, delimiter } = readCsv(file.text);
  const dialect = options.dialect !== undefined && isDialect(options.dialect) ? options.dialect : null;
  const columns = columnsOf(records, file.name, dialect);
  const lines: ReportLine[] = [];
  const kept: Kept[] = [];
  const say = (record: CsvRecord, outcome: ReportLine['outcome'], why: Reason, column = 1): void => {
    const what = record.cells
      .map(({ text }) => text.trim())
      .filter(Boolean)
      .join(' | ')
      .slice(0, 200);
    lines.push({ file: file.name, line: record.line, column, what: what || 'row', outcome, why });
  };
  if (columns === null) {
    const message = `What the columns mean is not clear. Name the dialect (${DIALECTS.join(', ')}), or give the table a header such as: term, replacement, description, severity.`;
    for (const record of records) say(record, 'refused', { code: 'dialect_unknown', message });
    return { entries: [], lines, kept };
  }
  const entries: Entry[] = [];
  records.forEach((record, i) => {
    if (record.fault !== null) {
      say(record, 'refused', { code: 'csv_syntax', message: record.fault });
    } else if (i === 0 && columns.hasHeader) {
      const out = leftOut(record, columns, records);
      if (out.length === 0) {
        say(record, 'kept', { code: 'header', message: 'The header, which names the columns.' });
      } else {
        kept.push({ file: file.name, what: 'table', text: file.text });
        const message = `Nothing is made of the ${out.length === 1 ? 'column' : 'columns'} ${out.map((name) => `“${name}”`).join(', ')}.`;
        say(record, 'changed', { code: 'column_left_out', message });
      }
    } else {
      const made = entriesOf(record, file, columns, options, delimiter);
      if (Array.isArray(made)) entries.push(...made);
      else say(record, 'refused', made);
    }
  });
  return { entries, lines, kept };
}

/** The entries of one record, or why there are none. */
function entriesOf(
  record: CsvRecord,
  file: SourceFile,
  columns: Columns,
  options: ImportOptions,
  delimiter: string,
): Entry[] | Reason {
  const { dialect } = columns;
  const several = (text: string): string[] => {
    const signs = dialect === 'wproofreader' ? (delimiter === ';' ? /[#|\n]/ : /[#;|\n]/) : /[|\n]/;
    return text.split(signs).map(trimmed).filter(Boolean);
  };
  const cells = (indexes: readonly number[]): string[] =>
    indexes.map((i) => unguarded(record.cells[i]?.text ?? '').trim()).filter(Boolean);
  const [description = null] = cells(columns.description);
  const [caseText = ''] = cells(columns.caseSensitive);
  const isCase = truth(caseText);
  if (isCase === null) {
    return { code: 'bad_value', message: `“${caseText}” does not say whether case counts. Write T or F.` };
  }
  if (cells(columns.include).length > 0) {
    const message =
      'This entry counts only where other words stand in the same sentence, which a rule here cannot ask for. Write it as a pattern that holds those words.';
    return { code: 'context_needed', message };
  }
  const [languageText] = cells(columns.language);
  const language = languageText ?? columns.language_ ?? undefined;
  if (language !== undefined && !isLanguage(language)) {
    return { code: 'bad_value', message: `“${language}” is no language tag. Write it like en or nb-NO.` };
  }
  if (description !== null && description.length > LONGEST_MESSAGE) {
    return { code: 'too_long', message: `A description has at most ${LONGEST_MESSAGE} characters.` };
  }
  const exclude = cells(columns.exclude).flatMap(several);
  const replacements = cells(columns.replacement).flatMap((text) =>
    dialect === 'sapling' ? [text] : several(text),
  );
  const found: { text: string; level: string; column: number }[] = [];
  const [levelText = ''] = cells(columns.severity);
  for (const i of columns.term) {
    const cell = record.cells[i];
    if (cell === undefined) continue;
    const level = columns.levels[i] ?? levelText;
    const texts =
      dialect === 'wproofreader' ? several(unguarded(cell.text)) : [trimmed(unguarded(cell.text))];
    for (const text of texts) if (text !== '') found.push({ text, level, column: i });
  }
  if (found.length === 0) return { code: 'empty', message: 'There is no term in this row.' };
  const entries: Entry[] = [];
  for (const { text, level, column } of found) {
    const severity = severityOf(level, options);
    if (severity === null) {
      const message = `“${level}” is no level. There are: ${Object.keys(LEVELS).join(', ')}.`;
      return { code: 'bad_value', message };
    }
    const sapling = dialect === 'sapling' ? saplingTerm(text) : null;
    if (sapling !== null && 'code' in sapling) return sapling;
    const cell = record.cells[column];
    entries.push({
      file: file.name,
      line: cell?.line ?? record.line,
      column: cell?.column ?? 1,
      what: text,
      term: sapling?.example ?? text,
      ...(sapling?.pattern === undefined ? {} : { pattern: sapling.pattern }),
      replacements,
      message:
        description === null ? null : description.replace(/[{}]/g, (sign) => (sign === '{' ? '(' : ')')),
      severity,
      ignorecase: dialect === 'wproofreader' && caseText === '' ? text === text.toLowerCase() : !isCase,
      ...(language === undefined ? {} : { languages: [language] }),
      ...(exclude.length === 0
        ? {}
        : { unless: exclude.map((words) => `(?s:.*)\\b${literalPattern(words)}\\b(?s:.*)`) }),
    });
  }
  return entries;
}

/** `#` stands for a number; `^` and `$` for the ends of a sentence, which a list of terms cannot ask for. */
function saplingTerm(text: string): { example: string; pattern?: string } | Reason {
  if (text.startsWith('^') || text.endsWith('$')) {
    const message =
      'This is meant for the start or end of a sentence only. Write it as a rule with `scope: sentence`.';
    return { code: 'sentence_anchor', message };
  }
  if (!text.includes('#')) return { example: text };
  const pattern = text.split('#').map(literalPattern).join('\\d+(?:[.,]\\d+)*');
  return { example: text.replaceAll('#', '5'), pattern };
}

function severityOf(level: string, options: ImportOptions): Severity | null {
  const name = level === '' ? 'term' : LEVEL_WORDS[level.trim().toLowerCase()];
  if (name === undefined || !Object.hasOwn(LEVELS, name)) return null;
  return options.severity?.[name] ?? LEVELS[name];
}

function truth(text: string): boolean | null {
  if (/^(?:|f|false|n|no|nei|0|off)$/i.test(text)) return false;
  return /^(?:t|true|y|yes|ja|j|1|x|on)$/i.test(text) ? true : null;
}

/** An apostrophe that keeps a spreadsheet from taking the cell for a formula is no part of it. */
function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

function trimmed(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function isLanguage(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
