import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, fromHex, type Hash, leafHashOf, toHex } from '../../../utils/log/hash.ts';
import {
  carryOut,
  planConsistency,
  planInclusion,
  verifyConsistency,
  verifyInclusion,
} from '../../../utils/log/proof.ts';
import { append, peakCount, placesOf, rootOf } from '../../../utils/log/range.ts';
import { consistencyProof, inclusionPath, treeHead } from './naive.ts';
import { grow } from './tree.ts';

/** Inputs and heads of the reference implementation: https://github.com/google/certificate-transparency, merkletree tests. */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const HEADS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
/** The same tests' audit paths; the index is from 0. */
const PATHS = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  { index: 2, size: 3, path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 1,
    size: 5,
    path: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];
const PROOFS = [
  { older: 1, newer: 1, proof: [] },
  {
    older: 1,
    newer: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    older: 6,
    newer: 8,
    proof: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    older: 2,
    newer: 5,
    proof: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

const inputs = INPUTS.map(fromHex);
const hexes = (hashes: readonly Hash[]): string[] => hashes.map(toHex);
const leaves = fc.array(fc.uint8Array({ maxLength: 6 }), { minLength: 1, maxLength: 70 });
/** A tree, and a number from 0 up to its size, the size left out. */
const within = leaves.chain((all) => fc.tuple(fc.constant(all), fc.nat(all.length - 1)));

function inclusion(all: readonly Uint8Array[], index: number): Hash[] {
  return carryOut(planInclusion(index, all.length), grow(all).hashAt);
}

function consistency(all: readonly Uint8Array[], older: number): Hash[] {
  return carryOut(planConsistency(older, all.length), grow(all).hashAt);
}

/** Every proof that differs from the given one in a bit, a hash too many or too few, or the order of two. */
function spoilt(proof: readonly Hash[], at: number): Hash[][] {
  const flipped = proof.map((hash, n) =>
    n === at ? hash.map((byte, m) => (m === 31 ? byte ^ 1 : byte)) : hash,
  );
  return [
    [...proof, EMPTY_ROOT],
    [EMPTY_ROOT, ...proof],
    ...(proof.length === 0 ? [] : [flipped, proof.slice(1), proof.slice(0, -1)]),
    ...(proof.length < 2 ? [] : [[...proof.slice(1), ...proof.slice(0, 1)]]),
  ];
}

describe('the reference implementation’s vectors', () => {
  it('has the same head at every size', () => {
    expect(HEADS.map((_, size) => toHex(rootOf(grow(inputs.slice(0, size)).range)))).toEqual(HEADS);
  });

  it.each(PATHS)('has the same path for leaf $index of $size', ({ index, size, path }) => {
    expect(hexes(inclusion(inputs.slice(0, size), index))).toEqual(path);
    const leaf = leafHashOf(inputs[index] ?? EMPTY_ROOT);
    expect(verifyInclusion(leaf, index, size, path.map(fromHex), fromHex(HEADS[size] ?? ''))).toBe(true);
  });

  it.each(PROOFS)('has the same proof from $older to $newer', ({ older, newer, proof }) => {
    expect(hexes(consistency(inputs.slice(0, newer), older))).toEqual(proof);
    const [was, is] = [older, newer].map((size) => ({ size, root: fromHex(HEADS[size] ?? '') }));
    if (was === undefined || is === undefined) throw new Error('both sizes are there');
    expect(verifyConsistency(was, is, proof.map(fromHex))).toBe(true);
  });
});

describe('the tree', () => {
  it('has the head, the paths and the proofs of the definition', () => {
    fc.assert(
      fc.property(within, ([all, at]) => {
        expect(toHex(rootOf(grow(all).range))).toBe(toHex(treeHead(all)));
        expect(hexes(inclusion(all, at))).toEqual(hexes(inclusionPath(at, all)));
        expect(hexes(consistency(all, at + 1))).toEqual(hexes(consistencyProof(at + 1, all)));
      }),
    );
  });

  it('keeps as many peaks as the size has one bits, and never rewrites a node', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        const { range, nodes } = grow(all);
        const bits = all.length.toString(2).replaceAll('0', '').length;
        expect(range.peaks).toHaveLength(bits);
        expect(peakCount(all.length)).toBe(bits);
        expect(nodes.size).toBe(2 * all.length - bits);
      }),
    );
  });

  it('adds an entry to a log of 2^40 - 1 with 40 hashes, and reads none of it', () => {
    const size = 2 ** 40 - 1;
    const peaks = Array.from({ length: 40 }, (_, at) => leafHashOf(Uint8Array.of(at)));
    const { range, nodes } = append({ size, peaks }, leafHashOf(Uint8Array.of(99)));
    expect(range.peaks).toHaveLength(1);
    expect(nodes.map(({ level, index }) => [level, index])).toEqual(
      Array.from({ length: 41 }, (_, level) => [level, 2 ** (40 - level) - 1]),
    );
  });

  it('names the subtrees of sizes past 32 bits', () => {
    const size = 2 ** 45 + 2 ** 33 + 1;
    expect(placesOf(0, size)).toEqual([
      { level: 45, index: 0 },
      { level: 33, index: 2 ** 12 },
      { level: 0, index: 2 ** 45 + 2 ** 33 },
    ]);
    expect(planInclusion(size - 1, size)).toHaveLength(2);
  });
});

describe('an inclusion proof', () => {
  it('holds for its leaf, index, size and head, and for no other', () => {
    fc.assert(
      fc.property(within, fc.nat(), ([all, index], n) => {
        const proof = inclusion(all, index);
        const root = treeHead(all);
        const leaf = leafHashOf(all[index] ?? EMPTY_ROOT);
        expect(verifyInclusion(leaf, index, all.length, proof, root)).toBe(true);
        expect(
          verifyInclusion(leafHashOf(Uint8Array.of(1, 2, 3, 4, 5, 6, 7)), index, all.length, proof, root),
        ).toBe(false);
        expect(verifyInclusion(leaf, index, all.length, proof, EMPTY_ROOT)).toBe(false);
        expect(verifyInclusion(leaf, index + all.length, all.length, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, -1, all.length, proof, root)).toBe(false);
        for (const bad of spoilt(proof, n % Math.max(1, proof.length)))
          if (hexes(bad).join() !== hexes(proof).join())
            expect(verifyInclusion(leaf, index, all.length, bad, root)).toBe(false);
      }),
    );
  });

  it('has to reach the head, not only begin towards it', () => {
    const leaf = leafHashOf(Uint8Array.of(1));
    for (const size of [2, 3, 8]) expect(verifyInclusion(leaf, 0, size, [], leaf)).toBe(false);
  });

  it('is refused for a leaf that is not there', () => {
    expect(() => planInclusion(3, 3)).toThrow(RangeError);
    expect(() => planInclusion(-1, 3)).toThrow(RangeError);
  });
});

describe('a consistency proof', () => {
  it('holds between a tree and its own beginning, and for nothing else', () => {
    fc.assert(
      fc.property(within, fc.nat(), ([all, at], n) => {
        const older = at + 1;
        const proof = consistency(all, older);
        const was = { size: older, root: treeHead(all.slice(0, older)) };
        const is = { size: all.length, root: treeHead(all) };
        expect(verifyConsistency(was, is, proof)).toBe(true);
        for (const bad of spoilt(proof, n % Math.max(1, proof.length)))
          if (hexes(bad).join() !== hexes(proof).join()) expect(verifyConsistency(was, is, bad)).toBe(false);
        const rewritten = all.map((leaf, m) => (m === n % older ? Uint8Array.of(...leaf, 0) : leaf));
        expect(
          verifyConsistency(was, { ...is, root: treeHead(rewritten) }, consistency(rewritten, older)),
        ).toBe(false);
        expect(verifyConsistency({ ...was, root: EMPTY_ROOT }, is, proof)).toBe(false);
      }),
    );
  });

  it('has to reach the newer head, not only begin towards it', () => {
    const root = leafHashOf(Uint8Array.of(1));
    for (const size of [2, 3, 8])
      expect(verifyConsistency({ size: 1, root }, { size, root }, [])).toBe(false);
  });

  it('never shows that a log became shorter, and everything begins with nothing', () => {
    const is = { size: 3, root: treeHead(inputs.slice(0, 3)) };
    expect(verifyConsistency({ size: 5, root: treeHead(inputs.slice(0, 5)) }, is, [])).toBe(false);
    expect(() => planConsistency(5, 3)).toThrow(RangeError);
    expect(planConsistency(0, 3)).toEqual([]);
    expect(verifyConsistency({ size: 0, root: EMPTY_ROOT }, is, [])).toBe(true);
    expect(verifyConsistency({ size: 0, root: is.root }, is, [])).toBe(false);
  });
});
