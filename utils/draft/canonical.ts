import canonicalize from 'canonicalize';
import type { Draft } from './draft.ts';

/**
 * Text as it is compared: NFC, LF line ends, no trailing white space on a line or at the end.
 * What a reader would call the same post has the same canonical text; nothing else does. Half a surrogate pair, which
 * no platform stores and RFC 8785 refuses, becomes U+FFFD.
 */
export function canonicalText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+(?=\n|$)/g, '')
    .replace(/\n+$/, '');
}

/**
 * The draft's canonical form: RFC 8785 JSON over canonical text and media digests.
 * Media without a digest appear as `null`: see {@link hasUnknownMedia}.
 */
export function canonicalForm(draft: Draft): string {
  const form = canonicalize({
    v: 1,
    platform: draft.platform,
    account: draft.account?.toWellFormed() ?? null,
    parts: draft.parts.map((part) => ({
      text: canonicalText(part.text),
      media: part.media.map((media) => ({
        kind: media.kind,
        alt: media.alt === null ? null : canonicalText(media.alt),
        digest: media.digest,
      })),
    })),
    replyTo: draft.replyTo?.toWellFormed() ?? null,
    quotes: draft.quotes?.toWellFormed() ?? null,
    scheduledFor: draft.scheduledFor,
    // Left out where nothing is known: fingerprints from before there was an audience stay what they were.
    ...(draft.audience === undefined ? {} : { audience: canonicalText(draft.audience) }),
  });
  if (form === undefined) throw new TypeError('a draft always has a canonical form');
  return form;
}

/** True when some medium's bytes are not known: no fingerprint of such a draft proves what goes out. */
export function hasUnknownMedia(draft: Draft): boolean {
  return draft.parts.some((part) => part.media.some((media) => media.digest === null));
}
