/** Vale's styles as packs to check with. */

import { countOutcomes } from '../utils/rules/importers/report.ts';
import { stylesIn, vale } from '../utils/rules/importers/vale.ts';
import type { Pack } from '../utils/rules/schema.ts';
import { UsageError } from './exit.ts';
import { type CliText, printable } from './text.ts';
import { readTree } from './tree.ts';

/**
 * The rules of a folder of Vale's that can run here, as one pack. What cannot is said on the standard error, in a line.
 * @throws UsageError when there is no such style, or none of its rules can run
 */
export function stylePacks(
  folder: string | undefined,
  styles: readonly string[] | undefined,
  t: CliText,
): Pack[] {
  if (folder === undefined) {
    if (styles !== undefined) throw new UsageError(t('styleNeedsStyles'));
    return [];
  }
  const files = readTree([folder], vale, t);
  const known = stylesIn(files);
  const missing = styles?.find((style) => !known.includes(style));
  if (missing !== undefined)
    throw new UsageError(t('unknownStyle', { style: missing, folder, styles: known.join(', ') }));
  const { pack, report } = vale.import(files, {
    pack: 'vale',
    title: 'Vale',
    ...(styles === undefined ? {} : { styles }),
  });
  if (pack === null) throw new UsageError(t('stylesEmpty', { folder }));
  const { refused } = countOutcomes(report);
  if (refused > 0) process.stderr.write(`signoff: ${printable(t('stylesRefused', { folder, refused }))}\n`);
  return [pack];
}
