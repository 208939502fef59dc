import { readFileSync } from 'node:fs';
import type en from '../assets/locales/en/cli.json';
import { readCatalogs } from '../utils/i18n/read-catalogs.ts';
import { createTranslator, type Translator, type UiLocale } from '../utils/i18n/translator.ts';

const CATALOGS = readCatalogs<typeof en>('cli', (path) =>
  readFileSync(new URL(`../assets/locales/${path}`, import.meta.url), 'utf8'),
);

export type CliText = Translator<typeof en>;

export function cliText(locale: UiLocale): CliText {
  return createTranslator(locale, CATALOGS);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of a post or a rule on one line of a terminal: nothing in it moves the cursor, colours or turns the line around. */
export function printable(text: string): string {
  return text.replace(CONTROL, (sign) => (sign === '\n' || sign === '\t' || sign === '\r' ? ' ' : '\ufffd'));
}
