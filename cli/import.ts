import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { SEVERITIES, type Severity } from '../utils/lint/finding.ts';
import { DIALECTS, isDialect } from '../utils/rules/importers/csv-dialects.ts';
import { FORMATS, type Importer, type ImportResult } from '../utils/rules/importers/importer.ts';
import { kebab } from '../utils/rules/importers/names.ts';
import { IMPORTERS } from '../utils/rules/importers/registry.ts';
import { countOutcomes } from '../utils/rules/importers/report.ts';
import { EXIT, type ExitCode, UsageError } from './exit.ts';
import { parseFlags } from './flags.ts';
import { write } from './output.ts';
import { reportJson, reportLines, summary } from './report-import.ts';
import { unwritable } from './sources.ts';
import type { CliText } from './text.ts';
import { readTree } from './tree.ts';

/** `signoff import`. @throws UsageError */
export async function importRules(args: readonly string[], t: CliText): Promise<ExitCode> {
  const { values, positionals } = parseFlags('import', args, FLAGS, t);
  if (values.help) {
    await write(process.stdout, t('importHelp'));
    return EXIT.clear;
  }
  const [name, ...paths] = positionals;
  const format = FORMATS.find((known) => known === name);
  if (format === undefined)
    throw new UsageError(t('unknownImport', { format: name ?? '', formats: FORMATS.join(', ') }));
  if (paths.length === 0) throw new UsageError(t('noImportPath', { format }));
  if (values.report === '-' && values.out === undefined) throw new UsageError(t('reportNeedsOut'));
  if (values.dialect !== undefined && !isDialect(values.dialect)) {
    throw new UsageError(t('unknownDialect', { dialect: values.dialect, dialects: DIALECTS.join(', ') }));
  }
  const importer = IMPORTERS[format];
  const title = values.title ?? titleOf(paths[0] ?? format);
  const pack = values.pack ?? (kebab(title) || format);
  if (kebab(pack) !== pack) throw new UsageError(t('badPackId', { id: pack }));
  const severity = severities(values.severity ?? [], importer, t);
  const files = readTree(paths, importer, t);
  if (files.length === 0) throw new UsageError(t('nothingToImport', { format, paths: paths.join(', ') }));
  const result = importer.import(files, {
    pack,
    title,
    severity,
    ...(values.dialect === undefined ? {} : { dialect: values.dialect }),
    ...(values.style === undefined ? {} : { styles: values.style }),
  });
  await output(result, values.out, values.report, format, t);
  return countOutcomes(result.report).refused > 0 ? EXIT.held : EXIT.clear;
}

async function output(
  result: ImportResult,
  out: string | undefined,
  report: string | undefined,
  format: string,
  t: CliText,
): Promise<void> {
  const yaml = result.pack === null ? null : stringify(result.pack, { lineWidth: 110 });
  if (yaml !== null) {
    if (out === undefined) await write(process.stdout, yaml);
    else save(out, yaml, t);
  }
  if (report === '-') {
    await write(process.stdout, reportLines(result.report, t));
  } else if (report !== undefined) {
    save(report, report.endsWith('.json') ? reportJson(format, result) : reportLines(result.report, t), t);
  } else {
    await write(
      process.stderr,
      reportLines(
        result.report.filter(({ outcome }) => outcome === 'refused'),
        t,
      ),
    );
  }
  await write(process.stderr, summary(result, t));
}

/** Writes a file of one's own. @throws UsageError */
export function save(file: string, text: string, t: CliText): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(error, file, t);
  }
}

function severities(given: readonly string[], importer: Importer, t: CliText): Record<string, Severity> {
  const known = Object.keys(importer.levels);
  return Object.fromEntries(
    given
      .flatMap((one) => one.split(','))
      .map((pair) => {
        const [level = '', name = ''] = pair.split('=').map((text) => text.trim());
        const severity = SEVERITIES.find((one) => one === name);
        if (!known.includes(level) || severity === undefined) {
          throw new UsageError(
            t('badSeverity', { given: pair, levels: known.join(', '), severities: SEVERITIES.join(', ') }),
          );
        }
        return [level, severity];
      }),
  );
}

/** The last part of a path, without its ending. */
function titleOf(path: string): string {
  const name =
    path
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  return name.replace(/(.)\.[^.]*$/, '$1').replace(/^[.-]+/, '') || 'imported';
}

const FLAGS = {
  pack: { type: 'string' },
  title: { type: 'string' },
  out: { type: 'string' },
  report: { type: 'string' },
  severity: { type: 'string', multiple: true },
  dialect: { type: 'string' },
  style: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;
