#!/usr/bin/env node
/** The command line: `signoff check …`, `signoff import …`, `signoff export …`. */
import { createRequire } from 'node:module';
import process from 'node:process';
import { pickLocale } from '../utils/i18n/translator.ts';
import { check } from './check.ts';
import { EXIT, type ExitCode, UsageError } from './exit.ts';
import { exportRules } from './export.ts';
import { importRules } from './import.ts';
import { endQuietlyOnBrokenPipe, write } from './output.ts';
import { packs } from './packs-diff.ts';
import { report } from './report.ts';
import { type CliText, cliText, printable } from './text.ts';
import { verify } from './verify.ts';

const VERSION: string = createRequire(import.meta.url)('../package.json').version;

async function run(args: readonly string[], t: CliText): Promise<ExitCode> {
  const [command, ...rest] = args;
  switch (command) {
    case 'check':
      return check(rest, VERSION, t);
    case 'import':
      return importRules(rest, t);
    case 'export':
      return exportRules(rest, t);
    case 'report':
      return report(rest, t);
    case 'packs':
      return packs(rest, t);
    case 'verify':
      return verify(rest, t);
    case '--version':
      await write(process.stdout, `${VERSION}\n`);
      return EXIT.clear;
    case '--help':
    case '-h':
    case 'help':
      await write(process.stdout, t('help'));
      return EXIT.clear;
    case undefined:
      throw new UsageError(t('noCommand'));
    default:
      throw new UsageError(t('unknownCommand', { command }));
  }
}

/** The terminal's language, as POSIX names it: `nb_NO.UTF-8`. */
function wantedLocale(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || 'en').split(/[_.@]/)[0] ?? 'en';
}

const t = cliText(pickLocale([wantedLocale()]));
endQuietlyOnBrokenPipe(process.stdout);
endQuietlyOnBrokenPipe(process.stderr);
try {
  process.exitCode = await run(process.argv.slice(2), t);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  const sentence = error.message.split('\n').map(printable).join('\n');
  await write(process.stderr, `signoff: ${sentence}\n`);
  process.exitCode = EXIT.badUse;
}
