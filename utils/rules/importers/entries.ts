/** Terms of any list, put together into as few rules as say exactly the same, each term seen to be found. */
import type { Severity } from '../../lint/finding.ts';
import { shorten } from '../../lint/shorten.ts';
import type { Rule } from '../schema.ts';
import { boundedPattern, hasWordEdges, literalPattern } from './literal.ts';
import { Ids } from './names.ts';
import type { Place, ReportLine } from './report.ts';
import { MOST_RULES } from './result.ts';
import { examplesOf, trialOf, tryRule } from './trial.ts';

/** One term of a list and what is to become of it. */
export interface Entry extends Place {
  readonly file: string;
  /** What is reported: the entry as it was written. */
  readonly what: string;
  /** The plain text that is to be found, as whole words. */
  readonly term: string;
  /** A pattern in place of the plain text. */
  readonly pattern?: string;
  readonly replacements: readonly string[];
  /** The message of its own, or null for the usual one. */
  readonly message: string | null;
  readonly severity: Severity;
  readonly ignorecase: boolean;
  readonly languages?: readonly string[];
  readonly unless?: readonly string[];
}

export interface EntryGroup {
  readonly rules: readonly Rule[];
  readonly report: readonly ReportLine[];
}

/** Swap rules with more keys than this are cut into several. */
const MOST_KEYS = 250;
const MOST_TERMS = 100_000;
const LONGEST_TERM = 200;

/**
 * @param from the format, for the rules' `imported`
 * @param ids the names that the pack's rules already have
 */
export function rulesOf(entries: readonly Entry[], from: string, ids: Ids = new Ids()): EntryGroup {
  const report: ReportLine[] = [];
  const refuse = (
    entry: Entry,
    code: 'too_long' | 'too_many' | 'never_matches' | 'no_example' | 'duplicate',
    message: string,
  ) => {
    const { file, line, column, what } = entry;
    report.push({
      file,
      line,
      column,
      what,
      outcome: code === 'duplicate' ? 'changed' : 'refused',
      why: { code, message },
    });
  };
  const firsts = new Map<string, Entry>();
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.term.length > LONGEST_TERM) {
      refuse(entry, 'too_long', `A term has at most ${LONGEST_TERM} characters.`);
      continue;
    }
    const same = identityOf(entry);
    const first = firsts.get(same);
    if (first !== undefined) {
      refuse(entry, 'duplicate', `This stands on line ${first.line} of ${first.file} already.`);
      continue;
    }
    firsts.set(same, entry);
    const key = groupOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }

  const rules: Rule[] = [];
  if (groups.size > MOST_RULES) {
    const message = `These would be more than ${MOST_RULES} rules, which no pack may have. Cut the list in several.`;
    for (const entry of [...groups.values()].flat()) refuse(entry, 'too_many', message);
    groups.clear();
  }
  for (const group of groups.values()) {
    const size = formOf(group[0]) === 'terms' ? MOST_TERMS : MOST_KEYS;
    for (let i = 0; i < group.length; i += size) {
      let left = group.slice(i, i + size);
      let rule: Rule | null = null;
      // What the rule does not find is no part of it; without that it is made once more.
      for (let round = 0; round < 2 && left.length > 0; round++) {
        const made = ruleOf(left, from, 'trial');
        const trial = made === null ? null : trialOf(made);
        const missed = trial === null ? left : left.filter((entry) => trial(exampleOf(entry)).length === 0);
        for (const entry of missed) {
          const message =
            'A rule made of this does not find it, so it would do nothing. Write it as a word or phrase.';
          refuse(entry, 'never_matches', message);
        }
        const lost = new Set(missed);
        left = left.filter((entry) => !lost.has(entry));
        rule = missed.length === 0 ? made : null;
        if (rule !== null) break;
      }
      if (rule === null && left.length > 0) rule = ruleOf(left, from, 'trial');
      if (rule === null) {
        for (const entry of left)
          refuse(entry, 'no_example', 'No example that shows what it finds could be made.');
        continue;
      }
      rules.push({ ...rule, id: ids.take(nameOf(left), 'terms') });
      for (const { file, line, column, what } of left) {
        report.push({ file, line, column, what, outcome: 'taken', why: null });
      }
    }
  }
  return { rules, report };
}

type Form = 'terms' | 'words' | 'signs';

/** Which kind of rule can say it: a term list, patterns between word boundaries, or patterns that begin or end in a sign. */
function formOf(entry: Entry | undefined): Form {
  if (entry === undefined) return 'terms';
  if (entry.pattern !== undefined) return 'words';
  if (!hasWordEdges(entry.term)) return 'signs';
  return entry.ignorecase && !isSwap(entry) ? 'terms' : 'words';
}

/** Whether the entry can be one of a swap: `|` and `$1` in a value would not be its own text. */
function isSwap({ replacements }: Entry): boolean {
  return replacements.length > 0 && replacements.every((text) => text !== '' && !/\||\$[\d{]/.test(text));
}

function identityOf(entry: Entry): string {
  const { term, pattern, ignorecase, replacements, message, severity, languages, unless } = entry;
  const own = ignorecase ? term.toLowerCase() : term;
  return JSON.stringify([own, pattern, ignorecase, replacements, message, severity, languages, unless]);
}

/** Entries of one group make one rule. A message of its own, or replacements that are no swap, make a rule of its own. */
function groupOf(entry: Entry): string {
  const { file, severity, ignorecase, message, languages, unless, replacements } = entry;
  const swap = isSwap(entry);
  const plain = swap || replacements.length === 0 ? [] : replacements;
  return JSON.stringify([file, severity, ignorecase, message, languages, unless, formOf(entry), swap, plain]);
}

function exampleOf(entry: Entry): string {
  return entry.term;
}

function ruleOf(entries: readonly Entry[], from: string, id: string): Rule | null {
  const [first] = entries;
  if (first === undefined) return null;
  const form = formOf(first);
  const nonword = form === 'signs';
  const source = (entry: Entry): string =>
    entry.pattern ?? (nonword ? boundedPattern(entry.term) : literalPattern(entry.term));
  const base = {
    id,
    severity: first.severity,
    message: { en: first.message ?? usualMessage(first) },
    ...(first.languages === undefined ? {} : { where: { languages: [...first.languages] } }),
    ...(first.unless === undefined ? {} : { unless: [...first.unless] }),
    imported: { from, file: first.file },
  };
  const draft = isSwap(first)
    ? {
        ...base,
        kind: 'substitution',
        swap: Object.fromEntries(entries.map((entry) => [source(entry), entry.replacements.join('|')])),
        ignorecase: first.ignorecase,
        nonword,
      }
    : form === 'terms'
      ? { ...base, ...suggestOf(first), kind: 'terms', terms: entries.map(({ term }) => term) }
      : {
          ...base,
          ...suggestOf(first),
          kind: 'existence',
          tokens: entries.map(source),
          ignorecase: first.ignorecase,
          nonword,
        };
  const examples = examplesOf(draft, entries.slice(0, 20).map(exampleOf), first.replacements);
  if (examples.bad.length === 0 || examples.good.length === 0) return null;
  const tried = tryRule({ ...draft, examples });
  return tried.ok ? tried.rule : null;
}

function suggestOf({ replacements }: Entry): { suggest?: string[] } {
  return replacements.length === 0 ? {} : { suggest: replacements.slice(0, 8) };
}

function usualMessage(entry: Entry): string {
  return isSwap(entry) ? 'Write “{expected}” rather than “{match}”.' : 'Do not write “{match}”.';
}

function nameOf(entries: readonly Entry[]): string {
  const [first] = entries;
  if (first === undefined) return '';
  if (entries.length === 1) return shorten(first.term, 40);
  const kind = isSwap(first) ? 'replacements' : 'terms';
  return `${first.severity} ${kind}${first.ignorecase ? '' : ' case'}`;
}
