import { RE2JS } from 're2js';
import type { Match } from '../../../utils/lint/regex/pattern.ts';

/** All non-empty matches by the platform's own engine. */
export function nativeMatches(source: string, flags: string, text: string): Match[] {
  return [...text.matchAll(new RegExp(source, `g${flags}`))]
    .map((found) => ({ start: found.index, end: found.index + found[0].length }))
    .filter(({ start, end }) => end > start);
}

export interface WithGroups extends Match {
  readonly groups: readonly (string | undefined)[];
}

/** All non-empty matches by RE2's port, with the text of each group. */
export function re2Matches(source: string, flags: number, text: string): WithGroups[] {
  const matcher = RE2JS.compile(source, flags).matcher(text);
  const found: WithGroups[] = [];
  while (matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (end === start) continue;
    const groups = Array.from({ length: matcher.groupCount() }, (_, i) => matcher.group(i + 1) ?? undefined);
    found.push({ start, end, groups });
  }
  return found;
}
