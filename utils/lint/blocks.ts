import { Passage } from './passage.ts';
import { entitiesIn, type ScopePlan, unitsIn } from './scope.ts';
import { overlapsAny, type Span } from './spans.ts';
import type { DraftView } from './view.ts';

/** What was found in one block of a draft: a paragraph, or what a scope cuts out. Offsets of `found` are the block's. */
export interface Block<T extends Span> {
  /** Index of its part. */
  readonly part: number;
  /** Where it starts in the part's text; null for an alternative text, which has no place there. */
  readonly start: number | null;
  readonly text: string;
  readonly found: readonly T[];
}

/**
 * What `find` finds in every block of a draft that a scope names, in the order of the parts. A passage is searched once,
 * however often the draft that holds it is looked at.
 */
export function blockFinder<T extends Span>(
  scope: ScopePlan,
  find: (text: string) => readonly T[],
): (view: DraftView) => Block<T>[] {
  const inUnit = (passage: Passage, { unit, except }: ScopePlan[number]): Omit<Block<T>, 'part'>[] => {
    const spared = except.map((sort) => entitiesIn(passage, sort));
    const cuts = unit === 'part' || unit === 'alt' ? [{ start: 0, passage }] : unitsIn(passage, unit);
    return cuts.map(({ start, passage: { text } }) => ({
      start,
      text,
      found: find(text).filter(
        (one) => !spared.some((all) => overlapsAny(all, { start: one.start + start, end: one.end + start })),
      ),
    }));
  };
  const known = new WeakMap<Passage, Omit<Block<T>, 'part'>[]>();
  const inPassage = (passage: Passage): Omit<Block<T>, 'part'>[] => {
    let blocks = known.get(passage);
    if (blocks === undefined) {
      blocks = scope
        .filter(({ unit }) => unit !== 'part' && unit !== 'alt')
        .flatMap((one) => inUnit(passage, one));
      known.set(passage, blocks);
    }
    return blocks;
  };
  return ({ parts }) =>
    parts.flatMap(({ index, text, media, passages }) => [
      ...passages.flatMap(({ start, passage }) =>
        inPassage(passage).map((block) => ({ ...block, part: index, start: start + (block.start ?? 0) })),
      ),
      ...scope
        .filter(({ unit }) => unit === 'part')
        .flatMap((one) => inUnit(new Passage(text), one).map((block) => ({ ...block, part: index }))),
      ...scope
        .filter(({ unit }) => unit === 'alt')
        .flatMap((one) =>
          media.flatMap(({ alt }) =>
            alt === null
              ? []
              : inUnit(new Passage(alt), one).map((block) => ({ ...block, part: index, start: null })),
          ),
        ),
    ]);
}

/** Where to show what was found in a block. */
export function placeOf<T extends Span>(
  { part, start, text }: Block<T>,
  found: Span,
): { readonly part: number; readonly start: number; readonly end: number; readonly masked: string | null } {
  if (start === null) return { part, start: 0, end: 0, masked: text.slice(found.start, found.end) };
  return { part, start: start + found.start, end: start + found.end, masked: null };
}
