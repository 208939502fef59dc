import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { draftOf } from '../utils/draft/draft.ts';
import type { Verdict } from '../utils/lint/finding.ts';
import { VERDICTS } from '../utils/lint/finding.ts';
import type { Linter } from '../utils/lint/linter.ts';
import { compile } from '../utils/rules/compile.ts';
import { explain } from '../utils/rules/explain.ts';
import type { Pack } from '../utils/rules/schema.ts';
import { EXIT, type ExitCode, exitCodeOf, UsageError } from './exit.ts';
import { contextOf, formatOf, languageOf, parseFlags } from './flags.ts';
import { JsonlChecker } from './jsonl.ts';
import { write } from './output.ts';
import { Progress } from './progress.ts';
import { type Checked, reportText } from './report-text.ts';
import { reportSarif } from './sarif.ts';
import { decode, packsFor, readText, unreadable } from './sources.ts';
import { stylePacks } from './styles.ts';
import type { CliText } from './text.ts';

const FORMATS = ['text', 'json', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

interface CheckOptions {
  readonly packs: readonly Pack[];
  readonly platform: string;
  readonly language: string | undefined;
  readonly context: readonly string[];
  readonly format: Format;
  readonly jsonl: boolean;
  readonly explain: boolean;
  readonly files: readonly string[];
}

/** `signoff check`. @throws UsageError */
export async function check(args: readonly string[], version: string, t: CliText): Promise<ExitCode> {
  const options = readOptions(args, t);
  if (options === null) {
    await write(process.stdout, t('checkHelp'));
    return EXIT.clear;
  }
  const linter = compile({ packs: options.packs, overrides: {} }, { locale: t.locale, now: Date.now() });
  return options.jsonl ? checkLines(linter, options, t) : checkFiles(linter, options, version, t);
}

function readOptions(args: readonly string[], t: CliText): CheckOptions | null {
  const { values, positionals } = parseFlags('check', args, FLAGS, t);
  if (values.help) return null;
  const format = formatOf(FORMATS, values.format, t);
  if (values.jsonl && values.format !== undefined && format !== 'json')
    throw new UsageError(t('jsonlFormat', { format }));
  if (values.explain && (values.jsonl || format === 'sarif'))
    throw new UsageError(t('explainFormat', { format: values.jsonl ? '--jsonl' : format }));
  const files = positionals.length === 0 ? ['-'] : positionals;
  if (files.filter((file) => file === '-').length > 1) throw new UsageError(t('pipeTwice'));
  return {
    packs: [
      ...(values.styles === undefined || values.pack !== undefined || values.rules !== undefined
        ? packsFor(values.pack ?? [], values.rules ?? [], t)
        : []),
      ...stylePacks(values.styles, values.style, t),
    ],
    platform: values.platform ?? '',
    language: languageOf(values.lang, t),
    context: contextOf(values.context),
    format,
    jsonl: values.jsonl ?? false,
    explain: values.explain ?? false,
    files,
  };
}

const FLAGS = {
  pack: { type: 'string', multiple: true },
  rules: { type: 'string', multiple: true },
  styles: { type: 'string' },
  style: { type: 'string', multiple: true },
  platform: { type: 'string' },
  lang: { type: 'string' },
  context: { type: 'string', multiple: true },
  format: { type: 'string' },
  jsonl: { type: 'boolean' },
  explain: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function checkFiles(
  linter: Linter,
  options: CheckOptions,
  version: string,
  t: CliText,
): Promise<ExitCode> {
  const ruleset = { packs: options.packs, overrides: {} };
  const checked: Checked[] = [];
  for (const name of options.files) {
    const text = name === '-' ? decode(await buffer(process.stdin), t('pipe'), t) : readText(name, t);
    const draft = draftOf(text, options.platform);
    const result = linter.lint(draft, options);
    const explained = options.explain
      ? explain(ruleset, draft, options, { locale: t.locale, now: Date.now() })
      : null;
    checked.push({ name, text, result, explained });
  }
  const verdict = worst(checked.map(({ result }) => result.verdict));
  if (options.format === 'sarif') {
    await write(process.stdout, reportSarif(checked, options.packs, { version, locale: t.locale }));
  } else if (options.format === 'json') {
    const results = checked.map(({ name, result, explained }) => ({
      id: name,
      ...result,
      ...(explained === null ? {} : { explained }),
    }));
    await write(process.stdout, `${JSON.stringify({ verdict, results }, null, 2)}\n`);
  } else {
    await write(process.stdout, reportText(checked, t));
  }
  return exitCodeOf(verdict);
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? 'clear';
}

async function checkLines(linter: Linter, options: CheckOptions, t: CliText): Promise<ExitCode> {
  const checker = new JsonlChecker(linter, options, t);
  const progress = new Progress(process.stderr, t);
  for (const name of options.files) {
    const stream = name === '-' ? process.stdin : createReadStream(name);
    stream.setEncoding('utf8');
    try {
      for await (const chunk of stream) {
        let records = '';
        for (const record of checker.push(String(chunk))) records += record;
        await write(process.stdout, records);
        progress.show(checker.counts);
      }
    } catch (error) {
      throw unreadable(error, name, t);
    }
    await write(process.stdout, checker.end());
  }
  progress.end(checker.counts);
  return checker.exit;
}
