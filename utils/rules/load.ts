/** Rule packs as people write them: YAML text in, a pack or the places of its mistakes out. */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { checkPack } from './check.ts';
import {
  type PackError,
  type PackErrorCode,
  type PackProblem,
  type PathStep,
  pathText,
} from './pack-error.ts';
import { isProven } from './proven.ts';
import { type Pack, packSchema } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';

export type { PackError, PackErrorCode } from './pack-error.ts';

export type LoadedPack =
  | { readonly ok: true; readonly pack: Pack }
  | { readonly ok: false; readonly errors: readonly [PackError, ...PackError[]] };

/** UTF-16 units; the store takes no more either. */
const LONGEST = 5_000_000;
const MOST_ALIASES = 100;
const DEEPEST = 12;
const MOST_ERRORS = 100;

export interface LoadOptions {
  /** Checks also the text of a pack that Signoff ships, which its own tests have checked. */
  readonly checksShipped?: boolean;
}

/**
 * Reads one pack, checks every pattern and runs every example; of a pack as Signoff ships it, to the character, this was
 * done before it was shipped. Never throws on bad input: each error names its place.
 * @param file the name that errors give to the text
 */
export function loadPack(
  yaml: string,
  file: string,
  { checksShipped = false }: LoadOptions = {},
): LoadedPack {
  const single = (code: PackErrorCode, message: string): LoadedPack => ({
    ok: false,
    errors: [{ file, line: 1, column: 1, path: '', message, code }],
  });
  if (yaml.length > LONGEST) {
    return single(
      'pack_too_large',
      `The file is longer than ${LONGEST / 1_000_000} million characters. Split it into several packs.`,
    );
  }
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(yaml, {
      lineCounter: lines,
      schema: 'core',
      version: '1.2',
      merge: false,
      uniqueKeys: true,
      prettyErrors: false,
      customTags: [],
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError)
      return single('yaml_too_deep', 'The file is nested too deeply to be a rule pack.');
    return single('yaml_syntax', sentence(error));
  }
  // A tag that is not known is a warning in YAML; here it is somebody's mistake or mischief.
  const faults = [...document.errors, ...document.warnings];
  const [first, ...rest] = faults.map((fault): PackError => {
    const { line, col } = lines.linePos(fault.pos[0]);
    return {
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      path: '',
      message: `This is not valid YAML: ${sentence(fault)}`,
      code: 'yaml_syntax',
    };
  });
  if (first !== undefined) return { ok: false, errors: [first, ...rest.slice(0, MOST_ERRORS - 1)] };
  if (isDeeper(document.contents, DEEPEST))
    return single('yaml_too_deep', 'The file is nested too deeply to be a rule pack.');

  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    const { line, col } = lines.linePos(aliasOffset(document));
    const message = `An alias in the file cannot be followed: ${sentence(error)}`;
    return { ok: false, errors: [{ file, line, column: col, path: '', message, code: 'yaml_alias' }] };
  }
  const parsed = packSchema.safeParse(value);
  if (parsed.success && !checksShipped && isProven(yaml)) return { ok: true, pack: parsed.data };
  const problems = parsed.success ? checkPack(parsed.data) : schemaProblems(parsed.error.issues, value);
  const [problem, ...others] = problems
    .slice(0, MOST_ERRORS)
    .map((one) => located(one, document, lines, file));
  if (problem !== undefined) return { ok: false, errors: [problem, ...others] };
  if (!parsed.success) return single('schema', 'The file is not a rule pack.');
  return { ok: true, pack: parsed.data };
}

function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function located(problem: PackProblem, document: Document, lines: LineCounter, file: string): PackError {
  const { line, col } = lines.linePos(offsetOf(document, problem.path, problem.isKey));
  return {
    file,
    line: Math.max(1, line),
    column: Math.max(1, col),
    path: pathText(problem.path),
    message: problem.message,
    code: problem.code,
  };
}

/** Where the value (or key) at `path` is written; where it is not, the nearest thing around it that is. */
function offsetOf(document: Document, path: readonly PathStep[], isKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  path.forEach((step, i) => {
    const isLast = i === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(step),
      );
      offset = startOf(pair?.key) ?? offset;
      node = pair?.value;
      if (isLast && isKey) return;
    } else if (isCollection(node)) {
      node = typeof step === 'number' ? node.items[step] : undefined;
    } else {
      node = undefined;
    }
    offset = startOf(node) ?? offset;
  });
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

/** Where the alias is that has no anchor; else where the first one is: together they are too many. */
function aliasOffset(document: Document): number {
  let first: number | undefined;
  let lost: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      first ??= alias.range?.[0];
      if (alias.resolve(document) !== undefined) return undefined;
      lost = alias.range?.[0];
      return visit.BREAK;
    },
  });
  return lost ?? first ?? 0;
}

/** A pack has a handful of levels; what has more would exhaust the stack of whoever walks it. */
function isDeeper(node: unknown, levels: number): boolean {
  if (!isCollection(node)) return false;
  if (levels === 0) return true;
  return node.items.some((item) => {
    const value =
      item !== null && typeof item === 'object' && 'value' in item && !isNode(item) ? item.value : item;
    return isDeeper(value, levels - 1);
  });
}
