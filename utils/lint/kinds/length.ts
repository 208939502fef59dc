import { type Length, lengthMeter } from '../../draft/length/length.ts';
import { hitOn, missing } from '../entity-matcher.ts';
import type { Hit, Runner } from './matcher.ts';

export interface LengthPlan {
  readonly max: number | 'platform' | null;
  readonly min: number | null;
  readonly count: 'characters' | 'words';
}

const WORD = /[\p{L}\p{M}\p{Nd}]+(?:['’.-][\p{L}\p{M}\p{Nd}]+)*/gu;

/** What is too much of each part is a hit; a part that has a text but too little of it is one as a whole. */
export const runLength: Runner<LengthPlan> = ({ max, min, count }) => {
  const meters: ReturnType<typeof lengthMeter>[] = [];
  const own = typeof max === 'number' ? max : undefined;
  return {
    by: 'draft',
    find: ({ draft, parts }) =>
      parts.flatMap(({ index, text }) => {
        if (text.trim() === '') return [];
        meters[index] ??= lengthMeter();
        const length =
          count === 'words'
            ? wordsOf(text, own ?? null)
            : meters[index](text, draft.platform, { limit: own });
        return hitsOf(text, length, max !== null, min).map((hit) => ({ ...hit, part: index }));
      }),
  };
};

type Counted = Pick<Length, 'used' | 'limit' | 'overflowAt'>;

function hitsOf(
  text: string,
  { used, limit, overflowAt }: Counted,
  hasMost: boolean,
  min: number | null,
): Hit[] {
  const detail = {
    count: String(used),
    max: String(limit ?? ''),
    limit: String(limit ?? ''),
    min: String(min ?? ''),
    over: String(Math.max(0, used - (limit ?? used))),
  };
  if (hasMost && overflowAt !== null) return [hitOn({ start: overflowAt, end: text.length }, { detail })];
  return min !== null && used < min ? [missing(detail)] : [];
}

function wordsOf(text: string, limit: number | null): Counted {
  let used = 0;
  let overflowAt: number | null = null;
  for (const { index } of text.matchAll(WORD)) {
    if (used === limit) overflowAt = index;
    used++;
  }
  return { used, limit, overflowAt };
}
