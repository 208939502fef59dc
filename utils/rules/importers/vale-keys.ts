/** Vale's rule files: which keys each kind has, and what their values may be (vale-cli/vale, internal/check). */
import { type RuleKind, ruleSchema } from '../schema.ts';

type Shape = 'text' | 'texts' | 'flag' | 'number' | 'pairs' | 'any';

/** Keys of every kind. */
export const COMMON_KEYS = new Set([
  'extends',
  'message',
  'level',
  'scope',
  'link',
  'description',
  'limit',
  'action',
  'name',
  'code',
]);

const VALE_KINDS: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  existence: {
    tokens: 'texts',
    raw: 'texts',
    exceptions: 'texts',
    append: 'flag',
    ignorecase: 'flag',
    nonword: 'flag',
    vocab: 'flag',
  },
  substitution: {
    swap: 'pairs',
    exceptions: 'texts',
    ignorecase: 'flag',
    nonword: 'flag',
    vocab: 'flag',
    capitalize: 'flag',
    pos: 'any',
  },
  occurrence: { token: 'text', max: 'number', min: 'number', ignorecase: 'flag' },
  repetition: {
    tokens: 'texts',
    max: 'number',
    ignorecase: 'flag',
    alpha: 'flag',
    exceptions: 'texts',
    vocab: 'flag',
  },
  consistency: { either: 'pairs', nonword: 'flag', ignorecase: 'flag' },
  conditional: { first: 'text', second: 'text', ignorecase: 'flag', exceptions: 'texts', vocab: 'flag' },
  capitalization: {
    match: 'text',
    style: 'text',
    exceptions: 'texts',
    indicators: 'texts',
    threshold: 'number',
    vocab: 'flag',
    prefix: 'text',
  },
  metric: { formula: 'text', condition: 'text' },
  readability: { metrics: 'texts', grade: 'number' },
};

/** Kinds that need more than a page has: a dictionary, a tagger, a language to run. */
export const NOT_RUN_HERE: Readonly<Record<string, string>> = {
  spelling: 'Spelling needs a dictionary, which posts are not checked against here.',
  sequence: 'A sequence needs each word’s part of speech, which is not found here.',
  script: 'A script is a program, and rules here are never run as code.',
};

/** The keys of a kind of Vale's by their names in lower case, or null when Vale has no such kind. */
export function keysOf(kind: string): Readonly<Record<string, Shape>> | null {
  return Object.hasOwn(VALE_KINDS, kind) ? (VALE_KINDS[kind] ?? null) : null;
}

/** The keys that a rule of this kind may have here, or null when there is no such kind here. */
export function schemaKeys(kind: string): ReadonlySet<string> | null {
  for (const option of ruleSchema.options) {
    const names: Iterable<RuleKind> = option.shape.kind.values;
    if ([...names].some((name) => name === kind)) return new Set(Object.keys(option.shape));
  }
  return null;
}

/** The value as Vale would read it, or undefined when it cannot. A single text stands for a list of one. */
export function readValue(shape: Shape, value: unknown): unknown {
  switch (shape) {
    case 'flag':
      if (typeof value === 'boolean') return value;
      if (/^(?:yes|true|on|1)$/i.test(String(value))) return true;
      return /^(?:no|false|off|0|null)$/i.test(String(value)) ? false : undefined;
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    }
    case 'text':
      return textOf(value);
    case 'texts': {
      if (value === null) return [];
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      const texts = list.map(textOf);
      return texts.includes(undefined) ? undefined : texts;
    }
    case 'pairs': {
      // The order is that of the file; Vale takes the longest key first.
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
      const pairs = Object.entries(value).map(([key, held]) => [key, textOf(held)] as const);
      return pairs.some(([, held]) => held === undefined) ? undefined : Object.fromEntries(pairs);
    }
    default:
      return value;
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
