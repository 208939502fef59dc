/** Rows of the tables of valid and invalid values, each in a sentence that says what it is about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectorName } from '../../utils/lint/detectors/registry.ts';

export interface IdRow {
  /** What the figures are given for. */
  readonly what: string;
  readonly detector: DetectorName;
  /** The country that the rule names, or null. */
  readonly country: string | null;
  readonly text: string;
  readonly value: string;
  /** UTF-16 offsets of the value in the text, without blanks around it and a name in front of it. */
  readonly start: number;
  readonly end: number;
  readonly isValid: boolean;
  /** Null where the value alone decides; otherwise why nobody can tell from the text. */
  readonly undecidable: string | null;
}

interface Subject {
  readonly what: string;
  readonly detector: DetectorName;
  readonly sentence: string;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  isEmail: { what: 'e-mail', detector: 'email', sentence: 'Write to VALUE before Friday' },
  isIBAN: { what: 'IBAN', detector: 'iban', sentence: 'Refund to VALUE please' },
  isCreditCard: {
    what: 'payment card',
    detector: 'payment-card',
    sentence: 'My card VALUE was charged twice',
  },
  isMobilePhone: { what: 'phone', detector: 'phone', sentence: 'Call me on VALUE after six' },
  isIdentityCard: {
    what: 'identity number',
    detector: 'national-id',
    sentence: 'My identity number is VALUE, ok?',
  },
  isTaxID: { what: 'tax number', detector: 'national-id', sentence: 'My tax id is VALUE, ok?' },
  isPassportNumber: {
    what: 'passport',
    detector: 'national-id',
    sentence: 'My passport number is VALUE, ok?',
  },
  fnr: {
    what: 'fødselsnummer',
    detector: 'national-id',
    sentence: 'Søkeren har fnr VALUE, kan noen sjekke?',
  },
  isIP: { what: 'IP address', detector: 'ip-address', sentence: 'Seen from VALUE again' },
  isMACAddress: { what: 'device address', detector: 'mac-address', sentence: 'My phone is VALUE, let it in' },
  isJWT: { what: 'signed token', detector: 'secret', sentence: 'I got VALUE from the server' },
};

const COUNTRIES: Readonly<Record<string, string>> = { UK: 'gb' };

interface Line {
  readonly validator: string;
  readonly args: readonly unknown[];
  readonly value: string;
  readonly valid: boolean;
}

/** @param folder has `validator-js.jsonl` and `norwegian-fnr.jsonl` */
export function readIdRows(folder: string): IdRow[] {
  const lines = [
    ...linesOf(join(folder, 'validator-js.jsonl')),
    ...linesOf(join(folder, 'norwegian-fnr.jsonl')).map((line) => ({
      ...line,
      validator: 'fnr',
      args: ['NO'],
    })),
  ];
  const right = new Set(lines.filter(({ valid }) => valid).map(({ value }) => compact(value)));
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const subject = SUBJECTS[line.validator];
    const key = JSON.stringify([line.validator, line.args, line.value, line.valid]);
    if (subject === undefined || seen.has(key)) return [];
    seen.add(key);
    return [rowOf(line, subject, right)];
  });
}

function rowOf(line: Line, { what, detector, sentence }: Subject, right: ReadonlySet<string>): IdRow {
  const place = sentence.indexOf('VALUE');
  const text = sentence.replace('VALUE', () => line.value);
  // “Some Name <address>”: the name is no part of the address.
  const inside = /<([^<>\s]+)>$/.exec(line.value)?.[1];
  const from =
    inside === undefined ? (/^\s*/.exec(line.value)?.[0].length ?? 0) : line.value.lastIndexOf(inside);
  const bare = inside ?? line.value.trim();
  return {
    what,
    detector,
    country: countryOf(line),
    text,
    value: line.value,
    start: place + from,
    end: place + from + bare.length,
    isValid: line.valid,
    undecidable: undecidable(line, right),
  };
}

function undecidable({ validator, args, value, valid }: Line, right: ReadonlySet<string>): string | null {
  const isNarrowed = args.some((arg) => typeof arg === 'object' && arg !== null && !Array.isArray(arg));
  // What an option lets through is a right value too, but for addresses of the network.
  if (isNarrowed && !(valid && /^is(?:Email|IBAN|CreditCard|MobilePhone)$/.test(validator)))
    return 'an option decides, not the value';
  if (validator === 'isIP' && args.length > 0) return 'an option decides, not the value';
  if (validator === 'isMobilePhone' && !valid && value.replace(/\D/g, '').length >= 8)
    return 'wrong as a mobile’s number, right as another';
  if (valid) return null;
  if (right.has(compact(value))) return 'a right value, written otherwise';
  if (validator === 'isJWT' && /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+\./.test(value)) return 'holds a right value';
  if (validator === 'isEmail' && /[^\s@<>"()]+@[^\s@<>"(),]+\.[a-z]{2,}/i.test(value))
    return 'holds a right value';
  return null;
}

function countryOf({ validator, args }: Line): string | null {
  if (!['isMobilePhone', 'isIdentityCard', 'isTaxID', 'isPassportNumber', 'fnr'].includes(validator))
    return null;
  const [first] = args;
  const locale = Array.isArray(first) ? first[0] : first;
  if (typeof locale !== 'string' || locale === 'any') return null;
  const code = locale.slice(-2);
  return COUNTRIES[code] ?? code.toLowerCase();
}

/** Letters and digits only. */
function compact(value: string): string {
  return value
    .replace(/[^\p{L}\p{N}@.]/gu, '')
    .replace(/^[@.]+|[@.]+$/g, '')
    .toUpperCase();
}

/** Lines that are no JSON hold half a surrogate pair: nothing that a post can hold. */
function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
