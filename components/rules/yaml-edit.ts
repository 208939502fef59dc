/**
 * Edits of a pack's text by form: only the characters of what was changed are written anew, so that comments, quotes and
 * the layout of everything else stay as their author left them. Every edit is read back; where the text is written in a
 * way that cannot be spliced, the document is written out by the YAML library, which keeps comments too. Pure.
 */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isSameData } from '../../utils/same.ts';

/** What a form may put somewhere; undefined takes it out. */
export type FormValue = string | number | boolean | readonly string[] | undefined;

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const OPTIONS = { schema: 'core', version: '1.2', merge: false } as const;
/** Long patterns stay on their line. */
const WRITING = { lineWidth: 0 } as const;

/**
 * The text with one value of one rule changed.
 * @param path keys from the rule on: `['then', 'tokens']`
 * @returns the text itself when nothing changes; null when it is no YAML or has no such rule
 */
export function editRule(
  yaml: string,
  rule: string,
  path: readonly string[],
  value: FormValue,
): string | null {
  const document = parseDocument(yaml, OPTIONS);
  if (document.errors.length > 0) return null;
  const at = ruleIndex(document, rule);
  if (at === null) return null;
  const full = ['rules', at, ...path];
  const before = plain(document.getIn(full));
  if (isSameData(before, value)) return yaml;
  const wanted = expected(document, full, value);
  const splices = splicesFor(yaml, document, full, value);
  if (splices !== null) {
    const next = spliced(yaml, splices);
    const read = parseDocument(next, OPTIONS);
    if (read.errors.length === 0 && isSameData(read.toJS(), wanted)) return next;
  }
  write(document, full, value);
  return document.toString(WRITING);
}

/** The text with a rule put at the end of its rules. @param rule a rule as `stringify` writes it */
export function appendRule(yaml: string, rule: Readonly<Record<string, unknown>>): string | null {
  const document = parseDocument(yaml, OPTIONS);
  const rules = document.errors.length > 0 ? null : document.get('rules');
  if (!isSeq(rules)) return null;
  const last = rules.items.at(-1) as Node | undefined;
  const end = last?.range?.[1];
  const wanted = [...(rules.toJS(document) as unknown[]), rule];
  if (end !== undefined && rules.flow !== true) {
    const indent = ' '.repeat(columnOf(yaml, rules.range?.[0] ?? 0));
    const text = stringify([rule], WRITING).trimEnd().replaceAll('\n', `\n${indent}`);
    const lineEnd = endOfLine(yaml, Math.max(0, end - 1));
    const head = yaml.slice(0, lineEnd).trimEnd();
    const next = `${head}\n\n${indent}${text}\n${yaml.slice(lineEnd).replace(/^\n/, '')}`;
    const read = parseDocument(next, OPTIONS);
    if (read.errors.length === 0 && isSameData(plain(read.get('rules')), wanted)) return next;
  }
  rules.add(document.createNode(rule));
  return document.toString(WRITING);
}

/** Where the rule begins and ends in the text, UTF-16; null when it is not there. */
export function rangeOfRule(yaml: string, rule: string): { start: number; end: number } | null {
  const document = parseDocument(yaml, OPTIONS);
  if (document.errors.length > 0) return null;
  const at = ruleIndex(document, rule);
  const node = at === null ? undefined : (document.getIn(['rules', at], true) as Node | undefined);
  const range = node?.range;
  return range == null ? null : { start: range[0], end: range[1] };
}

function ruleIndex(document: Document, rule: string): number | null {
  const rules = document.get('rules');
  if (!isSeq(rules)) return null;
  const at = rules.items.findIndex((item) => isMap(item) && item.get('id') === rule);
  return at === -1 ? null : at;
}

function expected(document: Document, path: readonly (string | number)[], value: FormValue): unknown {
  const copy = document.clone() as Document;
  write(copy, path, value);
  return copy.toJS();
}

function write(document: Document, path: readonly (string | number)[], value: FormValue): void {
  if (value === undefined) {
    document.deleteIn(path);
    const parent = path.slice(0, -1);
    const left = document.getIn(parent);
    // A group that says nothing any more is not there; a rule itself stays.
    if (parent.length > 2 && isMap(left) && left.items.length === 0) document.deleteIn(parent);
    return;
  }
  const node = document.getIn(path, true);
  if (isSeq(node) && Array.isArray(value)) {
    const items = new Map(node.items.map((item) => [plain(item), item]));
    node.items = value.map((one) => items.get(one) ?? document.createNode(one));
    return;
  }
  if (isScalar(node) && !Array.isArray(value)) {
    node.value = value;
    return;
  }
  document.setIn(path, document.createNode(value));
}

function splicesFor(
  yaml: string,
  document: Document,
  path: readonly (string | number)[],
  value: FormValue,
): readonly Splice[] | null {
  const key = String(path.at(-1));
  const parent = document.getIn(path.slice(0, -1), true);
  if (parent === undefined) {
    if (value === undefined) return [];
    // A group that is not there yet: `then:` with its first key.
    const outer = document.getIn(path.slice(0, -2), true);
    return isMap(outer) ? insertPair(yaml, outer, String(path.at(-2)), { [key]: value }) : null;
  }
  if (!isMap(parent)) return null;
  const pair = parent.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (pair === undefined) return value === undefined ? [] : insertPair(yaml, parent, key, value);
  if (value === undefined) {
    if (parent.items.length > 1 || path.length <= 3) return removePair(yaml, parent, pair);
    const outer = document.getIn(path.slice(0, -2), true);
    const around = isMap(outer)
      ? outer.items.find((one) => isScalar(one.key) && one.key.value === path.at(-2))
      : undefined;
    return isMap(outer) && around !== undefined ? removePair(yaml, outer, around) : null;
  }
  const node = pair.value;
  if (isSeq(node) && Array.isArray(value)) return listSplices(yaml, node, value);
  const range = (node as Node | null)?.range;
  if (range == null) return null;
  if (isBlock(node) && !Array.isArray(value)) return null;
  return [{ start: range[0], end: range[1], text: flow(value) }];
}

function listSplices(yaml: string, list: YAMLSeq, wanted: readonly string[]): readonly Splice[] | null {
  const items = list.items as Node[];
  if (items.some((item) => !isScalar(item) || item.range == null || isBlock(item))) return null;
  const values = items.map(plain);
  const kept = values.filter((one) => typeof one === 'string' && wanted.includes(one));
  const added = wanted.filter((one) => !values.includes(one));
  const replaced = oneReplaced(items, values, wanted);
  // Another order, or one that was there twice: nothing more that can be done item by item.
  if (replaced !== null || !isSameData([...kept, ...added], wanted)) return replaced;
  // With none left, the last gives its place to the first new one.
  const heir = kept.length === 0 ? items.at(-1) : undefined;
  const more = heir === undefined ? added : added.slice(1);
  const renewed: Splice[] =
    heir?.range == null ? [] : [{ start: heir.range[0], end: heir.range[1], text: scalar(added[0] ?? '') }];
  if (heir !== undefined && added.length === 0) return null;
  const gone = items.filter((item, i) => item !== heir && !wanted.includes(String(values[i])));
  const last = items.at(-1);
  if (last?.range == null) return null;
  if (list.flow === true) {
    const end = last.range[1];
    const splices = [...renewed, ...gone.map((item) => withoutItem(yaml, items, item))];
    if (more.length > 0)
      splices.push({ start: end, end, text: more.map((one) => `, ${scalar(one)}`).join('') });
    return splices;
  }
  const splices = [
    ...renewed,
    ...gone.map((item) => lineOf(yaml, item.range?.[0] ?? 0, item.range?.[1] ?? 0)),
  ];
  if (more.length > 0) {
    const start = yaml.lastIndexOf('\n', last.range[0] - 1) + 1;
    const prefix = /^\s*-\s+/.exec(yaml.slice(start))?.[0];
    if (prefix === undefined) return null;
    const indent = prefix.replace(/-\s+$/, '- ');
    const end = endOfLine(yaml, last.range[1]);
    const text = more.map((one) => `\n${indent}${scalar(one)}`).join('');
    splices.push({ start: end, end, text });
  }
  return splices;
}

/** One item that is written differently stays in its place. */
function oneReplaced(
  items: readonly Node[],
  values: readonly unknown[],
  wanted: readonly string[],
): readonly Splice[] | null {
  if (wanted.length !== values.length) return null;
  const different = wanted.flatMap((one, i) => (one === values[i] ? [] : [i]));
  const [at] = different;
  const range = at === undefined ? undefined : items[at]?.range;
  if (different.length !== 1 || at === undefined || range == null) return null;
  return [{ start: range[0], end: range[1], text: scalar(wanted[at] ?? '') }];
}

function withoutItem(yaml: string, items: readonly Node[], item: Node): Splice {
  const at = items.indexOf(item);
  const [start, end] = item.range ?? [0, 0];
  const next = items[at + 1]?.range;
  if (next != null) return { start, end: next[0], text: '' };
  const before = items[at - 1]?.range;
  if (before != null) return { start: before[1], end, text: '' };
  return { start, end, text: yaml.slice(start, end) };
}

/** The lines of a node with their end, and with a comment behind it. */
function lineOf(yaml: string, start: number, end: number): Splice {
  const from = yaml.lastIndexOf('\n', start - 1) + 1;
  const to = Math.min(endOfLine(yaml, Math.max(start, end - 1)) + 1, yaml.length);
  return { start: from, end: to, text: '' };
}

function insertPair(
  yaml: string,
  map: YAMLMap,
  key: string,
  value: Exclude<FormValue, undefined> | Readonly<Record<string, Exclude<FormValue, undefined>>>,
): readonly Splice[] | null {
  const anchor = map.items.find((one) => isScalar(one.key) && one.key.value === 'kind') ?? map.items.at(-1);
  const anchorKey = anchor?.key as Scalar | undefined;
  const anchorValue = anchor?.value as Node | null | undefined;
  if (anchorKey?.range == null || anchorValue?.range == null) return null;
  if (map.flow === true) {
    const end = anchorValue.range[1];
    const text = isGroup(value) ? group(value) : flow(value);
    return [{ start: end, end, text: `, ${key}: ${text}` }];
  }
  const indent = ' '.repeat(columnOf(yaml, anchorKey.range[0]));
  const end = endOfLine(yaml, Math.max(anchorValue.range[0], anchorValue.range[1] - 1));
  const lines = isGroup(value)
    ? [
        `${key}:`,
        ...Object.entries(value).flatMap(([name, one]) => linesOf(name, one).map((line) => `  ${line}`)),
      ]
    : linesOf(key, value);
  return [{ start: end, end, text: lines.map((line) => `\n${indent}${line}`).join('') }];
}

function linesOf(key: string, value: Exclude<FormValue, undefined>): string[] {
  if (!Array.isArray(value)) return [`${key}: ${scalar(value as string)}`];
  return [`${key}:`, ...value.map((one: string) => `  - ${scalar(one)}`)];
}

function removePair(yaml: string, map: YAMLMap, pair: Pair): readonly Splice[] | null {
  const keyRange = (pair.key as Scalar).range;
  const valueRange = (pair.value as Node | null)?.range;
  if (keyRange == null || valueRange == null) return null;
  if (map.flow === true) {
    const at = map.items.indexOf(pair);
    const next = (map.items[at + 1]?.key as Scalar | undefined)?.range;
    if (next != null) return [{ start: keyRange[0], end: next[0], text: '' }];
    const before = (map.items[at - 1]?.value as Node | null | undefined)?.range;
    return before == null ? null : [{ start: before[1], end: valueRange[1], text: '' }];
  }
  // The first key of an item of a list stands behind its hyphen.
  if (map.items[0] === pair) return null;
  return [lineOf(yaml, keyRange[0], valueRange[1])];
}

function spliced(text: string, splices: readonly Splice[]): string {
  let next = text;
  for (const { start, end, text: own } of splices.toSorted((a, b) => b.start - a.start || b.end - a.end))
    next = next.slice(0, start) + own + next.slice(end);
  return next;
}

const PLAIN = /^[\p{L}][\p{L}\p{N}]*(?:[ _-][\p{L}\p{N}]+)*$/u;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A scalar on one line that means the same within brackets and without. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  if (PLAIN.test(value) && !RESERVED.test(value)) return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what single quotes cannot hold
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value)
    ? JSON.stringify(value)
    : `'${value.replaceAll("'", "''")}'`;
}

function flow(value: Exclude<FormValue, undefined>): string {
  return Array.isArray(value) ? `[${value.map(scalar).join(', ')}]` : scalar(value as string);
}

type Group = Readonly<Record<string, Exclude<FormValue, undefined>>>;

function isGroup(value: Exclude<FormValue, undefined> | Group): value is Group {
  return typeof value === 'object' && !Array.isArray(value);
}

function group(value: Group): string {
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${name}: ${flow(one)}`)
    .join(', ')} }`;
}

function isBlock(node: unknown): boolean {
  return isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');
}

function endOfLine(text: string, at: number): number {
  // A value that ends with its line's end belongs to that line.
  const end = text.indexOf('\n', text[at] === '\n' ? at : Math.max(0, at));
  return end === -1 ? text.length : end;
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node))
    return Object.fromEntries(node.items.map((pair) => [String(plain(pair.key)), plain(pair.value)]));
  return node;
}
