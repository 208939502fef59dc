/** What of a rule is its kind's own and may be changed by a team: read from the schema of the kind, so that none is forgotten. */
import { z } from 'zod';
import { ruleBase } from './schema/base.ts';
import { type Rule, type RuleKind, ruleSchema } from './schema.ts';

export interface Parameter {
  /** As overrides name it: `max`, `then.within`. */
  readonly name: string;
  readonly type: 'number' | 'switch' | 'choice' | 'text' | 'list' | 'other';
  /** The words that may stand there; only of a `choice`, or of a `number` that may also be a word (`platform`). */
  readonly choices: readonly string[];
  /** Whether the rule must say it. */
  readonly needed: boolean;
  /** What the schema says of it, in English. */
  readonly about: string;
}

const SCHEMAS = new Map<RuleKind, (typeof ruleSchema.options)[number]>(
  ruleSchema.options.map((schema) => [[...schema.shape.kind.values][0] as RuleKind, schema]),
);
const known = new Map<RuleKind, readonly Parameter[]>();
/** What every kind has and a team may still change beside the pack: words that it lets pass. */
const OF_EVERY_KIND = ['unless'] as const;

/** The schema of a kind. */
export function schemaOf(kind: RuleKind): (typeof ruleSchema.options)[number] {
  const schema = SCHEMAS.get(kind);
  if (schema === undefined) throw new Error(`There is no kind of rule “${kind}”.`);
  return schema;
}

/** The parameters of a kind, in the order of its schema, those in a group (`if`, `then`) one by one; then what all kinds have. */
export function parametersOf(kind: RuleKind): readonly Parameter[] {
  const before = known.get(kind);
  if (before !== undefined) return before;
  const own = Object.entries<z.core.$ZodType>(schemaOf(kind).shape).filter(
    ([name]) => name !== 'kind' && !Object.hasOwn(ruleBase, name),
  );
  const all = own.flatMap(([name, schema]): Parameter[] => {
    const { inner, needed } = unwrap(schema);
    if (!(inner instanceof z.ZodObject)) return [parameterOf(name, schema)];
    return Object.entries<z.core.$ZodType>(inner.shape).map(([key, one]) => {
      const parameter = parameterOf(`${name}.${key}`, one);
      return { ...parameter, needed: needed && parameter.needed };
    });
  });
  all.push(...OF_EVERY_KIND.map((name) => parameterOf(name, ruleBase[name])));
  // Names that overrides cannot write would be a promise that is not kept.
  const named = all.filter(({ name }) => /^[a-z]+(?:\.[a-z]+)?$/.test(name));
  known.set(kind, named);
  return named;
}

export function parameterNamed({ kind }: Pick<Rule, 'kind'>, name: string): Parameter | null {
  return parametersOf(kind).find((one) => one.name === name) ?? null;
}

interface Unwrapped {
  readonly inner: z.core.$ZodType;
  readonly needed: boolean;
}

function unwrap(schema: z.core.$ZodType): Unwrapped {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return { inner: unwrap(schema.unwrap()).inner, needed: false };
  return { inner: schema, needed: true };
}

function parameterOf(name: string, schema: z.core.$ZodType): Parameter {
  const { inner, needed } = unwrap(schema);
  const about = schema instanceof z.ZodType ? (schema.description ?? descriptionOf(inner)) : '';
  return { name, ...typeOf(inner), needed, about };
}

function descriptionOf(schema: z.core.$ZodType): string {
  return schema instanceof z.ZodType ? (schema.description ?? '') : '';
}

function typeOf(schema: z.core.$ZodType): Pick<Parameter, 'type' | 'choices'> {
  if (schema instanceof z.ZodNumber) return { type: 'number', choices: [] };
  if (schema instanceof z.ZodBoolean) return { type: 'switch', choices: [] };
  if (schema instanceof z.ZodString) return { type: 'text', choices: [] };
  if (schema instanceof z.ZodEnum) return { type: 'choice', choices: schema.options.map(String) };
  if (schema instanceof z.ZodLiteral) return { type: 'choice', choices: [...schema.values].map(String) };
  if (schema instanceof z.ZodArray)
    return isText(schema.element) ? { type: 'list', choices: [] } : { type: 'other', choices: [] };
  if (schema instanceof z.ZodUnion) {
    const parts = schema.options.map((one) => typeOf(unwrap(one).inner));
    const choices = parts.flatMap((part) => part.choices);
    if (
      parts.some(({ type }) => type === 'number') &&
      parts.every(({ type }) => type === 'number' || type === 'choice')
    )
      return { type: 'number', choices };
    if (parts.every(({ type }) => type === 'choice')) return { type: 'choice', choices };
    if (
      parts.some(({ type }) => type === 'switch') &&
      parts.every(({ type }) => type === 'switch' || type === 'list')
    )
      return { type: 'switch', choices: [] };
  }
  return { type: 'other', choices: [] };
}

function isText(schema: unknown): boolean {
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum;
}
