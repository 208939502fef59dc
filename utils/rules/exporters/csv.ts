/** Rules as a table that people can read, sort and give to another tool. */
import type { SourceFile } from '../importers/importer.ts';
import { literalOf } from '../importers/literal.ts';
import type { ReportLine } from '../importers/report.ts';
import type { Pack, Rule } from '../schema.ts';

const HEADER = ['Term', 'Replacement', 'Description', 'Severity', 'Case sensitive', 'Language'];

interface Row {
  readonly term: string;
  readonly replacement: string;
}

/**
 * A row for each plain word or phrase of the pack, which the table importer reads back. Rules that are more than words
 * are not in it, and the report names them. No cell begins like a formula.
 */
export function exportCsv(
  pack: Pack,
  name: string,
): { readonly file: SourceFile; readonly report: readonly ReportLine[] } {
  const rows: string[][] = [HEADER];
  const report = pack.rules.map((rule): ReportLine => {
    const found = rowsOf(rule);
    const at = { file: name, line: rows.length + 1, column: 1, what: rule.id };
    if (found === null) {
      const message = 'A table holds plain words and phrases only, and this rule is more than that.';
      return { ...at, outcome: 'refused', why: { code: 'not_plain_text', message } };
    }
    const isCase = rule.kind !== 'terms' && 'ignorecase' in rule && !rule.ignorecase;
    const languages = rule.where?.languages ?? [''];
    const isUsual = /\{(?:match|expected)\}/.test(rule.message.en);
    for (const { term, replacement } of found) {
      for (const language of languages) {
        rows.push([
          term,
          replacement,
          isUsual ? '' : rule.message.en,
          rule.severity,
          isCase ? 'T' : 'F',
          language,
        ]);
      }
    }
    const { platforms, accounts, markets, tags, from, until } = rule.where ?? {};
    const isNarrow = [platforms, accounts, markets, tags, from, until].some((one) => one !== undefined);
    const isLess =
      isNarrow ||
      rule.unless !== undefined ||
      rule.fixes !== undefined ||
      ('exceptions' in rule && rule.exceptions !== undefined);
    if (!isLess) return { ...at, outcome: 'taken', why: null };
    const message = 'Where the rule counts and its exceptions have no column.';
    return { ...at, outcome: 'changed', why: { code: 'not_expressible', message } };
  });
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n');
  return { file: { name, text: `\ufeff${text}\r\n` }, report };
}

/** The plain words of a rule, or null when it is more than that. */
function rowsOf(rule: Rule): Row[] | null {
  const suggested = (rule.suggest ?? []).join('|');
  if (rule.kind === 'terms') return rule.terms.map((term) => ({ term, replacement: suggested }));
  if (rule.kind === 'existence') {
    const texts = rule.tokens.map(plainOf);
    return texts.includes(null) ? null : texts.map((term) => ({ term: term ?? '', replacement: suggested }));
  }
  if (rule.kind !== 'substitution') return null;
  const rows = Object.entries(rule.swap).map(([key, value]) => ({ term: plainOf(key), replacement: value }));
  return rows.some(({ term }) => term === null)
    ? null
    : rows.map(({ term, replacement }) => ({ term: term ?? '', replacement }));
}

/** Word boundaries at the ends are what a term has anyway. */
function plainOf(pattern: string): string | null {
  return literalOf(pattern.replace(/^\\b/, '').replace(/\\b$/, ''));
}

/**
 * One cell. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection), and so
 * does what already has one there, so that taking one away gives the text back.
 */
function cell(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
