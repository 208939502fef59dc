import { NOT_PUBLIC, SHORTENERS } from '../link-hosts.ts';
import { TRACKING_PARAMETERS } from '../link-tracking.ts';
import type { Kind } from './kind.ts';

/** Where links lead, and how they are written. */
export const link: Kind<'link'> = {
  kind: 'link',
  compile: (rule) => ({
    deny: [
      ...hosts(rule.deny),
      ...(rule.shorteners === true ? SHORTENERS : []),
      ...(rule.internal === true ? NOT_PUBLIC : []),
    ],
    allow: hosts(rule.allow),
    https: rule.https === true,
    internal: rule.internal === true,
    tracking: Array.isArray(rule.tracking)
      ? rule.tracking.map((name) => name.toLowerCase())
      : rule.tracking === true
        ? TRACKING_PARAMETERS
        : [],
    max: rule.max ?? null,
    min: rule.min ?? null,
  }),
  patterns: () => [],
};

/** As hosts stand in links: lower case, without scheme, path or `*.`. */
function hosts(names: readonly string[] = []): string[] {
  return names.map((name) =>
    name
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/^(?:\*\.|www\.)/, '')
      .replace(/\/.*$/, ''),
  );
}
