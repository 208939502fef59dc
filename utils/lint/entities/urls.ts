/**
 * Links as X finds them, with or without a scheme (twitter-text's conformance suite), in time linear in the text.
 *
 * The text is cut into runs of characters that can stand in a host name. In a run, what is known of each label (whether it
 * can be a part of a host, whether a top-level domain begins it) is found once, from the last label to the first, so that no
 * start of a host looks at the rest of the run again.
 */
import { ACCENTED, DIRECTION, NONCHARACTERS, PUNCTUATION, SPACES } from './characters.ts';
import type { UrlEntity } from './entity.ts';
import { asciiLength } from './punycode.ts';
import { isTld } from './tlds.ts';

const LONGEST_URL = 4096;
const LONGEST_LABEL = 63; // RFC 1035, 2.3.4
const LONGEST_SHORTENED = 40;
const LONGEST_FOREIGN_TLD = 17;

const NO_HOST = `${SPACES}${DIRECTION}${NONCHARACTERS}`;
/** Punctuation without what may stand in a host. */
const RUN = new RegExp(`[^${PUNCTUATION.replace(/\\-\.|_/g, '')}${NO_HOST}]+`, 'g');
const NOT_BEFORE = new RegExp(`[A-Za-z0-9@＠$#＃${NONCHARACTERS}]`);
const PATH_RUN = new RegExp(`[a-z\\u0400-\\u04FF0-9!*';:=+,.$/%#[\\]\\-\\u2013_~@|&${ACCENTED}]+`, 'iy');
const PATH_END = new RegExp(`[+\\-a-z\\u0400-\\u04FF0-9=_#/${ACCENTED}]`, 'i');
const QUERY_RUN = /\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*/iy;
const QUERY_END = /[a-z0-9\-_&=#/]/i;
const PORT = /:\d+/y;
const PUNYCODE = /xn--[-0-9a-z]+/iy;
const ASCII_TLD = /[a-z]+/iy;
const NOT_AFTER_TLD = /[0-9a-zA-Z@+-]/;
/** X's own short links end with their name. */
const SHORTENED = /^https?:\/\/t\.co\/([a-z0-9]+)/i;
const SCHEME = /https?$/i;
const LATIN = new RegExp(`[-a-z0-9${ACCENTED}]`, 'i');

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Links in order. One without a scheme is only as much of a host as is written in Latin letters. */
export function findUrls(text: string): UrlEntity[] {
  const found: UrlEntity[] = [];
  if (!text.includes('.')) return found;
  // A link needs a sign before it that belongs to no link.
  let free = 0;
  RUN.lastIndex = 0;
  for (let run = RUN.exec(text); run !== null; run = RUN.exec(text)) {
    const end = run.index + run[0].length;
    const scheme = text.startsWith('://', end) ? (SCHEME.exec(run[0])?.[0].length ?? 0) : 0;
    if (run[0].includes('.')) free = urlsInRun(text, run.index, end, free, found);
    const start = end - scheme;
    if (scheme > 0 && start >= free && canStand(text, start)) {
      const host = hostAfter(text, end + 3);
      if (host !== null) {
        const rest = restEnd(text, host.end);
        pushWithScheme(text, start, host, rest.end, found);
        free = rest.end + 1;
        RUN.lastIndex = rest.end;
        continue;
      }
    }
    RUN.lastIndex = Math.max(end, free - 1);
  }
  return found;
}

/** The host that begins right at `start`, behind a scheme, or null. */
function hostAfter(text: string, start: number): Span | null {
  RUN.lastIndex = start;
  const run = RUN.exec(text);
  if (run?.index !== start || !run[0].includes('.')) return null;
  const end = hostEndAt(text, labelsOf(text, start, start + run[0].length), 0, start);
  return end < 0 ? null : { start, end };
}

/** Links of a run without a scheme. Returns the first offset at which a next link may start. */
function urlsInRun(text: string, start: number, end: number, free: number, found: UrlEntity[]): number {
  const labels = labelsOf(text, start, end);
  for (let i = 0; i < labels.length - 1; i++) {
    const label = labels[i] as Label;
    for (let at = Math.max(label.start, free); at < label.end; at++) {
      if (!canStand(text, at)) continue;
      const hostEnd = hostEndAt(text, labels, i, at);
      if (hostEnd < 0) continue;
      const rest = restEnd(text, hostEnd);
      pushWithoutScheme(text, { start: at, end: hostEnd }, rest.end, rest.hasPath, found);
      free = rest.end + 1;
      break;
    }
  }
  return free;
}

/** Whether a link may start here, by what stands before. */
function canStand(text: string, at: number): boolean {
  return at === 0 || !NOT_BEFORE.test(text.charAt(at - 1));
}

/** What stands between the dots of a run. */
interface Label {
  readonly start: number;
  readonly end: number;
  /** Whether it ends with neither `-` nor `_`. */
  readonly endsWell: boolean;
  /** Offset of its last `_`, or -1. */
  readonly underscore: number;
  /** Where the top-level domain that it begins with ends, or -1. */
  readonly tldEnd: number;
  /** Where the longest host that begins with the whole label ends, or -1. */
  hostEnd: number;
}

function labelsOf(text: string, start: number, end: number): Label[] {
  const labels: Label[] = [];
  for (let from = start; from <= end; ) {
    const dot = text.indexOf('.', from);
    const to = dot < 0 || dot > end ? end : dot;
    const underscore = text.slice(from, to).lastIndexOf('_');
    labels.push({
      start: from,
      end: to,
      endsWell: to > from && !isJoiner(text.charAt(to - 1)),
      underscore: underscore < 0 ? -1 : from + underscore,
      tldEnd: labels.length === 0 ? -1 : tldEndAt(text, from, to),
      hostEnd: -1,
    });
    from = to + 1;
  }
  for (let i = labels.length - 2; i >= 0; i--) {
    const label = labels[i] as Label;
    label.hostEnd = hostEndAt(text, labels, i, label.start);
  }
  return labels;
}

/**
 * Where the longest host that begins at `at`, in label `i`, ends; -1 where none does. The name before a top-level domain
 * holds no `_`, those before it may.
 */
function hostEndAt(text: string, labels: readonly Label[], i: number, at: number): number {
  const label = labels[i];
  const next = labels[i + 1];
  if (label === undefined || next === undefined) return -1;
  if (at >= label.end || !label.endsWell || isJoiner(text.charAt(at))) return -1;
  if (next.hostEnd >= 0) return next.hostEnd;
  return label.underscore < at ? next.tldEnd : -1;
}

function isJoiner(sign: string): boolean {
  return sign === '-' || sign === '_';
}

/** Where the top-level domain at `start` ends, or -1; what follows it must not make a longer word or an address of it. */
function tldEndAt(text: string, start: number, limit: number): number {
  const isOne = (end: number): boolean =>
    !NOT_AFTER_TLD.test(text.charAt(end)) && isTld(text.slice(start, end).toLowerCase());
  const ascii = matchEnd(ASCII_TLD, text, start);
  if (ascii > start && isOne(ascii)) return ascii;
  const coded = matchEnd(PUNYCODE, text, start);
  if (coded >= 0) return coded;
  // Most labels are ASCII up to their end, and then no name in other letters begins them.
  if (ascii === limit) return -1;
  for (let end = Math.min(limit, start + LONGEST_FOREIGN_TLD); end > Math.max(start, ascii); end--) {
    if (isOne(end)) return end;
  }
  return -1;
}

/** Where a sticky pattern's match at `start` ends, or -1. */
function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where port, path and query that follow a host end. */
function restEnd(text: string, hostEnd: number): { readonly end: number; readonly hasPath: boolean } {
  const port = matchEnd(PORT, text, hostEnd);
  const start = port < 0 ? hostEnd : port;
  const hasPath = text.charAt(start) === '/';
  const path = hasPath ? pathEnd(text, start + 1) : start;
  const query = matchEnd(QUERY_RUN, text, path);
  const end = query < 0 ? path : lastOf(QUERY_END, text, path + 1, query);
  return { end: end < 0 ? path : end, hasPath };
}

/**
 * Where a path ends that goes on at `start`, behind its first slash: at the last sign that may end one, or a closed
 * parenthesis right behind such a sign.
 */
function pathEnd(text: string, start: number): number {
  let end = start;
  for (let at = start; ; ) {
    const run = matchEnd(PATH_RUN, text, at);
    if (run > at) {
      const last = lastOf(PATH_END, text, at, run);
      if (last >= 0) end = last;
      at = run;
    }
    const parenthesis = parenthesisEnd(text, at);
    if (parenthesis < 0) return end;
    if (end === at) end = parenthesis;
    at = parenthesis;
  }
}

/** Where a closed parenthesis that opens at `start` and holds at most one other ends, or -1. */
function parenthesisEnd(text: string, start: number): number {
  if (text.charAt(start) !== '(') return -1;
  const first = Math.max(start + 1, matchEnd(PATH_RUN, text, start + 1));
  if (text.charAt(first) === ')') return first > start + 1 ? first + 1 : -1;
  if (text.charAt(first) !== '(') return -1;
  const inner = matchEnd(PATH_RUN, text, first + 1);
  if (inner < 0 || text.charAt(inner) !== ')') return -1;
  const last = Math.max(inner + 1, matchEnd(PATH_RUN, text, inner + 1));
  return text.charAt(last) === ')' ? last + 1 : -1;
}

/** Offset behind the last sign of `[start, end)` that the pattern takes, or -1. */
function lastOf(pattern: RegExp, text: string, start: number, end: number): number {
  for (let at = end; at > start; at--) if (pattern.test(text.charAt(at - 1))) return at;
  return -1;
}

function pushWithScheme(text: string, start: number, host: Span, end: number, found: UrlEntity[]): void {
  if (!isPossible(text, host, start, end)) return;
  const short = SHORTENED.exec(text.slice(start, end));
  if (short?.[1] !== undefined) {
    if (short[1].length > LONGEST_SHORTENED) return;
    const slugEnd = start + short[0].length;
    const query = matchEnd(QUERY_RUN, text, slugEnd);
    const queryEnd = query < 0 ? -1 : lastOf(QUERY_END, text, slugEnd + 1, Math.min(query, end));
    push(text, start, Math.max(slugEnd, queryEnd), host, found);
    return;
  }
  push(text, start, end, host, found);
}

/** The parts of a host that are written in Latin letters; the path goes with the last. */
function pushWithoutScheme(
  text: string,
  host: Span,
  end: number,
  hasPath: boolean,
  found: UrlEntity[],
): void {
  if (/[-_./]/.test(text.charAt(host.start - 1)) || !isPossible(text, host, host.start, end)) return;
  for (const part of latinHosts(text, host)) {
    push(text, part.start, hasPath && part.end === host.end ? end : part.end, part, found);
  }
}

/** Hosts of Latin letters within a host, each as long as can be. */
function latinHosts(text: string, host: Span): Span[] {
  const labels = labelsOf(text, host.start, host.end);
  const hosts: Span[] = [];
  let free = host.start;
  for (let i = 0; i < labels.length - 1; ) {
    const first = labels[i] as Label;
    let start = first.end;
    while (start > Math.max(first.start, free) && LATIN.test(text.charAt(start - 1))) start--;
    if (start === first.end) {
      i++;
      continue;
    }
    let last = i + 1;
    while (last < labels.length - 1 && isLatin(text, labels[last] as Label)) last++;
    let tld = last;
    while (tld > i && (labels[tld] as Label).tldEnd < 0) tld--;
    if (tld === i) {
      i = last;
      continue;
    }
    free = (labels[tld] as Label).tldEnd;
    hosts.push({ start, end: free });
    i = tld;
  }
  return hosts;
}

function isLatin(text: string, { start, end }: Label): boolean {
  if (start === end) return false;
  for (let at = start; at < end; at++) if (!LATIN.test(text.charAt(at))) return false;
  return true;
}

function push(text: string, start: number, end: number, host: Span, found: UrlEntity[]): void {
  found.push({
    start,
    end,
    url: text.slice(start, end),
    host: text.slice(host.start, host.end).toLowerCase(),
  });
}

/** Whether the name service could know the host, and the whole is not too long for X. */
function isPossible(text: string, host: Span, start: number, end: number): boolean {
  const name = text.slice(host.start, host.end);
  if (end - start + (start === host.start ? 8 : 0) > LONGEST_URL) return false;
  if (name.startsWith('xn--') && latinHosts(text, host).length === 0) return false;
  return name.split('.').every((label) => encodedLength(label) <= LONGEST_LABEL);
}

/** Other scripts have full stops of their own, which part labels too. */
function encodedLength(label: string): number {
  let length = -1;
  for (const one of label.split(/[\u3002\uFF0E\uFF61]/)) length += 1 + asciiLength(one, LONGEST_LABEL);
  return length;
}
