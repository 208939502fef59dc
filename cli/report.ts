import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { draftOf } from '../utils/draft/draft.ts';
import type { Linter } from '../utils/lint/linter.ts';
import { compile } from '../utils/rules/compile.ts';
import type { Pack } from '../utils/rules/schema.ts';
import { EXIT, type ExitCode, exitCodeOf, UsageError } from './exit.ts';
import { contextOf, formatOf, languageOf, parseFlags } from './flags.ts';
import { readLabelledLine } from './labels.ts';
import { type Line, LineReader } from './lines.ts';
import { write } from './output.ts';
import { Progress } from './progress.ts';
import { packsFor, unreadable } from './sources.ts';
import { Tally } from './tally.ts';
import { tallyText } from './tally-text.ts';
import { type CliText, printable } from './text.ts';

const FORMATS = ['text', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface ReportOptions {
  readonly packs: readonly Pack[];
  readonly platform: string;
  readonly language: string | undefined;
  readonly context: readonly string[];
  readonly format: Format;
  readonly files: readonly string[];
}

/** Of lines that cannot be read, so many are named; the others are counted. */
const MOST_COMPLAINTS = 20;

/** `signoff report`: how often each rule fires on a folder of posts, and how rightly where posts are labelled. @throws UsageError */
export async function report(args: readonly string[], t: CliText): Promise<ExitCode> {
  const options = readOptions(args, t);
  if (options === null) {
    await write(process.stdout, t('reportHelp'));
    return EXIT.clear;
  }
  const linter = compile({ packs: options.packs, overrides: {} }, { locale: t.locale, now: Date.now() });
  const reader = new PostReader(linter, options, t);
  const progress = new Progress(process.stderr, t);
  for (const name of options.files) {
    const lines = new LineReader();
    const stream = name === '-' ? process.stdin : createReadStream(name);
    stream.setEncoding('utf8');
    try {
      for await (const chunk of stream) {
        for (const line of lines.push(String(chunk))) await reader.read(line, name);
        progress.show(reader.counts);
      }
    } catch (error) {
      throw unreadable(error, name, t);
    }
    for (const line of lines.end()) await reader.read(line, name);
  }
  progress.end(reader.counts);
  const result = reader.tally.report();
  await write(
    process.stdout,
    options.format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : tallyText(result, t),
  );
  return result.unreadable === 0 ? EXIT.clear : EXIT.badUse;
}

class PostReader {
  readonly tally: Tally;
  #lines = 0;
  #held = 0;
  #bad = 0;
  readonly #linter: Linter;
  readonly #options: ReportOptions;
  readonly #t: CliText;

  constructor(linter: Linter, options: ReportOptions, t: CliText) {
    this.tally = new Tally(
      options.packs.flatMap(({ pack, rules }) =>
        rules.map(({ id, severity }) => ({ rule: `${pack}/${id}`, severity })),
      ),
    );
    this.#linter = linter;
    this.#options = options;
    this.#t = t;
  }

  get counts(): { readonly lines: number; readonly held: number; readonly bad: number } {
    return { lines: this.#lines, held: this.#held, bad: this.#bad };
  }

  async read({ number, text }: Line, file: string): Promise<void> {
    this.#lines++;
    const read = text === null ? ({ ok: false, reason: 'tooLong' } as const) : readLabelledLine(text);
    if (!read.ok) {
      this.tally.addUnreadable();
      if (++this.#bad > MOST_COMPLAINTS) return;
      const reason =
        read.reason === 'tooLong'
          ? this.#t('lineTooLong', { line: number })
          : this.#t(`line_${read.reason}`, { line: number });
      await write(process.stderr, `signoff: ${printable(`${file}: ${reason}`)}\n`);
      return;
    }
    const { post, labels } = read;
    const result = this.#linter.lint(draftOf(post.text, post.platform ?? this.#options.platform), {
      context: [...this.#options.context, ...post.context],
      language: this.#options.language,
    });
    if (exitCodeOf(result.verdict) === EXIT.held) this.#held++;
    this.tally.add(result, labels);
  }
}

function readOptions(args: readonly string[], t: CliText): ReportOptions | null {
  const { values, positionals } = parseFlags('report', args, FLAGS, t);
  if (values.help) return null;
  const format = formatOf(FORMATS, values.format, t);
  if (positionals.length === 0) throw new UsageError(t('reportNoFile'));
  if (positionals.filter((file) => file === '-').length > 1) throw new UsageError(t('pipeTwice'));
  return {
    packs: packsFor(values.pack ?? [], values.rules ?? [], t),
    platform: values.platform ?? '',
    language: languageOf(values.lang, t),
    context: contextOf(values.context),
    format,
    files: positionals.flatMap((name) => (name === '-' ? [name] : filesOf(name, t))),
  };
}

/** The file itself, or every JSON Lines file in the folder and the folders in it, by name. */
function filesOf(name: string, t: CliText): string[] {
  try {
    if (!statSync(name).isDirectory()) return [name];
    const files = readdirSync(name, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:jsonl|ndjson)$/i.test(file))
      .sort()
      .map((file) => join(name, file));
    if (files.length === 0) throw new UsageError(t('reportEmptyFolder', { file: name }));
    return files;
  } catch (error) {
    throw unreadable(error, name, t);
  }
}

const FLAGS = {
  pack: { type: 'string', multiple: true },
  rules: { type: 'string', multiple: true },
  platform: { type: 'string' },
  lang: { type: 'string' },
  context: { type: 'string', multiple: true },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
