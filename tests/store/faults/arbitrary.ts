/**
 * Inputs from a contract itself: what its JSON Schema lets through (a regular expression and a `refine` may still refuse
 * some), and such inputs with one thing in them changed for the worse.
 */
import fc from 'fast-check';
import { z } from 'zod';
import { LIMITS } from '../../../utils/api/limits.ts';

type Schema = z.core.JSONSchema.BaseSchema;
type Json = z.core.util.JSONType;

/** Values that exist: ids of both teams, fingerprints, names of rules; what a schema says by a pattern is taken from here. */
export interface Known {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
}

/** Half surrogates, U+0000, noncharacters, right-to-left marks, markup, and what a query language might take for its own. */
const NASTY: readonly string[] = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\uffff\ufdd0',
  '\u202e\u200f',
  '\u{10ffff}',
  '<script>alert(1)</script>',
  "'; drop table signoff.log; --",
  '%00%ff',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'ß'.repeat(300),
  'x'.repeat(5_000),
  '\r\nset-cookie: signoff_session=1',
];
const HUGE = 'y'.repeat(LIMITS.partText + 1);
const NUMBERS = [-1, 0, 0.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 2 ** 63, -(2 ** 63), 1e308, 8.64e15 + 1];

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, '', [[]], HUGE),
  fc.constantFrom(...NASTY),
  fc.constantFrom(...NUMBERS),
  fc.jsonValue({ maxDepth: 3 }),
);

function textOf(schema: Schema, known: Known): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 200 } = schema;
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...known.ids), fc.uuid());
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] });
  if (format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString());
  const free = fc.oneof(
    fc.constantFrom(...known.texts),
    fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 60), unit: 'grapheme' }),
  );
  if (pattern === undefined) return fc.oneof({ weight: 5, arbitrary: free }, fc.constantFrom(...NASTY));
  const fits = (text: string): boolean => new RegExp(pattern, 'u').test(text);
  const fitting = known.texts.filter(fits);
  const made = fc.stringMatching(/^[\w-]*$/);
  if (/^\^\[0-9a-f\]\{64\}\$$/.test(pattern)) return fc.stringMatching(/^[0-9a-f]{64}$/);
  return fitting.length === 0 ? made : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fitting) }, made);
}

function numberOf(schema: Schema): fc.Arbitrary<number> {
  const { type, minimum, maximum, exclusiveMinimum } = schema;
  const min = Math.max(Number(minimum ?? exclusiveMinimum ?? -1_000), -(2 ** 52));
  const max = Math.min(Number(maximum ?? min + 1_000), 2 ** 52);
  const near = fc.integer({
    min: Math.ceil(min),
    max: Math.max(Math.ceil(min), Math.min(Math.floor(max), min + 5)),
  });
  if (type === 'integer') return fc.oneof(near, fc.integer({ min: Math.ceil(min), max: Math.floor(max) }));
  return fc.oneof(near, fc.double({ min, max, noNaN: true }));
}

function objectOf(schema: Schema, known: Known, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, inputOf(one as Schema, known, depth + 1)]),
  );
  const named = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  if (typeof additionalProperties !== 'object') return named;
  const more = fc.dictionary(
    fc.constantFrom('pack', 'rule', 'test-rules/promise', 'no'),
    inputOf(additionalProperties as Schema, known, depth + 1),
    { maxKeys: 2 },
  );
  return fc.tuple(named, more).map(([one, two]) => ({ ...two, ...one }));
}

/** What a JSON Schema of zod describes. Deep down, lists become short. */
function inputOf(schema: Schema, known: Known, depth = 0): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map((one) => inputOf(one as Schema, known, depth)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema, known);
    case 'number':
    case 'integer':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const minLength = schema.minItems ?? 0;
      const maxLength = Math.min(schema.maxItems ?? 3, Math.max(minLength, depth > 2 ? 1 : 3));
      return fc.array(inputOf((schema.items ?? {}) as Schema, known, depth + 1), { minLength, maxLength });
    }
    case 'object':
      return objectOf(schema, known, depth);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

export function fromContract(contract: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const schema = z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return inputOf(schema as Schema, known);
}

/** All places in a value, as paths. */
function placesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, one]) =>
      placesOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function changedAt(
  value: unknown,
  path: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((one, at) => (at === key ? changedAt(one, rest, change) : one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === key ? changedAt(one, rest, change) : one]),
  );
}

/** The text that `__proto__` as a key of its own needs: an object literal would set the prototype. */
const withKey = (old: unknown, key: string, value: unknown): unknown => {
  const made: Record<string, unknown> = Object.create(null);
  if (typeof old === 'object' && old !== null)
    for (const [name, one] of Object.entries(old)) made[name] = one;
  Object.defineProperty(made, key, { value, enumerable: true });
  return made;
};

function nested(depth: number): Json {
  let made: Json = 'deep';
  for (let at = 0; at < depth; at += 1) made = at % 2 === 0 ? [made] : { a: made };
  return made;
}

/** One place of a good input made bad: another type, a limit passed, a character that databases dislike, a foreign key. */
export function spoiled(good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const worse = fc.oneof(
    { weight: 4, arbitrary: anyValue.map((value) => () => value) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...NASTY)
        .map((text) => (old: unknown) => (typeof old === 'string' ? old + text : text)),
    },
    { weight: 2, arbitrary: fc.constantFrom(...NUMBERS).map((number) => () => number) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('__proto__', 'constructor', 'toString', 'extra', ''), anyValue).map(
        ([key, value]) =>
          (old: unknown) =>
            withKey(old, key, value),
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(10, 200, 4_000).map((depth) => () => nested(depth)) },
    { weight: 1, arbitrary: fc.constant((old: unknown) => [old, old, old]) },
  );
  return fc.tuple(good, fc.nat(), worse).map(([value, at, change]) => {
    const places = placesOf(value);
    return changedAt(value, places[at % places.length] ?? [], change);
  });
}
