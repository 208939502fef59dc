import { z } from 'zod';
import type { Draft } from '../draft/draft.ts';
import { type Finding, SEVERITIES, VERDICTS } from '../lint/finding.ts';
import { platformSchema } from './ids.ts';
import { LIMITS } from './limits.ts';

export const mediaSchema = z.strictObject({
  kind: z.enum(['image', 'video', 'gif', 'other']),
  alt: z.string().max(LIMITS.alt).nullable(),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

export const partSchema = z.strictObject({
  text: z.string().max(LIMITS.partText),
  media: z.array(mediaSchema).max(LIMITS.mediaPerPart),
});

export const draftSchema = z.strictObject({
  platform: platformSchema,
  account: z.string().min(1).max(LIMITS.account).nullable(),
  parts: z.array(partSchema).min(1).max(LIMITS.parts),
  replyTo: z.string().max(2000).nullable(),
  quotes: z.string().max(2000).nullable(),
  scheduledFor: z.iso.datetime({ offset: true }).nullable(),
  /** Left out where the composer does not show it. */
  audience: z.string().min(1).max(LIMITS.audience).optional(),
}) satisfies z.ZodType<Draft>;

/** A small picture of one of the draft's media, for those who decide. It is no part of the fingerprint: the digest is. */
export const thumbnailSchema = z.strictObject({
  /** Digest of the medium that it shows. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  image: z
    .string()
    .max(LIMITS.thumbnail)
    .regex(/^data:image\/(?:jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/, 'a small JPEG or WebP picture'),
});
export const thumbnailsSchema = z.array(thumbnailSchema).max(LIMITS.thumbnails).readonly();
export type Thumbnail = Readonly<z.infer<typeof thumbnailSchema>>;

export const findingSchema = z.strictObject({
  rule: z.string().max(200),
  pack: z.string().max(200),
  kind: z.string().max(40),
  severity: z.enum(SEVERITIES),
  part: z.int().min(0),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string().max(LIMITS.partText),
  message: z.string().max(4000),
  why: z
    .strictObject({
      text: z.string().max(4000),
      source: z.url({ protocol: /^https$/ }).nullable(),
      section: z.string().max(200).nullable(),
      checked: z.string().max(40).nullable(),
    })
    .nullable(),
  suggestions: z
    .array(z.strictObject({ start: z.int().min(0), end: z.int().min(0), text: z.string().max(2000) }))
    .max(20),
  locale: z.string().max(35),
}) satisfies z.ZodType<Finding>;

export const findingsSchema = z.array(findingSchema).max(LIMITS.findings);
/** What an author says of a draft that its words do not show: `paid`, `ai-image`, …; rules may wait for it. */
export const declaredSchema = z.array(z.string().min(1).max(200)).max(LIMITS.declared).readonly();
export const verdictSchema = z.enum(VERDICTS);
