import { type Hash, leafHashOf } from '../../../utils/log/hash.ts';
import { append, type CompactRange, EMPTY_RANGE, type Place } from '../../../utils/log/range.ts';

export interface Tree {
  readonly range: CompactRange;
  readonly nodes: ReadonlyMap<string, Hash>;
  readonly hashAt: (place: Place) => Hash;
}

const key = ({ level, index }: Place): string => `${level} ${index}`;

/** A tree grown leaf by leaf, with every node that was ever complete. */
export function grow(leaves: readonly Uint8Array[]): Tree {
  let range = EMPTY_RANGE;
  const nodes = new Map<string, Hash>();
  for (const leaf of leaves) {
    const grown = append(range, leafHashOf(leaf));
    range = grown.range;
    for (const node of grown.nodes) {
      if (nodes.has(key(node))) throw new Error('a node was completed twice');
      nodes.set(key(node), node.hash);
    }
  }
  return {
    range,
    nodes,
    hashAt(place) {
      const hash = nodes.get(key(place));
      if (hash === undefined) throw new Error(`there is no node ${key(place)}`);
      return hash;
    },
  };
}
