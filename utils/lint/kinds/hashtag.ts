import { limitsOf } from '../../draft/length/platforms.ts';
import type { HashtagEntity } from '../entities/entity.ts';
import { amountHits, entityMatcher, hitOn, rowHits } from '../entity-matcher.ts';
import { judge, missingNames, type NamesPlan, nameKey } from '../names.ts';
import type { Hit, Runner } from './matcher.ts';

export interface HashtagPlan extends NamesPlan {
  /** Words whose compounds in small letters are hits. */
  readonly words: readonly string[];
  readonly run: number | null;
  readonly max: number | 'platform' | null;
  readonly min: number | null;
}

/** Hashtags by name, number, spelling and place. */
export const runHashtag: Runner<HashtagPlan> = (plan) => {
  const { isAllowed, isRefused } = judge(plan);
  const words = new Set(plan.words);
  const longest = Math.max(0, ...plan.words.map((word) => word.length));

  const ofTag = (tag: HashtagEntity): Hit[] => {
    const { name } = tag;
    const key = nameKey(name);
    if (isRefused(key)) return [hitOn(tag, { detail: { name } })];
    if (isAllowed(key) || name !== name.toLowerCase()) return [];
    const parts = compound(name, words, longest);
    return parts === null ? [] : [hitOn(tag, { expected: [`#${parts.map(capital).join('')}`] })];
  };

  const looksFurther = plan.max !== null || plan.min !== null || plan.require.length > 0;
  return entityMatcher({
    literals: ['#', '＃'],
    local: (text, { hashtags }) => [
      ...rowHits(text, hashtags, plan.run, () => true),
      ...hashtags.flatMap(ofTag),
    ],
    whole: looksFurther
      ? ({ index, entities }, { draft, parts }) => {
          const max = plan.max === 'platform' ? (limitsOf(draft.platform)?.hashtags ?? null) : plan.max;
          const hits = amountHits(entities.hashtags, { max, min: plan.min });
          if (index > 0) return hits;
          const there = parts.flatMap((part) => part.entities.hashtags.map(({ name }) => nameKey(name)));
          return [...hits, ...missingNames(plan.require, there)];
        }
      : null,
  });
};

/** The fewest words, two at least, that make the name up, or null. Work grows with the name's length times the longest word's. */
function compound(name: string, words: ReadonlySet<string>, longest: number): string[] | null {
  const key = nameKey(name);
  if (key.length !== name.length) return null;
  const best: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= name.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - longest); start < end; start++) {
      const before = best[start];
      if (before === null || before === undefined || !words.has(key.slice(start, end))) continue;
      const own = best[end];
      if (own === null || own === undefined || before.length + 1 < own.length) {
        best[end] = [...before, name.slice(start, end)];
      }
    }
  }
  const found = best[name.length];
  return found === null || found === undefined || found.length < 2 ? null : [...found];
}

function capital(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}
