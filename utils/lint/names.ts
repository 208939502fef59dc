import { missing } from './entity-matcher.ts';
import type { Hit } from './kinds/matcher.ts';

/** What a rule says of hashtags or accounts by name. Names are written as `nameKey` makes them, without their sign. */
export interface NamesPlan {
  /** `*` is every name that `allow` does not hold. */
  readonly deny: readonly string[];
  readonly allow: readonly string[];
  /** Of each of these one must be there; `shown` is how the rule's author wrote them. */
  readonly require: readonly { readonly shown: string; readonly names: readonly string[] }[];
}

/** Names are compared in this form: compatibility letters are the plain ones, case makes no difference. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Whether any of these names of one thing is allowed; whether it is refused. */
export function judge({ deny, allow }: Pick<NamesPlan, 'deny' | 'allow'>): {
  readonly isAllowed: (...names: string[]) => boolean;
  readonly isRefused: (...names: string[]) => boolean;
} {
  const denied = new Set(deny);
  const allowed = new Set(allow);
  const isAllowed = (...names: string[]): boolean => names.some((name) => allowed.has(name));
  return {
    isAllowed,
    isRefused: (...names) =>
      (denied.has('*') || names.some((name) => denied.has(name))) && !isAllowed(...names),
  };
}

/** A hit for each name that is not there. */
export function missingNames(require: NamesPlan['require'], there: Iterable<string>): Hit[] {
  const known = new Set(there);
  return require
    .filter(({ names }) => !names.some((name) => known.has(name)))
    .map(({ shown }) => missing({ missing: shown }));
}
