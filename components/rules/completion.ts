/** What may be written at a place of a pack's text, by the rule language's own schema. Works on text that is not YAML yet. Pure. */
import { z } from 'zod';
import { packSchema } from '../../utils/rules/schema.ts';

export interface Completion {
  readonly label: string;
  /** What takes the place of what is typed. */
  readonly insert: string;
  /** What the schema says of it, in English; empty where it says nothing. */
  readonly about: string;
}

export interface Completions {
  /** UTF-16 offset of what is typed of it already. */
  readonly from: number;
  readonly items: readonly Completion[];
}

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Keys of the path, `[]` for an item of a list. */
type Path = readonly string[];

interface Line {
  /** Where the first key or value stands, hyphens skipped. */
  readonly column: number;
  /** Columns of the hyphens before it. */
  readonly hyphens: readonly number[];
  readonly content: string;
  readonly key: string | null;
}

interface Context {
  readonly path: Path;
  /** `key`: a key of the mapping at `path`; `value`: the value at `path`. */
  readonly wants: 'key' | 'value';
  readonly typed: string;
  readonly column: number;
  /** In brackets on one line. */
  readonly isFlow: boolean;
}

const MOST = 40;
let root: Schema | null = null;

/**
 * @param offset UTF-16, the caret
 * @param platforms ids that `platforms` and `platform` may name
 * @returns null where nothing can be said
 */
export function completionsAt(
  text: string,
  offset: number,
  platforms: readonly string[],
): Completions | null {
  const context = contextAt(text, offset);
  if (context === null) return null;
  root ??= z.toJSONSchema(packSchema, { io: 'input', target: 'draft-2020-12' }) as Schema;
  const kind = kindAround(text, offset);
  const schemas = schemasAt(root, context.path, kind);
  const from = offset - context.typed.length;
  const items =
    context.wants === 'key'
      ? keysOf(schemas, siblings(text, offset, context), context)
      : valuesOf(schemas, context, platforms);
  const typed = context.typed.toLowerCase();
  const fitting = items.filter(({ label }) => label.toLowerCase().startsWith(typed));
  const isWhole = fitting.length === 1 && fitting[0]?.label === context.typed;
  if (fitting.length === 0 || isWhole) return null;
  return { from, items: fitting.slice(0, MOST) };
}

/** Where the caret stands, told by indentation as people see it. */
function contextAt(text: string, offset: number): Context | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/^\s*#/.test(before) || /\s#/.test(before)) return null;
  const line = lineOf(before);
  const above = text.slice(0, start).split('\n').slice(0, -1);
  const parents = parentsOf(above, line);
  const { content, column } = line;
  const pair = /^([\w-]+):(?:\s+(.*))?$/s.exec(content);
  if (pair === null) {
    if (!/^[\w-]*$/.test(content)) return null;
    // A bare word in a list may be a key of its item or the item itself.
    return { path: parents, wants: 'key', typed: content, column, isFlow: false };
  }
  if (pair[2] === undefined && content.endsWith(':')) return null;
  return flowContext([...parents, pair[1] ?? ''], pair[2] ?? '', column);
}

/** Within `[…` and `{…` of one line; elsewhere the value itself. */
function flowContext(path: Path, value: string, column: number): Context | null {
  const open: { sign: string; path: Path; from: number }[] = [];
  let at: Path = path;
  let token = 0;
  let quote = '';
  let key: string | null = null;
  for (let i = 0; i < value.length; i++) {
    const sign = value[i] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
      continue;
    }
    if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '[' || sign === '{') {
      open.push({ sign, path: at, from: i });
      at = sign === '[' ? [...at, '[]'] : at;
      token = i + 1;
      key = null;
    } else if (sign === ']' || sign === '}') {
      const closed = open.pop();
      at = closed?.path ?? path;
      token = i + 1;
      key = null;
    } else if (sign === ',') {
      const holder = open.at(-1);
      at = holder === undefined ? path : holder.sign === '[' ? [...holder.path, '[]'] : holder.path;
      token = i + 1;
      key = null;
    } else if (sign === ':' && open.at(-1)?.sign === '{' && key === null) {
      key = value.slice(token, i).trim();
      at = [...at, key];
      token = i + 1;
    }
  }
  if (quote !== '') return null;
  const typed = value.slice(token).trimStart();
  if (!/^[\w.-]*$/.test(typed)) return null;
  const wants = open.at(-1)?.sign === '{' && key === null ? 'key' : 'value';
  return { path: at, wants, typed, column, isFlow: open.length > 0 };
}

function lineOf(text: string): Line {
  const hyphens: number[] = [];
  let at = /^ */.exec(text)?.[0].length ?? 0;
  for (let found = /^- +|^-$/.exec(text.slice(at)); found !== null; found = /^- +|^-$/.exec(text.slice(at))) {
    hyphens.push(at);
    at += found[0].length;
  }
  const content = text.slice(at);
  return { column: at, hyphens, content, key: /^([\w-]+):(?:\s|$)/.exec(content)?.[1] ?? null };
}

function parentsOf(above: readonly string[], line: Line): Path {
  const path: string[] = [];
  let column = line.column;
  let hyphens = [...line.hyphens];
  // A hyphen's own column: the key above it may stand in the same.
  let isItem = false;
  const leave = (): void => {
    for (let hyphen = hyphens.pop(); hyphen !== undefined; hyphen = hyphens.pop()) {
      path.unshift('[]');
      column = hyphen;
      isItem = true;
    }
  };
  leave();
  for (let i = above.length - 1; i >= 0; i--) {
    const text = above[i] ?? '';
    if (text.trim() === '' || /^\s*#/.test(text)) continue;
    const one = lineOf(text);
    const isSibling = one.column === column && !isItem;
    const isBelow = one.column > column || (isItem && one.hyphens.includes(column));
    if (isSibling) {
      // The first key of the same item: behind it the item ends.
      if (one.hyphens.length === 0) continue;
      hyphens = [...one.hyphens];
      leave();
      continue;
    }
    if (isBelow || one.key === null) continue;
    path.unshift(one.key);
    column = one.column;
    isItem = false;
    hyphens = [...one.hyphens];
    leave();
    if (column === 0 && path.length > 0 && !isItem) break;
  }
  return path;
}

/** The kind that the rule around the caret says it has. */
function kindAround(text: string, offset: number): string | null {
  const starts = [...text.matchAll(/^ *- +(?:\{ *)?id:/gm)].map(({ index }) => index);
  const from = starts.findLast((start) => start <= offset);
  if (from === undefined) return null;
  const to = starts.find((start) => start > offset) ?? text.length;
  return /^[ {-]*(?:.*?[{,] *)?kind: *["']?([a-z]+)/m.exec(text.slice(from, to))?.[1] ?? null;
}

function schemasAt(schema: Schema, path: Path, kind: string | null): readonly Schema[] {
  let now = variants(schema);
  path.forEach((step, i) => {
    const next = now.flatMap((one) => {
      if (step === '[]') return one.items === undefined ? [] : [one.items];
      return one.properties?.[step] === undefined ? [] : [one.properties[step]];
    });
    now = next.flatMap(variants);
    if (step === '[]' && i === 1 && path[0] === 'rules') {
      const own = now.filter((one) => one.properties?.kind?.const === kind);
      now = own.length > 0 ? own : now;
    }
  });
  return now;
}

/** What a schema may be, its references followed. */
function variants(schema: Schema): Schema[] {
  if (schema.$ref !== undefined) {
    const target = root?.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target === undefined
      ? []
      : variants({
          ...target,
          ...(schema.description === undefined ? {} : { description: schema.description }),
        });
  }
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const own = schema.description;
  if (parts.length === 0) return [schema];
  return parts.flatMap((part) =>
    variants(part).map((one) =>
      own === undefined || one.description !== undefined ? one : { ...one, description: own },
    ),
  );
}

function keysOf(schemas: readonly Schema[], there: ReadonlySet<string>, context: Context): Completion[] {
  const objects = schemas.filter(({ properties }) => properties !== undefined);
  const [first] = objects;
  if (first === undefined) return [];
  // Without a kind only what every rule has.
  const names = Object.keys(first.properties ?? {}).filter((name) =>
    objects.every(({ properties }) => properties?.[name] !== undefined),
  );
  return names
    .filter((name) => !there.has(name))
    .map((name) => {
      const schema = first.properties?.[name] ?? {};
      const all = variants(schema);
      const indent = ' '.repeat(context.column + 2);
      const isList = all.length > 0 && all.every(({ type }) => type === 'array');
      const isGroup = all.length > 0 && all.every(({ type }) => type === 'object');
      const block = isList ? `${name}:\n${indent}- ` : isGroup ? `${name}:\n${indent}` : `${name}: `;
      return {
        label: name,
        insert: context.isFlow ? `${name}: ` : block,
        about: schema.description ?? all[0]?.description ?? '',
      };
    });
}

function valuesOf(schemas: readonly Schema[], context: Context, platforms: readonly string[]): Completion[] {
  const key = context.path.findLast((step) => step !== '[]');
  const inRules = context.path.length === 3 && context.path[0] === 'rules' && key === 'kind';
  const words = new Map<string, string>();
  for (const schema of schemas) {
    if (schema.const !== undefined) words.set(String(schema.const), schema.description ?? '');
    for (const one of schema.enum ?? []) words.set(String(one), schema.description ?? '');
    if (schema.type === 'boolean') {
      words.set('true', schema.description ?? '');
      words.set('false', schema.description ?? '');
    }
  }
  if (inRules) {
    const rules = root?.properties?.rules?.items;
    for (const one of rules === undefined ? [] : variants(rules))
      words.set(String(one.properties?.kind?.const), one.description ?? '');
  }
  if (key === 'platforms' || key === 'platform') for (const id of platforms) words.set(id, '');
  return [...words].map(([label, about]) => ({ label, insert: label, about }));
}

/** Keys that the mapping around the caret has on other lines. */
function siblings(text: string, offset: number, { column, isFlow }: Context): ReadonlySet<string> {
  if (isFlow) return new Set();
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const found = new Set<string>();
  const look = (lines: readonly string[], goesUp: boolean): void => {
    for (const text_ of lines) {
      if (text_.trim() === '' || /^\s*#/.test(text_)) continue;
      const line = lineOf(text_);
      if (line.column < column) return;
      const begins = line.column === column && line.hyphens.length > 0;
      if (begins && !goesUp) return;
      if (line.column === column && line.key !== null) found.add(line.key);
      if (begins) return;
    }
  };
  const own = lineOf(text.slice(start, offset));
  if (own.hyphens.length === 0) look(text.slice(0, start).split('\n').slice(0, -1).toReversed(), true);
  const end = text.indexOf('\n', offset);
  if (end !== -1) look(text.slice(end + 1).split('\n'), false);
  return found;
}
