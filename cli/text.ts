import en from '../assets/locales/en/cli.json' with { type: 'json' };
import nb from '../assets/locales/nb/cli.json' with { type: 'json' };
import { createTranslator, type Translator, type UiLocale } from '../utils/i18n/translator.ts';

export type CliText = Translator<typeof en>;

export function cliText(locale: UiLocale): CliText {
  return createTranslator(locale, { en, nb });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of a post or a rule on one line of a terminal: nothing in it moves the cursor, colours or turns the line around. */
export function printable(text: string): string {
  return text.replace(CONTROL, (sign) => (sign === '\n' || sign === '\t' || sign === '\r' ? ' ' : '\ufffd'));
}
