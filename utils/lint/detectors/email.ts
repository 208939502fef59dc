import { type Detection, type Detector, mask } from './detector.ts';

/** Narrower than RFC 5322, which lets an address begin in the middle of a link. */
const LOCAL = /[\p{L}\p{M}\p{N}.%&'+_-]/u;
const DOMAIN = /[\p{L}\p{M}\p{N}.-]/u;
const LOCAL_LENGTH = 64; // RFC 5321, 4.5.3.1.1
const DOMAIN_LENGTH = 253;
/** `@`, or what people write in its place to be read by people only. */
const AT = /@|＠|\s?[([{]\s?(?:at|@|krøllalfa)\s?[)\]}]\s?/giu;
/** A domain that ends in a name of letters; a number with an `x` in front is a picture's file name (`icon@2x.png`). */
const HOST =
  /^(?!\d+(?:\.\d+)?x\.)(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z0-9-]{1,59})$/iu;
/** Reserved for documentation by RFC 2606, section 3. The top-level names of section 2 are not left out: they appear in real slips. */
const DOCUMENTATION = /(?:^|\.)example\.(?:com|net|org)$/;

/** `https://name:` before what looks like an address: a link that signs in. */
const SIGN_IN = /:\/\/[^\s/@]{1,64}:$/;

/** E-mail addresses, also with `(at)`. Not: addresses of fediverse accounts (`@a@b.social`), `git@host:path`, `user@host`. */
export const email: Detector = {
  find(text) {
    const found: Detection[] = [];
    let free = 0;
    for (const at of text.matchAll(AT)) {
      const start = localStart(text, at.index, free);
      const from = at.index + at[0].length;
      const end = domainEnd(text, from);
      if (start === at.index || start < free || end === from) continue;
      const domain = text.slice(from, end).normalize('NFC').toLowerCase();
      if (!HOST.test(domain) || DOCUMENTATION.test(domain)) continue;
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
  },
  normalize: (value) => value.trim().normalize('NFC').toLowerCase(),
  covers: (allowed, value) => (allowed.startsWith('@') ? value.endsWith(allowed) : value === allowed),
};

function localStart(text: string, at: number, limit: number): number {
  let start = at;
  while (start > limit && at - start < LOCAL_LENGTH && LOCAL.test(text.charAt(start - 1))) start--;
  // Signs that may stand in an address but at its start are the sentence's own: ‘mailto=’, quotes, a dash.
  while (start < at && !/[\p{L}\p{N}_]/u.test(text.charAt(start))) start++;
  return text.charAt(at - 1) === '.' ? at : start;
}

function domainEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && end - from < DOMAIN_LENGTH && DOMAIN.test(text.charAt(end))) end++;
  while (end > from && /[.-]/.test(text.charAt(end - 1))) end--;
  return end;
}
