import { Folder } from './fold.ts';
import type { Span } from './spans.ts';
import { addressesIn } from './terms/addresses.ts';
import { fieldsOf, LintDataError } from './terms/data-error.ts';
import { EvasionFinder, type EvasionFinderData } from './terms/evasion-finder.ts';
import { own, WordIndex, type WordIndexData } from './terms/word-index.ts';
import { isWholeWord } from './word.ts';

/** The terms of one rule. */
export interface TermList {
  /** The rule's own number, by which `find` names it. */
  readonly rule: number;
  readonly terms: readonly string[];
  /** Whether “resume” is found in “résumé” too; what the finder's options say when it is not given. */
  readonly ignoreMarks?: boolean;
  /** Whether the terms are found in disguise too: sh1t, s h i t, #StopTheScam. Default false. */
  readonly evasion?: boolean;
}

export interface TermFinderData {
  /** Terms compared with marks, and without. */
  readonly plain: readonly [WordIndexData | null, WordIndexData | null];
  readonly evasion: EvasionFinderData | null;
}

interface Parts {
  readonly plain: readonly [Plain | null, Plain | null];
  readonly evasion: EvasionFinder | null;
}

interface Plain {
  readonly folder: Folder;
  readonly index: WordIndex;
}

/** The terms of many rules, found together in one pass over the folded text. */
export class TermFinder {
  readonly #parts: Parts;

  /** @param lists in the order of their rule numbers. */
  constructor(lists: readonly TermList[], options?: { readonly ignoreMarks: boolean });
  constructor(lists: null, parts: Parts);
  constructor(
    lists: readonly TermList[] | null,
    more: { readonly ignoreMarks: boolean } | Parts = { ignoreMarks: false },
  ) {
    if ('plain' in more) {
      this.#parts = more;
      return;
    }
    const plainOf = (ignoreMarks: boolean): Plain | null => {
      const folder = new Folder({ ignoreMarks });
      const rules = new Map<string, number[]>();
      for (const list of lists ?? []) {
        if ((list.ignoreMarks ?? more.ignoreMarks) !== ignoreMarks) continue;
        for (const term of list.terms) {
          const word = folder.plain(term);
          if (word !== '') own(rules, word, list.rule);
        }
      }
      return rules.size === 0 ? null : { folder, index: WordIndex.of(rules) };
    };
    const evasive = (lists ?? []).flatMap(
      ({ rule, terms, ignoreMarks = more.ignoreMarks, evasion = false }) =>
        evasion ? [{ rule, terms, ignoreMarks }] : [],
    );
    this.#parts = {
      plain: [plainOf(false), plainOf(true)],
      evasion: evasive.length === 0 ? null : EvasionFinder.of(evasive),
    };
  }

  /**
   * The finder that gave this data.
   * @throws LintDataError when the data is damaged.
   */
  static fromData(data: TermFinderData): TermFinder {
    const { plain, evasion } = fieldsOf(data, 'terms');
    if (!Array.isArray(plain) || plain.length !== 2) throw new LintDataError('terms.plain');
    const plainOf = (index: WordIndexData | null, ignoreMarks: boolean): Plain | null =>
      index === null ? null : { folder: new Folder({ ignoreMarks }), index: WordIndex.fromData(index) };
    return new TermFinder(null, {
      plain: [plainOf(plain[0], false), plainOf(plain[1], true)],
      evasion: evasion === null ? null : EvasionFinder.fromData(evasion as EvasionFinderData),
    });
  }

  toData(): TermFinderData {
    const [marked, unmarked] = this.#parts.plain;
    return {
      plain: [marked?.index.toData() ?? null, unmarked?.index.toData() ?? null],
      evasion: this.#parts.evasion?.toData() ?? null,
    };
  }

  /**
   * Whole-word hits by rule number, in order; of hits that overlap, the leftmost and then the longest. Nothing in
   * disguise is looked for in web and e-mail addresses and in mentions.
   */
  find(text: string): Map<number, Span[]> {
    const byRule = new Map<number, Span[]>();
    for (const plain of this.#parts.plain) {
      if (plain !== null) findPlain(plain, text, byRule);
    }
    this.#parts.evasion?.find(text, addressesIn(text), (rule, start, end) => note(byRule, rule, start, end));
    for (const [rule, spans] of byRule) {
      if (spans.length > 1) byRule.set(rule, leftmostLongest(spans));
    }
    return byRule;
  }
}

function findPlain({ folder, index }: Plain, text: string, byRule: Map<number, Span[]>): void {
  const folded = folder.fold(text);
  const { first, numbers } = index.owners;
  index.automaton.scanUnits(folded.units, folded.length, (word, from, to) => {
    if (!folded.whole(from, to)) return;
    const start = folded.start(from);
    const end = folded.end(to - 1);
    if (!isWholeWord(text, start, end)) return;
    const last = first[word + 1] ?? 0;
    for (let i = first[word] ?? 0; i < last; i++) note(byRule, numbers[i] ?? 0, start, end);
  });
}

function note(byRule: Map<number, Span[]>, rule: number, start: number, end: number): void {
  const spans = byRule.get(rule);
  if (spans === undefined) byRule.set(rule, [{ start, end }]);
  else spans.push({ start, end });
}

function leftmostLongest(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let free = 0;
  return spans.filter(({ start, end }) => {
    if (start < free) return false;
    free = end;
    return true;
  });
}
