/** Vale's `scope` (internal/check/scope.go) for posts: a list is any of, `&` is and, `~` is not. */
import type { EntityScope, ScopePlan, ScopeUnit } from '../lint/scope.ts';
import { WHOLE_PASSAGE } from '../lint/scope.ts';

/**
 * What a rule may look at, by its name in rules. Vale’s own names mean in a post what is nearest to them; what only a
 * post has is named `post.…`.
 */
const UNITS: Readonly<Record<string, ScopeUnit>> = {
  text: 'passage',
  paragraph: 'passage',
  sentence: 'sentence',
  raw: 'part',
  summary: 'part',
  alt: 'alt',
  'post.part': 'part',
  'post.hashtag': 'hashtag',
  'post.mention': 'mention',
  'post.link': 'link',
};
const ENTITIES: Readonly<Record<string, EntityScope>> = {
  'post.hashtag': 'hashtag',
  'post.mention': 'mention',
  'post.link': 'link',
  'post.quote': 'quote',
};

const names = (table: object): string =>
  Object.keys(table)
    .map((name) => name.replace('.', '\\.'))
    .join('|');

/** One scope: a unit, and entities that it leaves out; with entities alone it is the paragraph. */
export const SCOPE_SHAPE = new RegExp(
  `^(?:${names(UNITS)}|~ ?(?:${names(ENTITIES)}))(?: *& *~ ?(?:${names(ENTITIES)}))*$`,
);
export const SCOPE_NAMES = Object.keys(UNITS).join(', ');
export const LEFT_OUT_NAMES = Object.keys(ENTITIES).join(', ');

/** @param scope fits `SCOPE_SHAPE`; none is Vale's default, `text` */
export function planScope(scope: string | readonly string[] | undefined): ScopePlan {
  if (scope === undefined) return WHOLE_PASSAGE;
  return [scope].flat().map((one) => {
    const parts = one.split('&').map((part) => part.trim());
    const [unit] = parts.filter((part) => !part.startsWith('~'));
    return {
      unit: unit === undefined ? 'passage' : (UNITS[unit] ?? 'passage'),
      except: parts
        .filter((part) => part.startsWith('~'))
        .flatMap((part) => ENTITIES[part.slice(1).trim()] ?? []),
    };
  });
}
