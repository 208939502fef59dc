import type { ImportResult } from '../utils/rules/importers/importer.ts';
import { countOutcomes, type ReportLine } from '../utils/rules/importers/report.ts';
import { type CliText, printable } from './text.ts';

/** A line for each thing: where it is, what became of it, and why. */
export function reportLines(report: readonly ReportLine[], t: CliText): string {
  return report
    .map(({ file, line, column, outcome, what, why }) => {
      const reason = why === null ? '' : `: ${why.message} [${why.code}]`;
      return `${printable(`${file}:${line}:${column}: ${t(`outcome_${outcome}`)} ${what}${reason}`)}\n`;
    })
    .join('');
}

/** How many of each, in one sentence. */
export function summary({ pack, report }: Pick<ImportResult, 'pack' | 'report'>, t: CliText): string {
  const counts = countOutcomes(report);
  const made =
    pack === null ? t('importedNone') : t('importedPack', { id: pack.pack, rules: pack.rules.length });
  return `${made} ${t('importedCounts', counts)}\n`;
}

/** The whole result but for the pack; `signoff export --kept` reads it back. */
export function reportJson(format: string, { pack, report, kept }: ImportResult): string {
  const counts = countOutcomes(report);
  return `${JSON.stringify({ format, pack: pack?.pack ?? null, rules: pack?.rules.length ?? 0, counts, report, kept }, null, 2)}\n`;
}
