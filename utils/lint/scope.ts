import type { Entity } from './entities/entity.ts';
import { Passage } from './passage.ts';

/** What a rule is given to look at: the passage, each of its sentences, or each of one sort of entity. */
export type ScopeUnit = 'passage' | 'sentence' | 'hashtag' | 'mention' | 'link' | 'part' | 'alt';

/** Any of these: every unit of a sort, without the hits that touch an entity of a sort named in `except`. */
export type ScopePlan = readonly {
  readonly unit: ScopeUnit;
  readonly except: readonly EntityScope[];
}[];

export type EntityScope = 'hashtag' | 'mention' | 'link' | 'quote';

/** The scope of a rule that names none. */
export const WHOLE_PASSAGE: ScopePlan = [{ unit: 'passage', except: [] }];

/** A passage to be looked at, and where in the one it was cut from it starts. */
export interface Cut {
  readonly start: number;
  readonly passage: Passage;
}

/** The units of a sort in a passage; `part` and `alt` are no cuts of it and give none. */
export function unitsIn(passage: Passage, unit: ScopeUnit): readonly Cut[] {
  switch (unit) {
    case 'passage':
      return [{ start: 0, passage }];
    case 'sentence': {
      let start = 0;
      return passage.sentences.flatMap((end) => {
        // As in Vale, the blanks between sentences belong to none.
        const whole = passage.text.slice(start, end);
        const text = whole.trim();
        const from = start + whole.length - whole.trimStart().length;
        start = end;
        return text === '' ? [] : [{ start: from, passage: new Passage(text) }];
      });
    }
    case 'hashtag':
    case 'mention':
    case 'link':
      return entitiesIn(passage, unit).map(({ start, end }) => ({
        start,
        passage: new Passage(passage.text.slice(start, end)),
      }));
    default:
      return [];
  }
}

/** Entities of a sort, in order. */
export function entitiesIn(passage: Passage, scope: EntityScope): readonly Entity[] {
  const { hashtags, mentions, urls, quotes } = passage.entities;
  return { hashtag: hashtags, mention: mentions, link: urls, quote: quotes }[scope];
}

/** Whether a scope has a unit of a sort. */
export function looksAt(scope: ScopePlan, wanted: (unit: ScopeUnit) => boolean): boolean {
  return scope.some(({ unit }) => wanted(unit));
}

/** Whether a unit is more than a paragraph, or outside of the text. */
export function isWide(unit: ScopeUnit): boolean {
  return unit === 'part' || unit === 'alt';
}
