/** What the commands' options have in common. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit.ts';
import { reasonOf } from './sources.ts';
import type { CliText } from './text.ts';

/** @throws UsageError for an option that the command has not, or one without its value */
export function parseFlags<T extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: T,
  t: CliText,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(t('badFlag', { reason: reasonOf(error), command }));
  }
}

/** What `--format` names; `text` without it. @throws UsageError */
export function formatOf<F extends string>(formats: readonly F[], given: string | undefined, t: CliText): F {
  const format = formats.find((known) => known === (given ?? 'text'));
  if (format !== undefined) return format;
  throw new UsageError(t('unknownFormat', { format: given ?? '', formats: formats.join(', ') }));
}

/** What `--lang` names. @throws UsageError when it is no language tag */
export function languageOf(tag: string | undefined, t: CliText): string | undefined {
  try {
    if (tag === undefined || Intl.getCanonicalLocales(tag).length === 1) return tag;
  } catch {
    // Not a tag of any shape: said below.
  }
  throw new UsageError(t('badLanguage', { language: tag ?? '' }));
}

/** The words of every `--context`, which may also name several, parted by commas. */
export function contextOf(given: readonly string[] = []): string[] {
  return given.flatMap((one) =>
    one
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  );
}
