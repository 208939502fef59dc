import type { Media, MediaKind } from '../../draft/draft.ts';
import { limitsOf } from '../../draft/length/platforms.ts';
import { type Amount, hitOn, missing } from '../entity-matcher.ts';
import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { Hit, Runner } from './matcher.ts';

export interface MediaPlan extends Amount {
  /** Kinds that must have an alternative text. */
  readonly alt: readonly MediaKind[];
  readonly unhelpful: boolean;
  readonly altmax: number | 'platform' | null;
  readonly promised: PatternPlan | null;
}

/** A file's name, or the name of what it is and no more. */
const UNHELPFUL =
  /^(?:[^\s]+\.(?:jpe?g|png|gif|webp|heic|avif|mp4|mov)|(?:img|dsc|image|screenshot|photo|pxl)[-_ ]?\d*|(?:an? )?(?:image|picture|photo|photograph|graphic|screenshot|gif|video|untitled|alt ?text)|(?:et )?(?:bilde|foto|skjermbilde))\.?$/i;

/** Media that lack something are missing things, told by the media's number in the part; a broken promise has a place. */
export const runMedia: Runner<MediaPlan> = (plan) => {
  const promise = plan.promised === null ? null : patternOf(plan.promised);
  return {
    by: 'draft',
    find: ({ draft, parts }) => {
      const altmax = plan.altmax === 'platform' ? (limitsOf(draft.platform)?.alt ?? null) : plan.altmax;
      return parts.flatMap(({ index, text, media }) =>
        [
          ...amountHits(media, plan),
          ...media.flatMap((one, i) => altHits(one, i + 1, plan, altmax)),
          ...(media.length > 0 || promise === null ? [] : promise.findAll(text).map((hit) => hitOn(hit))),
        ].map((hit) => ({ ...hit, part: index })),
      );
    },
  };
};

function amountHits({ length }: readonly Media[], { max, min }: Amount): Hit[] {
  const isWrong = (max !== null && length > max) || (min !== null && length < min);
  const detail = { count: String(length), max: String(max ?? ''), min: String(min ?? '') };
  return isWrong ? [missing(detail)] : [];
}

function altHits({ kind, alt }: Media, number: number, plan: MediaPlan, altmax: number | null): Hit[] {
  const text = alt?.trim() ?? '';
  const isWrong =
    text === ''
      ? plan.alt.includes(kind)
      : (plan.unhelpful && UNHELPFUL.test(text)) || (altmax !== null && text.length > altmax);
  if (!isWrong) return [];
  return [
    missing({ number: String(number), alt: text, count: String(text.length), max: String(altmax ?? '') }),
  ];
}
