/** Negative look-ahead and look-behind, which patterns here cannot have, as the exceptions that say the same. */
import { topLevel } from './sample.ts';

/** One alternative without its look-around. */
export interface Ruled {
  readonly pattern: string;
  /** A match that lies inside of a match of one of these is what the look-around ruled out. */
  readonly exceptions: readonly string[];
  /** What may not stand around, one pattern for each alternative. */
  readonly around: readonly string[];
  /** What was ruled out, one pattern for each alternative of what stands around. */
  readonly ruledOut: readonly string[];
}

export interface WithoutLookaround {
  /** The alternatives that did not look around, or null when all did. */
  readonly plain: string | null;
  readonly ruled: readonly Ruled[];
}

/** A backslash with what it escapes, or any other sign. */
const SIGN = String.raw`(?:\\[\s\S]|[^\\])`;
const BEFORE = new RegExp(String.raw`^\(\?<!(${SIGN}*?)\)(${SIGN}*)$`);
const AFTER = new RegExp(String.raw`^(${SIGN}*?)\(\?!(${SIGN}*)\)$`);
const LOOKS = /\(\?<?[!=]/;

/**
 * `master(?! broker)` as the pattern `master` with the exception `master broker`, in a rule of whole words. Only what can
 * be put that way without a change of meaning: look-around at the end or beginning of an alternative, beside text that
 * can match in one way only. Where nothing but signs stand before (or after) it in the paragraph, an exception cannot
 * begin (or end) there, and the match stays.
 * @returns null when the pattern has no look-around or it cannot be put so
 */
export function withoutLookaround(source: string): WithoutLookaround | null {
  if (!LOOKS.test(source)) return null;
  const plain: string[] = [];
  const ruled: Ruled[] = [];
  for (const branch of topLevel(source)) {
    if (!LOOKS.test(branch)) {
      plain.push(branch);
      continue;
    }
    const one = ruledOf(branch);
    if (one === null) return null;
    ruled.push(one);
  }
  return { plain: plain.length === 0 ? null : plain.join('|'), ruled };
}

function ruledOf(branch: string): Ruled | null {
  const [, notBefore, rest = branch] = BEFORE.exec(branch) ?? [];
  const [, pattern = rest, notAfter] = AFTER.exec(rest) ?? [];
  if (!isFixed(pattern)) return null;
  if ([notBefore, notAfter].some((inner) => inner !== undefined && !isWhole(inner))) return null;
  const exceptions = [
    ...byEdge(notBefore, FIRST).map(([edge, not]) => `${REACH[edge]}(?:${not})${pattern}`),
    ...byEdge(notAfter, LAST).map(([edge, not]) => `${pattern}(?:${not})${REACH[edge]}`),
  ];
  const before = alternatives(notBefore);
  const after = alternatives(notAfter);
  const ruledOut = [
    ...before.map((one) => `(?:${one})${pattern}`),
    ...after.map((one) => `${pattern}(?:${one})`),
  ];
  return { pattern, exceptions, around: [...before, ...after], ruledOut };
}

function alternatives(inner: string | undefined): string[] {
  return inner === undefined ? [] : topLevel(inner);
}

type Edge = 'word' | 'sign' | 'either';

/**
 * How an exception goes on to the next word boundary, where it has to begin and end: through the rest of a word, or of
 * signs, and no further, for what comes there may be a hit of its own. The blank in each makes it an exception of several
 * words, which lets through what lies inside.
 */
const REACH: Readonly<Record<Edge, string>> = {
  word: String.raw`\s{0}\w*`,
  sign: String.raw`[\W\s]*`,
  either: String.raw`(?:\w*|[\W\s]*)`,
};
const FIRST = /^(?:([\p{L}\p{N}_]|\\w)|(?:[^\p{L}\p{N}_\\.()[\]|^$?*+{]|\\[^\p{L}\p{N}]|\\s))(?![?*{])/u;
const LAST = /(?:([\p{L}\p{N}_]|\\w)|(?:[^\p{L}\p{N}_\\.()[\]|^$?*+}]|\\[^\p{L}\p{N}]|\\s))$/u;

/** The alternatives together that begin (or end) alike. */
function byEdge(inner: string | undefined, edge: RegExp): [edge: Edge, inner: string][] {
  const groups = new Map<Edge, string>();
  for (const one of alternatives(inner)) {
    const match = edge.exec(one);
    const own: Edge = match === null ? 'either' : match[1] === undefined ? 'sign' : 'word';
    const group = groups.get(own);
    groups.set(own, group === undefined ? one : `${group}|${one}`);
  }
  return [...groups];
}

/** Whether the pattern can match in one way only, so that look-around cannot make it match less. */
function isFixed(pattern: string): boolean {
  const bare = pattern.replace(/\\[\s\S]/g, '').replace(/\[[^\]]*\]/g, '');
  return pattern !== '' && !/[*+?{|]/.test(bare.replace(/\(\?:/g, '(')) && !LOOKS.test(pattern);
}

/** Whether the brackets in it are its own. */
function isWhole(inner: string): boolean {
  if (inner === '' || LOOKS.test(inner)) return false;
  let depth = 0;
  for (const sign of inner.replace(/\\[\s\S]/g, '').replace(/\[[^\]]*\]/g, '')) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
