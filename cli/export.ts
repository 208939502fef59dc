import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exportCsv } from '../utils/rules/exporters/csv.ts';
import { exportVale, isSafe } from '../utils/rules/exporters/vale.ts';
import type { Kept } from '../utils/rules/importers/importer.ts';
import { countOutcomes, type ReportLine } from '../utils/rules/importers/report.ts';
import { EXIT, type ExitCode, UsageError } from './exit.ts';
import { parseFlags } from './flags.ts';
import { write } from './output.ts';
import { reportLines } from './report-import.ts';
import { packsFor, readText, unwritable } from './sources.ts';
import type { CliText } from './text.ts';

const TARGETS = ['vale', 'csv'] as const;

/** `signoff export`. @throws UsageError */
export async function exportRules(args: readonly string[], t: CliText): Promise<ExitCode> {
  const { values, positionals } = parseFlags('export', args, FLAGS, t);
  if (values.help) {
    await write(process.stdout, t('exportHelp'));
    return EXIT.clear;
  }
  const target = TARGETS.find((known) => known === values.to);
  if (target === undefined)
    throw new UsageError(t('unknownTarget', { target: values.to ?? '', targets: TARGETS.join(', ') }));
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError(t('oneTarget'));
  if (values.rules === undefined && values.pack === undefined) throw new UsageError(t('noExportRules'));
  const packs = packsFor(
    values.pack === undefined ? [] : [values.pack],
    values.rules === undefined ? [] : [values.rules],
    t,
  );
  const [pack] = packs;
  if (pack === undefined || packs.length > 1) throw new UsageError(t('onePack'));
  let report: readonly ReportLine[];
  if (target === 'csv') {
    const made = exportCsv(pack, path);
    save(path, made.file.text, t);
    report = made.report;
  } else {
    const made = exportVale(pack, values.kept === undefined ? [] : keptIn(values.kept, t));
    for (const { name, text } of made.files) {
      // A pack is somebody else's data: its paths stay in the folder.
      if (isSafe(name)) save(join(path, name), text, t);
    }
    report = made.report;
  }
  await write(
    process.stderr,
    reportLines(
      report.filter(({ outcome }) => outcome !== 'taken'),
      t,
    ),
  );
  const counts = countOutcomes(report);
  await write(process.stderr, `${t('exported', { id: pack.pack, path, ...counts })}\n`);
  return counts.refused > 0 ? EXIT.held : EXIT.clear;
}

function save(file: string, text: string, t: CliText): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(error, file, t);
  }
}

/** What an import kept aside, as its report in JSON has it. */
function keptIn(file: string, t: CliText): Kept[] {
  let value: unknown;
  try {
    value = JSON.parse(readText(file, t));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(t('notReport', { file }));
  }
  const kept = value !== null && typeof value === 'object' && 'kept' in value ? value.kept : null;
  if (!Array.isArray(kept) || !kept.every(isKept)) throw new UsageError(t('notReport', { file }));
  return kept;
}

function isKept(value: unknown): value is Kept {
  return (
    value !== null &&
    typeof value === 'object' &&
    'file' in value &&
    'text' in value &&
    typeof value.file === 'string' &&
    typeof value.text === 'string'
  );
}

const FLAGS = {
  rules: { type: 'string' },
  pack: { type: 'string' },
  to: { type: 'string' },
  kept: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
