/**
 * Words that a rule shall let pass for a team, as a change beside its pack: as narrow as its kind allows, so that what is
 * accepted in one rule is still found by every other. Pure.
 */
import { literalPattern } from '../../utils/rules/importers/literal.ts';
import { overridden, readParameter } from '../../utils/rules/overrides.ts';
import { parameterNamed } from '../../utils/rules/parameters.ts';
import type { Override, Rule, RuleKind, RuleOf } from '../../utils/rules/schema.ts';
import { withParameter } from './override-edit.ts';

interface Change {
  /** The list that changes. */
  readonly list: string;
  /** What it needs to have for the words to be let pass. */
  readonly needs: readonly string[];
  /** What it must not have. */
  readonly without: readonly string[];
}

/** What these find is no words that could be named, or is masked where it is shown. */
const NAMELESS: ReadonlySet<RuleKind> = new Set([
  'detector',
  'language',
  'length',
  'media',
  'metric',
  'readability',
]);

/** Whether the rule is of a kind that can let these words pass by name. */
export function canAccept(rule: Rule, words: string): boolean {
  return changeFor(rule, words) !== null;
}

/** The override with which the rule lets the words pass, whatever their case. @param rule as the pack has it */
export function withAccepted(rule: Rule, override: Override, words: string): Override {
  const change = changeFor(rule, words);
  if (change === null) return override;
  const { list, needs, without } = change;
  const now = listOf(running(rule, override), list).filter((one) => !without.includes(one));
  return withParameter(rule, override, list, [...new Set([...now, ...needs])]);
}

/** The override without what {@link withAccepted} puts into it. */
export function withoutAccepted(rule: Rule, override: Override, words: string): Override {
  const change = changeFor(rule, words);
  if (change === null) return override;
  const { list, needs, without } = change;
  const own = listOf(rule, list);
  const now = listOf(running(rule, override), list);
  const wanted = [
    ...own.filter((one) => now.includes(one) || without.includes(one)),
    ...now.filter((one) => !own.includes(one) && !needs.includes(one)),
  ];
  return withParameter(rule, override, list, wanted.length === 0 ? undefined : wanted);
}

/** Whether the rule, so changed, lets the words pass by name. */
export function isAccepted(rule: Rule, override: Override, words: string): boolean {
  const change = changeFor(rule, words);
  if (change === null) return false;
  const now = listOf(running(rule, override), change.list);
  return change.needs.every((one) => now.includes(one)) && !now.some((one) => change.without.includes(one));
}

/** Null when the words cannot be named. */
function changeFor(rule: Rule, words: string): Change | null {
  if (NAMELESS.has(rule.kind)) return null;
  const text = words.trim();
  // No pattern can stand for an emoji, or for the sign before a name; these kinds know both by themselves.
  if (rule.kind === 'hashtag' || rule.kind === 'mention' || rule.kind === 'emoji')
    return findsByName(rule) && isOne(text) ? { list: 'allow', needs: [text], without: [] } : null;
  const term = rule.kind === 'terms' ? termOf(rule, text) : null;
  if (term !== null) return { list: 'terms', needs: [], without: [term] };
  const pattern = wholeWords(text);
  if (pattern === '') return null;
  return parameterNamed(rule, 'exceptions') === null
    ? { list: 'unless', needs: [pattern], without: [] }
    : { list: 'exceptions', needs: [`(?i)${pattern}`], without: [] };
}

/** Whether it minds which ones there are, and not how many alone. */
function findsByName(rule: RuleOf<'hashtag' | 'mention' | 'emoji'>): boolean {
  if (rule.deny !== undefined) return true;
  switch (rule.kind) {
    case 'hashtag':
      return rule.camelcase !== undefined;
    case 'mention':
      return rule.first === true;
    case 'emoji':
      return rule.bullets === true || rule.inside === true;
  }
}

/** One hashtag, one mention or one emoji. */
const isOne = (text: string): boolean =>
  /^[#@][^\s#]+$/u.test(text) || [...new Intl.Segmenter('en').segment(text)].length === 1;

/** The term that can be taken out for it: where the rule sees through disguises, another may stand for the same words. */
function termOf({ terms, evasion, ignorediacritics }: RuleOf<'terms'>, text: string): string | null {
  if (evasion === true || ignorediacritics === true || terms.length === 1) return null;
  const same = terms.filter((term) => folded(term) === folded(text));
  return same.length === 1 ? (same[0] ?? null) : null;
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** From the first letter or digit to the last, as exceptions are whole words; empty when there is none. */
function wholeWords(text: string): string {
  const found = /[\p{L}\p{M}\p{N}_].*[\p{L}\p{M}\p{N}_]|[\p{L}\p{M}\p{N}_]/su.exec(text);
  return found === null ? '' : literalPattern(found[0]).replace(/\s+/g, '\\s+');
}

const running = (rule: Rule, override: Override): Rule =>
  overridden(rule, { ...override, enabled: true }) ?? rule;

function listOf(rule: Rule, name: string): readonly string[] {
  const value = readParameter(rule, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
