import type { Draft, Media } from '../draft/draft.ts';
import { joinEntities } from './entities/entities.ts';
import type { Entities } from './entities/entity.ts';
import type { Passage } from './passage.ts';
import type { LintContext } from './where.ts';

/** A part of a draft as rules see it. */
export interface PartView {
  readonly index: number;
  readonly text: string;
  readonly media: readonly Media[];
  /** Its paragraphs, with the UTF-16 offsets at which they start. */
  readonly passages: readonly { readonly start: number; readonly passage: Passage }[];
  /** Offsets in `text`. */
  readonly entities: Entities;
}

/** A draft as rules see it: what is known of it is found once and shared by all rules. */
export interface DraftView {
  readonly draft: Draft;
  readonly context: LintContext;
  /** Epoch ms. */
  readonly now: number;
  /** BCP 47 language of the draft, declared or told from its words; null when it cannot be told. */
  readonly language: string | null;
  readonly parts: readonly PartView[];
  /** `pack/rule` of every rule that found something in a paragraph. */
  readonly found: ReadonlySet<string>;
}

/** A part with its passages; entities are found when a rule asks for them. */
export function partView(
  index: number,
  { text, media }: Draft['parts'][number],
  passages: PartView['passages'],
): PartView {
  return {
    index,
    text,
    media,
    passages,
    entities: joinEntities(passages),
  };
}
