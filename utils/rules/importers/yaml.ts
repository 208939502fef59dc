/** YAML as other tools' rule files have it, with the place of every value. */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
} from 'yaml';
import type { PathStep } from '../pack-error.ts';
import { type Place, type Reason, TOP } from './report.ts';

export type ReadYaml =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value (or the key) at `path` is written, or the nearest thing around it that is. */
      place(path: readonly PathStep[], isKey?: boolean): Place;
    }
  | { readonly ok: false; readonly place: Place; readonly why: Reason };

const LONGEST = 5_000_000;
const MOST_ALIASES = 100;
const DEEPEST = 20;

/** Never throws. */
export function readYaml(text: string): ReadYaml {
  const bad = (
    code: 'pack_too_large' | 'yaml_syntax' | 'yaml_alias' | 'yaml_too_deep',
    message: string,
    place = TOP,
  ) => ({ ok: false, place, why: { code, message } }) as const;
  if (text.length > LONGEST) return bad('pack_too_large', 'The file is longer than 5 million characters.');
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      schema: 'core',
      version: '1.2',
      merge: true,
      uniqueKeys: true,
      prettyErrors: false,
      customTags: [],
      logLevel: 'error',
    });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined)
      return bad('yaml_syntax', `This is not valid YAML: ${fault.message}`, placeAt(fault.pos[0]));
    if (isDeeper(document.contents, DEEPEST)) return bad('yaml_too_deep', 'The file is nested too deeply.');
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (isEndless(value)) return bad('yaml_alias', 'An alias in the file stands for what it stands in.');
    return { ok: true, value, place: (path, isKey = false) => placeAt(offsetOf(document, path, isKey)) };
  } catch (error) {
    if (error instanceof RangeError) return bad('yaml_too_deep', 'The file is nested too deeply.');
    const message = error instanceof Error ? error.message : String(error);
    const isAliasFault = /alias/i.test(message);
    return bad(isAliasFault ? 'yaml_alias' : 'yaml_syntax', `This is not valid YAML: ${message}`);
  }
}

function offsetOf(document: Document, path: readonly PathStep[], isKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(step),
      );
      offset = startOf(pair?.key) ?? offset;
      if (isKey && i === path.length - 1) return offset;
      node = pair?.value;
    } else {
      node = isCollection(node) && typeof step === 'number' ? node.items[step] : undefined;
    }
    offset = startOf(node) ?? offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isDeeper(node: unknown, levels: number): boolean {
  if (!isCollection(node)) return false;
  if (levels === 0) return true;
  return node.items.some((item) => isDeeper(isPair(item) ? item.value : item, levels - 1));
}

/** Whether the value holds itself. */
function isEndless(
  value: unknown,
  around: ReadonlySet<object> = new Set(),
  seen = new Set<object>(),
): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (around.has(value)) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  const within = new Set(around).add(value);
  return Object.values(value).some((held) => isEndless(held, within, seen));
}
