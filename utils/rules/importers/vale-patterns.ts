/** Patterns of Vale's (.NET's syntax) as patterns that run here. */
import { compilePattern, PatternError } from '../../lint/regex/plan.ts';
import { type Ruled, withoutLookaround } from './lookahead.ts';
import type { Reason } from './report.ts';
import { samplesOf, topLevel } from './sample.ts';

/** As `patternText` of the schema has it. */
const LONGEST = 1000;

export type PortedPattern =
  | {
      readonly ok: true;
      /** Patterns that are as they were; none when all of it looked around. */
      readonly sources: readonly string[];
      /** Alternatives whose look-around is put as exceptions; they need a rule of their own, which minds those. */
      readonly ruled: readonly Ruled[];
      readonly why: Reason | null;
    }
  | { readonly ok: false; readonly why: Reason };

/**
 * @param asWords whether the rule's patterns stand between word boundaries; only then can look-around be put as an
 * exception, which is made of whole words
 */
export function portPattern(source: string, asWords: boolean): PortedPattern {
  const fault = faultOf(source);
  if (fault === null) {
    const sources = source.length <= LONGEST ? [source] : inParts(source);
    if (sources === null) {
      return {
        ok: false,
        why: { code: 'too_long', message: `A pattern has at most ${LONGEST} characters.` },
      };
    }
    return { ok: true, sources, ruled: [], why: null };
  }
  const split = asWords && fault.code === 'pattern_lookaround' ? withoutLookaround(source) : null;
  if (split !== null) {
    const plain = split.plain === null ? [] : [split.plain];
    const all = [...plain, ...split.ruled.flatMap(({ pattern, exceptions }) => [pattern, ...exceptions])];
    // An exception may get `(?i)` before it.
    const canRun = all.every((one) => one.length <= LONGEST - 4 && faultOf(one) === null);
    if (canRun && !split.ruled.some((one) => hidesItself(one) || runsTogether(one))) {
      const message = `“${shown(source)}” looks around, which patterns here cannot; the same is said with exceptions, but for signs that a paragraph begins or ends with.`;
      return { ok: true, sources: plain, ruled: split.ruled, why: { code: 'lookaround_rewritten', message } };
    }
  }
  return { ok: false, why: { code: fault.code, message: messageOf(source, fault) } };
}

/**
 * Whether what may not stand around is itself a hit, or with the rest of its word may be one: the exception would let that
 * through as well.
 */
function hidesItself({ pattern, around }: Ruled): boolean {
  const finds = wholeWords(pattern);
  const hits = samplesOf(pattern);
  return around
    .flatMap(samplesOf)
    .some((text) => finds.test(text) || hits.some((hit) => overlaps(text, hit) || overlaps(hit, text)));
}

/** Whether one exception may begin where another ends: of two that share words or signs only the first is found. */
function runsTogether({ around, ruledOut }: Ruled): boolean {
  const wholes = ruledOut.map(samplesOf);
  return around.some((side, at) =>
    samplesOf(side).some((text) =>
      wholes.some(
        (own, other) => other !== at && own.some((whole) => overlaps(text, whole) || meets(text, whole)),
      ),
    ),
  );
}

/** Whether the first ends and the second begins with signs: exceptions go on through all signs that stand there. */
const meets = (first: string, second: string): boolean => /\W$/.test(first) && /^\W/.test(second);

/** Whether the second may begin with a word at the end of the first. */
function overlaps(first: string, second: string): boolean {
  const [before, after] = [first.toLowerCase(), second.toLowerCase()];
  return [...before.matchAll(/\b\w/g)].some(({ index }) => after.startsWith(before.slice(index)));
}

/**
 * Exceptions hold for a whole rule: what those of one would let through by mistake goes into another group. Tried on
 * what they rule out.
 */
export function inGroups<R extends Ruled>(ruled: readonly R[]): R[][] {
  const known = ruled.map((entry) => ({
    entry,
    finds: wholeWords(entry.pattern),
    spares: entry.exceptions.map(wholeWords),
    texts: entry.ruledOut.flatMap(samplesOf),
  }));
  type Known = (typeof known)[number];
  const isInTheWay = (one: Known, other: Known): boolean =>
    one.texts.some((text) => other.finds.test(text) && !other.spares.some((spare) => spare.test(text)));
  const groups: Known[][] = [];
  for (const one of known) {
    const group = groups.find((others) =>
      others.every((other) => !isInTheWay(one, other) && !isInTheWay(other, one)),
    );
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups.map((group) => group.map(({ entry }) => entry));
}

/** Of phrases, those in which one of the patterns would find something. */
export function phrasesAround(ruled: readonly Ruled[], sources: readonly string[]): string[] {
  const finds = ruled.map(({ pattern }) => wholeWords(pattern));
  return sources.filter(
    (source) =>
      /[ \t]|\\s/.test(source) && samplesOf(source).some((text) => finds.some((one) => one.test(text))),
  );
}

function wholeWords(source: string) {
  return compilePattern(source, { ignoreCase: true, wordBoundaries: true, multiline: true });
}

/** A long row of alternatives as several shorter rows. */
function inParts(source: string): string[] | null {
  const parts: string[] = [];
  for (const branch of topLevel(source)) {
    const last = parts.at(-1);
    if (branch.length > LONGEST) return null;
    if (last !== undefined && last.length + branch.length < LONGEST)
      parts[parts.length - 1] = `${last}|${branch}`;
    else parts.push(branch);
  }
  return parts.every((part) => faultOf(part) === null) ? parts : null;
}

export function faultOf(source: string): PatternError | null {
  try {
    compilePattern(source, { ignoreCase: true, wordBoundaries: true, multiline: true });
    return null;
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

function messageOf(source: string, { index, message, suggestion }: PatternError): string {
  const advice = suggestion === null ? '' : ` ${suggestion}`;
  return `The pattern “${shown(source)}” cannot be used, at character ${index + 1}: ${message}${advice}`;
}

function shown(source: string): string {
  return source.length > 100 ? `${source.slice(0, 99)}…` : source;
}
