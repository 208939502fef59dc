import type { Node } from './ast.ts';
import { foldCase, type SetPlan } from './char-set.ts';
import { listedIn } from './class-items.ts';

/** More spellings of one place than this are not worth an automaton's states. */
const MAX_SPELLINGS = 32;
const MAX_LITERALS = 256;
const MAX_LENGTH = 64;
const MAX_TURNS = 3;

/**
 * Letters whose lower case is not that of the others they fold to, behind the one they fold to. Lower-casing the
 * text of a match leaves them as they are, so each is a spelling of its own.
 */
const TWINS =
  'sſ σς βϐ θϑ φϕ πϖ κϰ ρϱ εϵ μµ ṡẛ ι\u0345\u1fbe вᲀ дᲁ оᲂ сᲃ тᲄᲅ ъᲆ ѣᲇ ꙋᲈ ΐ\u1fd3 ΰ\u1fe3 ﬆﬅ'.split(' ');

/** What is known of every match of a node, in lower case. */
interface Known {
  /** All the texts that it can match, when they are few. */
  readonly exact: readonly string[] | null;
  /** Texts of which every match contains one. */
  readonly within: readonly string[] | null;
}

const EMPTY: Known = { exact: [''], within: null };
const NOTHING: Known = { exact: null, within: null };

/** Lower-case texts of which at least one occurs in the lower-cased text of any match, or null. */
export function requiredLiterals(root: Node): readonly string[] | null {
  const found = best([known(root).within]);
  return found && found.length <= MAX_LITERALS ? found : null;
}

function known(node: Node): Known {
  switch (node.kind) {
    case 'set':
      return ofSet(node.set);
    case 'assert':
      return EMPTY;
    case 'any':
      return either(node.items.map(known));
    default:
      return inSequence(parts(node));
  }
}

/** What follows one another in the node, so that a literal may run across groups and first turns of repetitions. */
function parts(node: Node): readonly Known[] {
  switch (node.kind) {
    case 'all':
      return node.items.flatMap(parts);
    case 'group':
      return parts(node.item);
    case 'repeat':
      return turns(node);
    default:
      return [known(node)];
  }
}

function ofSet(set: SetPlan): Known {
  const listed = listedIn(set);
  if (listed === null) return NOTHING;
  return exactly(listed.listed.flatMap((cp) => spellings(cp, listed.fold)));
}

function exactly(texts: readonly string[]): Known {
  const exact = [...new Set(texts)];
  return exact.length > MAX_SPELLINGS ? NOTHING : { exact, within: exact };
}

function spellings(cp: number, fold: boolean): string[] {
  const lower = String.fromCodePoint(cp).toLowerCase();
  const folded = String.fromCodePoint(foldCase(cp)).toLowerCase();
  // Lower-casing a whole text makes ς of a Σ at the end of a word.
  if (!fold && folded !== 'σ') return [lower];
  const twins = TWINS.find((letters) => letters.includes(folded) || letters.includes(lower));
  return twins ? [...twins] : [lower, folded];
}

function turns({ item, min, max }: Node & { kind: 'repeat' }): readonly Known[] {
  if (min === 0) {
    if (max === 0) return [];
    const { exact } = known(item);
    return [max === 1 && exact ? { exact: [...new Set([...exact, ''])], within: null } : NOTHING];
  }
  const one = parts(item);
  const first = Array.from({ length: Math.min(min, MAX_TURNS) }, () => one).flat();
  return max === min && min <= MAX_TURNS ? first : [...first, NOTHING];
}

function either(items: readonly Known[]): Known {
  const exact = items.every((item) => item.exact)
    ? [...new Set(items.flatMap((item) => item.exact ?? []))]
    : null;
  const within = items.every((item) => item.within) ? items.flatMap((item) => item.within ?? []) : null;
  return {
    exact: exact && exact.length <= MAX_SPELLINGS ? exact : null,
    within: within && within.length <= MAX_LITERALS ? within : null,
  };
}

function inSequence(items: readonly Known[]): Known {
  const candidates: (readonly string[] | null)[] = [];
  let run: readonly string[] = [''];
  let whole = true;
  for (const item of items) {
    const longest = Math.max(...run.map((text) => text.length));
    if (item.exact && run.length * item.exact.length <= MAX_SPELLINGS && longest < MAX_LENGTH) {
      const { exact } = item;
      run = [...new Set(run.flatMap((text) => exact.map((more) => text + more)))];
    } else {
      candidates.push(run, item.within);
      whole = false;
      run = item.exact ?? [''];
    }
  }
  candidates.push(run);
  return { exact: whole ? run : null, within: best(candidates) };
}

/** The candidate whose shortest text is longest; of equals, the one with the fewest texts. */
function best(candidates: readonly (readonly string[] | null)[]): readonly string[] | null {
  let found: readonly string[] | null = null;
  let score = 0;
  for (const candidate of candidates) {
    if (!candidate) continue;
    const texts = [...new Set(candidate)];
    const shortest = Math.min(...texts.map((text) => text.length));
    const rank = shortest - texts.length / (MAX_LITERALS + 1);
    if (shortest === 0 || (found && rank <= score)) continue;
    score = rank;
    // One that contains another adds nothing.
    found = texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)));
  }
  return found;
}
