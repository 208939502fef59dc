import type { SetPlan } from './char-set.ts';
import type { Assertion } from './program.ts';

export type Node =
  | { readonly kind: 'set'; readonly set: SetPlan }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'all'; readonly items: readonly Node[] }
  | { readonly kind: 'any'; readonly items: readonly Node[] }
  | { readonly kind: 'group'; readonly item: Node; readonly index: number }
  | {
      readonly kind: 'repeat';
      readonly item: Node;
      readonly min: number;
      /** Infinity when open. */
      readonly max: number;
      readonly greedy: boolean;
      /** Whether the item can match the empty text. */
      readonly emptyTurns: boolean;
      /** Offset of the repetition's sign in the source. */
      readonly at: number;
    };

export interface Parsed {
  readonly root: Node;
  /** Number of capturing groups, the whole match not counted. */
  readonly groups: number;
}

/** Whether the node can match the empty text. */
export function isNullable(node: Node): boolean {
  switch (node.kind) {
    case 'set':
      return false;
    case 'assert':
      return true;
    case 'all':
      return node.items.every(isNullable);
    case 'any':
      return node.items.some(isNullable);
    case 'group':
      return isNullable(node.item);
    default:
      return node.min === 0 || node.emptyTurns;
  }
}
