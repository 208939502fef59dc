import { foldCase, namedTest, type SetPlan } from './char-set.ts';

/** One member of a bracketed class: code points `low..high`, or a named test that may be negated. */
export type ClassItem =
  | { readonly low: number; readonly high: number }
  | { readonly name: string; readonly negated: boolean };

/** `\\d`, `\\w`, `\\s` and, for the upper-case letter, their negations; null for any other letter. */
export function perlItem(letter: string): ClassItem | null {
  const name = letter.toLowerCase();
  return /^[dws]$/.test(name) ? { name, negated: name !== letter } : null;
}

/** `[:alpha:]` and its kin; null for an unknown name. */
export function posixItem(name: string, negated: boolean, fold: boolean): ClassItem | null {
  return known(`[:${name}:]`, negated, fold);
}

/** `\\p{…}`: a general category, a script, or a binary property; null when the platform knows none of that name. */
export function propertyItem(name: string, negated: boolean, fold: boolean): ClassItem | null {
  // A bare script name is only known with its prefix.
  return known(`\\p{${name}}`, negated, fold) ?? known(`\\p{Script=${name}}`, negated, fold);
}

function known(bare: string, negated: boolean, fold: boolean): ClassItem | null {
  const name = `${fold ? 'i' : ''}${bare}`;
  return namedTest(name) === null ? null : { name, negated };
}

/** The set of one code point, or of all that fold to the same. */
export function charSet(cp: number, fold: boolean): SetPlan {
  return fold ? { like: foldCase(cp) } : cp;
}

/** A bracketed class. */
export function classSet(items: readonly ClassItem[], negated: boolean, fold: boolean): SetPlan {
  return {
    ranges: items.flatMap((item) => ('low' in item ? [item.low, item.high] : [])),
    tests: items.flatMap((item) => ('low' in item ? [] : [[item.name, item.negated] as const])),
    negated,
    fold,
  };
}

const LISTED_AT_MOST = 8;

/** The code points of a small, plainly listed set (before folding) and whether it folds; null for any other set. */
export function listedIn(
  set: SetPlan,
): { readonly listed: readonly number[]; readonly fold: boolean } | null {
  if (typeof set === 'string') return null;
  if (typeof set === 'number') return { listed: [set], fold: false };
  if ('like' in set) return { listed: [set.like], fold: true };
  if (set.negated || set.tests.length > 0) return null;
  const listed: number[] = [];
  for (let i = 0; i < set.ranges.length; i += 2) {
    const high = set.ranges[i + 1] ?? 0;
    for (let cp = set.ranges[i] ?? 0; cp <= high; cp++) {
      if (listed.length === LISTED_AT_MOST) return null;
      listed.push(cp);
    }
  }
  return { listed, fold: set.fold };
}
