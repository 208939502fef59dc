/** A folder of Vale's: styles with their rules, vocabularies, and the settings that choose among them. */
import type { Severity } from '../../lint/finding.ts';
import type { Rule } from '../schema.ts';
import type { Importer, Kept, SourceFile } from './importer.ts';
import { Ids } from './names.ts';
import type { Outcome, Place, Reason, ReportLine } from './report.ts';
import { finish } from './result.ts';
import type { RuleSource } from './vale-port.ts';
import { readRule } from './vale-rule.ts';
import { readSettings, VALE_LEVELS, type ValeLevel, type ValeSettings } from './vale-settings.ts';
import { readVocabularies } from './vale-vocabulary.ts';

const LEVELS = { suggestion: 'note', warning: 'warn', error: 'review' } as const satisfies Record<
  ValeLevel,
  Severity
>;

/** Rules that Vale brings itself, where the settings name the style `Vale`. Its `Terms` and `Avoid` are the vocabulary. */
const BUILT_IN = {
  'Vale.Repetition':
    "extends: repetition\nmessage: \"'%s' is repeated!\"\nlevel: error\nalpha: true\ntokens: ['[^\\s]+']\n",
  'Vale.Spelling': 'extends: spelling\nmessage: "Did you really mean \'%s\'?"\nlevel: error\n',
} as const;

export const vale: Importer = {
  format: 'vale',
  levels: LEVELS,
  reads: (name) => /\.(?:yml|yaml|ini|txt|tengo)$/i.test(name),
  import(files, options) {
    const settings = readSettings(files.filter(({ name }) => isSettings(name)));
    const vocabulary = readVocabularies(files, settings);
    const rules: Rule[] = [];
    const kept: Kept[] = [...vocabulary.kept];
    const report: ReportLine[] = [...settings.report, ...vocabulary.report];
    const severities = { ...LEVELS, ...options.severity };
    const ids = new Ids();
    const take = (file: SourceFile, source: Omit<RuleSource, 'severityOf'>, isBuiltIn = false): void => {
      const say = (place: Place, what: string, outcome: Outcome, why: Reason | null): void => {
        report.push({ file: file.name, ...place, what, outcome, why });
      };
      const read = readRule({ ...source, severityOf: (level) => severities[level] }, ids);
      rules.push(...read.rules);
      for (const { place, what, outcome, why } of read.report) say(place, what, outcome, why);
      if (read.rules.length === 0 && !isBuiltIn)
        kept.push({ file: file.name, what: source.name, text: file.text });
    };
    const under = settings.stylesPath;
    const isUnder = (name: string): boolean => under === null || under === '' || name.startsWith(`${under}/`);
    const anyUnder = files.some(({ name }) => isRuleFile(name) && isUnder(name));
    const styles = new Set<string>();
    for (const file of files) {
      if (isSettings(file.name)) {
        kept.push({ file: file.name, what: file.name, text: file.text });
        continue;
      }
      if (vocabulary.files.has(file.name)) continue;
      if (!isRuleFile(file.name) || (anyUnder && !isUnder(file.name))) {
        const message = /\.yaml$/i.test(file.name)
          ? 'Vale reads rules from .yml files only.'
          : 'This is no rule.';
        report.push({
          file: file.name,
          line: 1,
          column: 1,
          what: file.name,
          outcome: 'kept',
          why: { code: 'not_a_rule', message },
        });
        kept.push({ file: file.name, what: file.name, text: file.text });
        continue;
      }
      const { style, name } = nameOf(file.name);
      styles.add(style);
      const left = leftOutBecause(style, name, settings, options.styles);
      take(file, {
        name,
        file: file.name,
        text: file.text,
        level: levelOf(name, settings),
        least: settings.least,
        vocabulary: { accept: [...vocabulary.words.accept] },
        left,
      });
    }
    for (const style of options.styles ?? settings.styles ?? []) {
      if (style === 'Vale') {
        for (const [name, text] of Object.entries(BUILT_IN)) {
          const file = files.find((one) => isSettings(one.name)) ?? { name: '.vale.ini', text: '' };
          const left = leftOutBecause('Vale', name, settings, options.styles);
          take(
            file,
            {
              name,
              file: null,
              text,
              level: levelOf(name, settings),
              least: settings.least,
              vocabulary: { accept: [...vocabulary.words.accept] },
              left,
            },
            true,
          );
        }
      } else if (!styles.has(style)) {
        const file = files.find((one) => isSettings(one.name))?.name ?? '.vale.ini';
        const message = `There is no style “${style}” in the folder. Fetch it with \`vale sync\` first.`;
        report.push({
          file,
          line: 1,
          column: 1,
          what: style,
          outcome: 'refused',
          why: { code: 'not_installed', message },
        });
      }
    }
    // Words alone are no pack.
    const all =
      rules.length > 0
        ? report
        : report.map((line) => (vocabulary.files.has(line.file) ? aside(line) : line));
    return finish({ files, options, rules, kept, report: all, vocabulary: vocabulary.words });
  },
};

function aside(line: ReportLine): ReportLine {
  if (line.outcome !== 'taken') return line;
  const message = 'There is no rule beside it, and a pack has at least one.';
  return { ...line, outcome: 'kept', why: { code: 'not_a_rule', message } };
}

/** Names of the styles whose rules are among the files. */
export function stylesIn(files: readonly SourceFile[]): string[] {
  const names = files.filter(({ name }) => isRuleFile(name)).map(({ name }) => nameOf(name).style);
  return [...new Set(names)].filter(Boolean).toSorted();
}

function isSettings(name: string): boolean {
  return /(?:^|\/)[._]?vale\.ini$/i.test(name);
}

function isRuleFile(name: string): boolean {
  return /\.yml$/i.test(name) && !/(?:^|\/)config\/[^/]+\//.test(name);
}

/** `styles/Acme/Terms.yml` is `Acme.Terms`: the file's own folder is the style. */
function nameOf(file: string): { style: string; name: string } {
  const parts = file.split('/');
  const rule = parts.at(-1)?.replace(/\..*$/, '') ?? '';
  const style = parts.at(-2) ?? '';
  return { style, name: style === '' ? rule : `${style}.${rule}` };
}

function levelOf(name: string, settings: ValeSettings): ValeLevel | null {
  const set = settings.rules.get(name);
  return VALE_LEVELS.find((level) => level === set) ?? null;
}

function leftOutBecause(
  style: string,
  name: string,
  settings: ValeSettings,
  wanted: readonly string[] | undefined,
): Reason | null {
  const set = settings.rules.get(name);
  if (set === false) return { code: 'switched_off', message: 'The settings switch this rule off.' };
  const chosen =
    wanted ?? (settings.styles === null || settings.styles.length === 0 ? null : settings.styles);
  if (chosen === null || chosen.includes(style)) return null;
  if (wanted === undefined && set !== undefined) return null;
  return {
    code: 'style_not_used',
    message: `The style ${style} is not among those that are used: ${chosen.join(', ')}.`,
  };
}
