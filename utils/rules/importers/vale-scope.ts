/** Vale's scopes, as far as a post has them. */

/** In a post the text is all there is: no headings, lists or tables. */
const IN_POSTS: readonly string[] = ['text', 'raw', 'paragraph', 'sentence', 'summary', 'alt'];

/**
 * The scopes of a rule that a post can have; parts of a post that it never has are no loss where they are left out
 * (`~heading`) and make a scope empty where they are asked for.
 * @returns null when nothing is left: the rule would never run
 */
export function scopesInPosts(scope: unknown): string[] | null {
  if (scope === undefined || scope === null) return ['text'];
  const list: readonly unknown[] = Array.isArray(scope) ? scope : [scope];
  const scopes = list
    .flatMap((one) => (typeof one === 'string' ? [satisfiable(one)] : []))
    .filter((one) => one !== null);
  return scopes.length === 0 ? null : [...new Set(scopes)];
}

function satisfiable(scope: string): string | null {
  const asked = scope.split('&').map((one) => one.trim());
  const wanted = asked.filter((one) => !one.startsWith('~'));
  const spared = asked.filter((one) => one.startsWith('~')).map((one) => one.slice(1).trim());
  if (wanted.some((one) => !IN_POSTS.includes(one))) return null;
  const left = spared.filter((one) => IN_POSTS.includes(one));
  const first = wanted.find((one) => one !== 'text') ?? wanted[0] ?? 'text';
  return left.length === 0 ? first : [first, ...left.map((one) => `~${one}`)].join(' & ');
}
