/** How long a text is for a platform, counted as the platform itself counts. */
import type { PlatformId } from '../draft.ts';
import { type Count, type Counter, count, LineCount } from './count.ts';
import { type LengthUnit, limitsOf } from './platforms.ts';
import { utf16 } from './units.ts';

export interface Length extends Count {
  /** Null where no limit is known. */
  readonly limit: number | null;
  readonly unit: LengthUnit;
}

export interface LengthOptions {
  /** A limit in place of the platform's own, such as that of an instance or an account that pays. */
  readonly limit?: number | undefined;
  /** Content warning, which Mastodon counts with the text. */
  readonly warning?: string;
}

/**
 * Length of a post's text by the platform's own counting. Of several limits the one that is used up furthest is told, and
 * the first alone where a limit is given in their place. `overflowAt` is the UTF-16 offset from which the text is too long,
 * or null. Of a platform that is not known the UTF-16 length is told, without a limit.
 */
export function lengthOf(text: string, platform: PlatformId, options: LengthOptions = {}): Length {
  return measured(text, platform, options, count);
}

/** `lengthOf` for one text that is asked for again and again while it is written: lines that did not change are not counted again. */
export function lengthMeter(): typeof lengthOf {
  const counts = new Map<Counter, LineCount>();
  return (text, platform, options = {}) =>
    measured(text, platform, options, (_, counter, limit, from) => {
      const lines = counts.get(counter) ?? new LineCount(counter);
      counts.set(counter, lines);
      return lines.count(text, limit, from);
    });
}

function measured(
  text: string,
  platform: PlatformId,
  { limit, warning = '' }: LengthOptions,
  countBy: typeof count,
): Length {
  const known = limitsOf(platform)?.text ?? [{ limit: null, unit: 'characters', counter: utf16 } as const];
  return (limit === undefined ? known : known.slice(0, 1))
    .map(({ limit: own, unit, counter }): Length => {
      const most = limit ?? own;
      return { ...countBy(text, counter, most, count(warning, counter, null).used), limit: most, unit };
    })
    .reduce((worst, other) => (fullness(other) > fullness(worst) ? other : worst));
}

function fullness({ used, limit }: Length): number {
  return limit === null ? 0 : used / Math.max(1, limit);
}
