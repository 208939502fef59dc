import type { Entities, Entity } from './entities/entity.ts';
import type { Hit, Matcher } from './kinds/matcher.ts';
import { WHOLE_PASSAGE } from './scope.ts';
import type { DraftView, PartView } from './view.ts';

/** What a rule looks for: in each paragraph by itself, and in each part as a whole. */
export interface EntityChecks {
  readonly local: (text: string, entities: Entities) => Hit[];
  /** Null when the rule never looks further than a paragraph. */
  readonly whole: ((part: PartView, view: DraftView) => Hit[]) | null;
  /** As of a matcher by passage. */
  readonly literals: readonly string[] | null;
}

/** By paragraph where that is enough: those that nobody touched are then not looked at again. */
export function entityMatcher({ local, whole, literals }: EntityChecks): Matcher {
  if (whole === null) {
    return {
      by: 'passage',
      scope: WHOLE_PASSAGE,
      literals,
      find: ({ text, entities }) => apart(local(text, entities)),
    };
  }
  return {
    by: 'draft',
    find: (view) =>
      view.parts.flatMap((part) =>
        apart([...local(part.text, part.entities), ...whole(part, view)]).map((hit) => ({
          ...hit,
          part: part.index,
        })),
      ),
  };
}

/** Hits in order; of those that overlap the leftmost and then the longest. */
function apart(hits: readonly Hit[]): Hit[] {
  let free = 0;
  return hits
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < free && end > start) return false;
      free = Math.max(free, end);
      return true;
    });
}

/** How many there may be and must be. */
export interface Amount {
  readonly max: number | null;
  readonly min: number | null;
}

/** The first that is too many, or nothing at the start where there are too few. */
export function amountHits(entities: readonly Entity[], { max, min }: Amount): Hit[] {
  const detail = { count: String(entities.length), max: String(max ?? ''), min: String(min ?? '') };
  const extra = max === null ? undefined : entities[max];
  if (extra !== undefined) return [hitOn(extra, { detail })];
  return min !== null && entities.length < min ? [missing(detail)] : [];
}

export function hitOn({ start, end }: Entity, more: Partial<Hit> = {}): Hit {
  return { start, end, expected: [], masked: null, ...more };
}

export function missing(detail: Readonly<Record<string, string>>): Hit {
  return { start: 0, end: 0, expected: [], masked: null, detail };
}

/** Rows of more than `most` with nothing but blanks between; the row without what is too much is offered. */
export function rowHits<E extends Entity>(
  text: string,
  entities: readonly E[],
  most: number | null,
  goesOn: (a: E, b: E, gap: string) => boolean,
): Hit[] {
  const hits: Hit[] = [];
  if (most === null) return hits;
  let row: E[] = [];
  entities.forEach((one, i) => {
    row.push(one);
    const next = entities[i + 1];
    const gap = text.slice(one.end, next?.start);
    if (next !== undefined && gap.trim() === '' && goesOn(one, next, gap)) return;
    const start = row[0]?.start ?? 0;
    if (row.length > most) {
      const detail = { count: String(row.length), max: String(most) };
      const kept = text.slice(start, row[most - 1]?.end);
      hits.push(hitOn({ start, end: one.end }, { expected: [kept], detail }));
    }
    row = [];
  });
  return hits;
}
