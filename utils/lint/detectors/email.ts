import { type Detection, type DetectorMaker, mask } from './detector.ts';

/** Narrower than RFC 5322, which lets an address begin in the middle of a link; no full-width letters. */
const LOCAL = /[\p{L}\p{M}\p{N}.%&'+_|-]/u;
const DOMAIN = /[\p{L}\p{M}\p{N}._-]/u;
const FULL_WIDTH = /[\uff01-\uff5e]/;
const LOCAL_LENGTH = 64; // RFC 5321, 4.5.3.1.1
const DOMAIN_LENGTH = 253;
const LENGTH = 254; // RFC 3696, erratum 1690
/** `@`, or what people write in its place to be read by people only. */
const AT = /@|＠|\s?[([{]\s?(?:at|@|krøllalfa)\s?[)\]}]\s?/giu;
/**
 * A domain that ends in a name of letters; `_` within the names before the last two; a number with an `x` in front is a
 * picture's file name (`icon@2x.png`).
 */
const HOST =
  /^(?!\d+(?:\.\d+)?x\.)(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.(?:\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z0-9-]{1,59})$/iu;
/** RFC 5321, 4.1.3: an address in brackets in the domain's place. */
const ADDRESS_LITERAL = /\[(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\])|(?=\]))){4}\]/y;
/** RFC 5321, 4.1.2: nearly anything between quotes; it ends where the text does. */
const QUOTED = /(?<![\p{L}\p{N}"\\])"(?:[^"\\\r\n]|\\.){1,62}"$/u;

/** `https://name:` before what looks like an address: a link that signs in. */
const SIGN_IN = /:\/\/[^\s/@]{1,64}:$/;

/**
 * E-mail addresses, also with `(at)`, in order. Not: addresses of fediverse accounts (`@a@b.social`), `git@host:path`,
 * `user@host`. Those of `example.com` are addresses too; a rule leaves them out by `allow: ['@example.com']`.
 */
export function findEmailAddresses(text: string): Detection[] {
  const found: Detection[] = [];
  let free = 0;
  for (const at of text.matchAll(AT)) {
    const start = localStart(text, at.index, free);
    const from = at.index + at[0].length;
    const end = domainEnd(text, from);
    if (start === at.index || start < free || end === from) continue;
    const domain = text.slice(from, end).normalize('NFC').toLowerCase();
    if (!(domain.startsWith('[') || HOST.test(domain)) || end - start > LENGTH) continue;
    const before = text.charAt(start - 1);
    if (
      before === '@' ||
      before === '/' ||
      (before === ':' && SIGN_IN.test(text.slice(Math.max(0, start - 70), start)))
    )
      continue;
    if (text.charAt(end) === '@' || (text.charAt(end) === ':' && /[\w~/]/.test(text.charAt(end + 1))))
      continue;
    const local = text.slice(start, at.index);
    found.push({
      start,
      end,
      value: `${local.normalize('NFC').toLowerCase()}@${domain}`,
      masked: mask(local, (index, count) => index === 0 && count > 1) + text.slice(at.index, end),
    });
    free = end;
  }
  return found;
}

export const email: DetectorMaker = () => ({
  find: findEmailAddresses,
  normalize: (value) => value.trim().normalize('NFC').toLowerCase(),
  covers: (allowed, value) =>
    allowed.startsWith('@')
      ? value.endsWith(allowed) || value.slice(value.lastIndexOf('@')).endsWith(`.${allowed.slice(1)}`)
      : value === allowed,
});

function localStart(text: string, at: number, limit: number): number {
  const near = text.slice(Math.max(limit, at - LOCAL_LENGTH - 1), at);
  if (near.endsWith('"')) return at - (QUOTED.exec(near)?.[0].length ?? 0);
  let start = at;
  while (start > limit && isLocal(text.charAt(start - 1))) {
    start--;
    if (at - start > LOCAL_LENGTH) return at;
  }
  // Three dots end a sentence, and an address may begin behind them; two are a slip, and no address.
  const local = text.slice(start, at);
  if (local.includes('...')) start += local.lastIndexOf('...') + 3;
  // Signs that may stand in an address but at its start are the sentence's own: ‘mailto=’, quotes, a dash.
  while (start < at && !/[\p{L}\p{N}_]/u.test(text.charAt(start))) start++;
  return local.endsWith('.') || text.slice(start, at).includes('..') ? at : start;
}

function isLocal(character: string): boolean {
  return LOCAL.test(character) && !FULL_WIDTH.test(character);
}

function domainEnd(text: string, from: number): number {
  ADDRESS_LITERAL.lastIndex = from;
  const literal = ADDRESS_LITERAL.exec(text);
  if (literal !== null) return from + literal[0].length;
  let end = from;
  while (end < text.length && end - from < DOMAIN_LENGTH && isDomain(text.charAt(end))) end++;
  while (end > from && /[._-]/.test(text.charAt(end - 1))) end--;
  return end;
}

function isDomain(character: string): boolean {
  return DOMAIN.test(character) && !FULL_WIDTH.test(character);
}
