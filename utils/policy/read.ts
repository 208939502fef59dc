/** A policy as people write it: YAML (JSON is YAML, too) in, a policy or the places of its mistakes out. */
import { type Document, isNode, isPair, LineCounter, parseDocument, stringify } from 'yaml';
import { type Policy, policySchema } from './policy.ts';

export interface PolicyMistake {
  /** Keys from the outside in, joined by dots; empty for the text as a whole. */
  readonly path: string;
  /** From 1, in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly errors: readonly PolicyMistake[] };

const LONGEST = 200_000;

/** Where the node at the path begins; where it is missing, the nearest node around it. UTF-16 offset. */
function offsetAt(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return node.range[0];
    if (isPair(node) && isNode(node.key) && node.key.range != null) return node.key.range[0];
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** Never throws on bad input: each error names its place. */
export function readPolicy(text: string): ReadPolicy {
  const single = (message: string): ReadPolicy => ({
    ok: false,
    errors: [{ path: '', line: 1, column: 1, message }],
  });
  if (text.length > LONGEST) return single(`The policy is longer than ${LONGEST} characters.`);
  const lines = new LineCounter();
  const placed = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  let data: unknown;
  let document: Document;
  try {
    document = parseDocument(text, {
      schema: 'core',
      version: '1.2',
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    if (document.errors.length > 0)
      return {
        ok: false,
        errors: document.errors.map(({ message, pos }) => ({ path: '', ...placed(pos[0]), message })),
      };
    data = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return single(error instanceof Error ? error.message : 'This is neither YAML nor JSON.');
  }
  const parsed = policySchema.safeParse(data);
  if (parsed.success) return { ok: true, policy: parsed.data };
  return {
    ok: false,
    errors: parsed.error.issues.map((issue) => {
      // What is too much is named by its key, which stands below the place of the issue.
      const extra = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const path = extra === undefined ? issue.path : [...issue.path, extra];
      return { path: issue.path.join('.'), ...placed(keyOffset(document, path)), message: issue.message };
    }),
  };
}

/** A key's own place where the path ends with one, else that of the value. */
function keyOffset(document: Document, path: readonly PropertyKey[]): number {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isNode(parent) && 'items' in parent && Array.isArray(parent.items))
    for (const item of parent.items)
      if (isPair(item) && isNode(item.key) && 'value' in item.key && item.key.value === path.at(-1))
        return item.key.range?.[0] ?? 0;
  return offsetAt(document, path);
}

/** The policy as text that {@link readPolicy} reads back to the same. */
export function writePolicy(policy: Policy): string {
  return stringify(policy, { lineWidth: 100 });
}
