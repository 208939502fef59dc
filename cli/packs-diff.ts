/** `signoff packs diff`: what another version of a pack changes, before a team takes it. */
import { type Overrides, overridesSchema, type Pack } from '../utils/rules/schema.ts';
import { isShippedPack } from '../utils/rules/starter.ts';
import { type FieldChange, isSamePack, type PackDifference, packDifference } from '../utils/rules/upgrade.ts';
import { EXIT, type ExitCode, UsageError } from './exit.ts';
import { formatOf, parseFlags } from './flags.ts';
import { write } from './output.ts';
import { packsFor, readText } from './sources.ts';
import { type CliText, printable } from './text.ts';

const FORMATS = ['text', 'json'] as const;
/** Entries of a list that are named before the rest is counted. */
const NAMED = 8;

/** `signoff packs …`. Ends with 0 when the two are the same, 1 when they are not. @throws UsageError */
export async function packs(args: readonly string[], t: CliText): Promise<ExitCode> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h') {
    await write(process.stdout, t('packsHelp'));
    return EXIT.clear;
  }
  if (command !== 'diff') throw new UsageError(t('unknownPacksCommand', { command }));
  const { values, positionals } = parseFlags('packs', rest, FLAGS, t);
  if (values.help) {
    await write(process.stdout, t('packsHelp'));
    return EXIT.clear;
  }
  const format = formatOf(FORMATS, values.format, t);
  const [from, to] = positionals;
  if (from === undefined || positionals.length > 2) throw new UsageError(t('packsDiffNeeds'));
  const before = onePack(from, t);
  if (to === undefined && !isShippedPack(before.pack))
    throw new UsageError(t('packsDiffOther', { pack: before.pack }));
  const after = onePack(to ?? before.pack, t);
  const overrides = values.overrides === undefined ? {} : overridesIn(values.overrides, t);
  const difference = packDifference(before, after, overrides);
  await write(
    process.stdout,
    format === 'json' ? `${JSON.stringify(difference, null, 2)}\n` : text(difference, t),
  );
  return isSamePack(difference) ? EXIT.clear : EXIT.held;
}

/** A pack that comes with Signoff by its id, or a file. */
function onePack(name: string, t: CliText): Pack {
  const [pack] = isShippedPack(name) ? packsFor([name], [], t) : packsFor([], [name], t);
  if (pack === undefined) throw new UsageError(t('packsDiffNeeds'));
  return pack;
}

/** The overrides of a team as JSON: alone, or as a published ruleset has them. */
function overridesIn(file: string, t: CliText): Overrides {
  let value: unknown;
  try {
    value = JSON.parse(readText(file, t));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(t('notOverrides', { file }));
  }
  const own = value !== null && typeof value === 'object' && 'overrides' in value ? value.overrides : value;
  const parsed = overridesSchema.safeParse(own);
  if (!parsed.success) throw new UsageError(t('notOverrides', { file }));
  return parsed.data;
}

function text(difference: PackDifference, t: CliText): string {
  const { pack, from, to, rules, fields, overrides } = difference;
  const lines = [t('packsDiffTitle', { pack, from, to })];
  if (isSamePack(difference)) lines.push(`  ${t('packsDiffSame')}`);
  for (const change of rules) {
    const sign = { removed: '-', added: '+', changed: '~' }[change.kind];
    lines.push(`${sign} ${change.id} (${change.rule.severity}) ${printable(change.rule.message.en)}`);
    if (change.kind === 'changed') lines.push(...change.fields.flatMap((one) => fieldLines(one, t)));
  }
  lines.push(...fields.flatMap((one) => fieldLines(one, t)));
  for (const { rule, kind, misfits } of overrides) {
    lines.push(`! ${t(`packsDiffOverride_${kind}`, { rule })}`);
    lines.push(...misfits.map(({ at, message }) => `    ${at === '' ? '' : `${at}: `}${printable(message)}`));
  }
  return `${lines.join('\n')}\n`;
}

function fieldLines({ field, change }: FieldChange, t: CliText): string[] {
  if (change.kind === 'value') {
    const said = (value: string | null): string =>
      value === null ? t('packsDiffNothing') : printable(value);
    return [`    ${field}: ${said(change.before)} -> ${said(change.after)}`];
  }
  const named = (sign: string, items: readonly string[]): string[] => [
    ...items.slice(0, NAMED).map((one) => `    ${field} ${sign} ${printable(one)}`),
    ...(items.length > NAMED
      ? [`    ${field} ${sign} ${t('packsDiffMore', { count: items.length - NAMED })}`]
      : []),
  ];
  if (change.added.length + change.removed.length === 0) return [`    ${field}: ${t('packsDiffOrder')}`];
  return [...named('-', change.removed), ...named('+', change.added)];
}

const FLAGS = {
  overrides: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
