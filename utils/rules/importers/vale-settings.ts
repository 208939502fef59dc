/** `.vale.ini`: which styles and rules count, how much, and which vocabularies. */
import type { SourceFile } from './importer.ts';
import type { Outcome, Reason, ReportLine } from './report.ts';

export const VALE_LEVELS = ['suggestion', 'warning', 'error'] as const;
export type ValeLevel = (typeof VALE_LEVELS)[number];

export interface ValeSettings {
  /** Every style that a section names; null when there is no settings file. */
  readonly styles: readonly string[] | null;
  readonly vocabularies: readonly string[] | null;
  readonly least: ValeLevel;
  /** By `Style.Rule`: a level, or whether it counts at all. */
  readonly rules: ReadonlyMap<string, ValeLevel | boolean>;
  /** Folder of the styles, relative to the settings file; null when none is named. */
  readonly stylesPath: string | null;
  readonly report: readonly ReportLine[];
}

/** Keys about mark-up, which posts have none of. */
const MARKUP = new Set([
  'IgnoredScopes',
  'SkippedScopes',
  'IgnoredClasses',
  'CommentDelimiters',
  'Transform',
  'View',
  'Lang',
  'formats',
]);
const IGNORES = new Set(['BlockIgnores', 'TokenIgnores', 'IgnorePatterns']);

export function isValeLevel(text: unknown): text is ValeLevel {
  return VALE_LEVELS.some((level) => level === text);
}

/** Reads the settings files, in order; a later one adds to an earlier. */
export function readSettings(files: readonly SourceFile[]): ValeSettings {
  const styles: string[] = [];
  const vocabularies: string[] = [];
  const rules = new Map<string, ValeLevel | boolean>();
  const report: ReportLine[] = [];
  let least: ValeLevel = 'suggestion';
  let stylesPath: string | null = null;
  for (const file of files) {
    for (const { line, column, section, key, value } of linesOf(file.text)) {
      const say = (outcome: Outcome, why: Reason | null): void => {
        report.push({
          file: file.name,
          line,
          column,
          what: key === null ? value : `${key} = ${value}`,
          outcome,
          why,
        });
      };
      const list = value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
      if (key === null) {
        say('refused', { code: 'not_understood', message: 'This is neither a section nor a setting.' });
      } else if (key === 'StylesPath') {
        stylesPath = joined(file.name, value);
        say('taken', null);
      } else if (key === 'MinAlertLevel') {
        if (isValeLevel(value)) least = value;
        const message = `“${value}” is no level. There are: ${VALE_LEVELS.join(', ')}.`;
        say(
          isValeLevel(value) ? 'taken' : 'refused',
          isValeLevel(value) ? null : { code: 'bad_value', message },
        );
      } else if (key === 'Vocab') {
        vocabularies.push(...list);
        say('taken', null);
      } else if (key === 'BasedOnStyles') {
        styles.push(...list);
        const message = `The section [${section}] is about some files only; its styles are taken for all posts.`;
        const isAll = section === '' || section === '*';
        say(isAll ? 'taken' : 'changed', isAll ? null : { code: 'scope_wider', message });
      } else if (key === 'Packages') {
        const message =
          'Packages are fetched by Vale (`vale sync`). What is in the styles folder is taken; nothing is fetched.';
        say('kept', { code: 'not_installed', message });
      } else if (key === 'WordTemplate') {
        const message =
          'What counts as a word cannot be set here; the rules use Vale’s own way, `\\b(?:…)\\b`.';
        say('refused', { code: 'word_template', message });
      } else if (MARKUP.has(key) || section === 'formats' || section === 'asciidoctor') {
        say('kept', { code: 'not_markup', message: 'This is about mark-up, and posts have none.' });
      } else if (IGNORES.has(key)) {
        const message =
          'Text that is left out by a pattern of the settings is not left out here. Give the rules that mind it an `unless`.';
        say('kept', { code: 'not_markup', message });
      } else if (/^[^.\s]+\.[^.\s]+$/.test(key)) {
        const known = value === 'YES' ? true : value === 'NO' ? false : isValeLevel(value) ? value : null;
        if (known === null) {
          say('refused', {
            code: 'bad_value',
            message: `A rule is set to YES, NO, ${VALE_LEVELS.join(', ')}, not “${value}”.`,
          });
        } else {
          rules.set(key, known);
          say('taken', null);
        }
      } else {
        say('kept', { code: 'setting', message: 'This setting has no meaning here.' });
      }
    }
  }
  return {
    styles: files.length === 0 ? null : [...new Set(styles)],
    vocabularies: files.length === 0 ? null : [...new Set(vocabularies)],
    least,
    rules,
    stylesPath,
    report,
  };
}

/** `value` seen from the folder of the settings file. */
function joined(file: string, value: string): string {
  const parts: string[] = file.split('/').slice(0, -1);
  for (const part of value.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

interface Setting {
  readonly line: number;
  readonly column: number;
  readonly section: string;
  /** Null for a line that is none. */
  readonly key: string | null;
  readonly value: string;
}

function linesOf(text: string): Setting[] {
  const settings: Setting[] = [];
  let section = '';
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  for (let i = 0; i < lines.length; i++) {
    const first = lines[i] ?? '';
    const line = i + 1;
    const column = first.length - first.trimStart().length + 1;
    let whole = first.trim();
    if (whole === '' || /^[#;]/.test(whole)) continue;
    const named = /^\[(.*)\]$/.exec(whole.replace(/\s+[#;].*$/, ''));
    if (named !== null) {
      section = named[1] ?? '';
      continue;
    }
    while (whole.endsWith('\\') && i + 1 < lines.length)
      whole = whole.slice(0, -1) + (lines[++i] ?? '').trim();
    const split = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(whole);
    const value = (split?.[2] ?? whole).replace(/\s+[#;].*$/, '').trim();
    const key = split?.[1] ?? null;
    // A lone continuation sign goes on with nothing: the report shows the sign.
    settings.push({ line, column, section, key, value: key === null && value === '' ? first.trim() : value });
  }
  return settings;
}
