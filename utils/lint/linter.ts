/** From a ruleset to findings. Pure, synchronous, deterministic: the same draft, context and time give the same result. */
import type { Draft } from '../draft/draft.ts';
import type { Matcher } from '../rules/kinds/kind.ts';
import { matcherOf } from '../rules/kinds/registry.ts';
import type { LocalizedText, Overrides, Pack, Rule } from '../rules/schema.ts';
import { type Finding, type LintResult, type Severity, verdictOf, type Why } from './finding.ts';
import { compileFixes } from './fixes.ts';
import { Prefilter } from './prefilter.ts';
import { RulesetError } from './ruleset-error.ts';
import { sentenceEnds } from './sentences.ts';
import { shorten } from './shorten.ts';
import { compileUnless } from './silence.ts';
import { suggestionsFor } from './suggest.ts';
import { TermFinder } from './term-finder.ts';
import { compileWhere, type LintContext } from './where.ts';

export { RulesetError } from './ruleset-error.ts';
export type { LintContext } from './where.ts';

export interface RulesetInput {
  readonly packs: readonly Pack[];
  readonly overrides: Overrides;
}

export interface LinterOptions {
  /** Language of messages and reasons; English where a rule has no other. */
  readonly locale: 'en' | 'nb';
  /** Epoch ms that rules with `from` or `until` are measured by, unless a lint's own context says otherwise. */
  readonly now: number;
}

export interface Linter {
  /** Number of rules that are switched on. */
  readonly rules: number;
  /** Never throws, whatever the text. */
  lint(draft: Draft, context?: LintContext): LintResult;
}

/** A finding travels to the reviewers; what is longer is refused there (`findingSchema` in utils/api/draft.ts). */
const LONGEST_MESSAGE = 4000;

interface ReadyRule {
  readonly rule: Rule;
  readonly pack: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: Why | null;
  readonly locale: string;
  readonly matcher: Matcher;
  readonly applies: ReturnType<typeof compileWhere>;
  readonly silences: ReturnType<typeof compileUnless>;
  readonly fixes: ReturnType<typeof compileFixes>;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly expected?: readonly string[];
  readonly masked?: string | null;
}

/**
 * Makes a linter of all rules that are switched on.
 * @throws RulesetError when a pack or rule is there twice or a pattern cannot be used; keep the linter in use then.
 */
export function compile(ruleset: RulesetInput, options: LinterOptions): Linter {
  const rules = readyRules(ruleset, options.locale);
  const prefilter = new Prefilter(
    rules.flatMap(({ matcher }, rule) =>
      matcher.by === 'text' ? [{ rule, literals: matcher.literals }] : [],
    ),
  );
  const finders = [false, true].flatMap((ignoreMarks) => {
    const lists = rules.flatMap(({ matcher }, rule) =>
      matcher.by === 'terms' && matcher.ignoreMarks === ignoreMarks ? [{ rule, terms: matcher.terms }] : [],
    );
    return lists.length === 0 ? [] : [new TermFinder(lists, { ignoreMarks })];
  });

  const lintText = (text: string, part: number, isOn: (rule: number) => boolean): Finding[] => {
    const findings: Finding[] = [];
    let known: number[] | null = null;
    const ends = (): readonly number[] => (known ??= sentenceEnds(text));
    const take = (number: number, places: readonly Place[]): void => {
      const rule = rules[number];
      if (rule === undefined || places.length === 0) return;
      const isSilenced = rule.silences?.(text, ends());
      for (const place of places) {
        if (isSilenced?.(place.start, place.end)) continue;
        findings.push(findingOf(rule, text, part, place));
      }
    };
    for (const number of prefilter.candidates(text)) {
      const matcher = rules[number]?.matcher;
      if (matcher?.by === 'text' && isOn(number)) take(number, matcher.find(text));
    }
    for (const finder of finders) {
      for (const [number, spans] of finder.find(text)) if (isOn(number)) take(number, spans);
    }
    return findings;
  };

  return {
    rules: rules.length,
    lint: (draft, context = {}) => {
      const now = context.now ?? options.now;
      const isOn = (number: number): boolean => rules[number]?.applies?.(draft, context, now) ?? true;
      const findings = draft.parts.flatMap(({ text }, part) =>
        text === '' ? [] : lintText(text, part, isOn).sort(inOrder),
      );
      return { verdict: verdictOf(findings), findings };
    },
  };
}

function readyRules({ packs, overrides }: RulesetInput, locale: 'en' | 'nb'): ReadyRule[] {
  const names = new Set<string>();
  const ready: ReadyRule[] = [];
  for (const { pack, rules } of packs) {
    if (names.has(pack))
      throw new RulesetError('duplicate_pack', pack, null, `The pack “${pack}” is there twice.`);
    names.add(pack);
    for (const rule of rules) {
      const name = `${pack}/${rule.id}`;
      if (names.has(name)) {
        throw new RulesetError('duplicate_rule', pack, rule.id, `The rule “${name}” is there twice.`);
      }
      names.add(name);
      const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
      if (override?.enabled === false) continue;
      ready.push(readyRule(rule, pack, override?.severity ?? rule.severity, locale));
    }
  }
  return ready;
}

function readyRule(rule: Rule, pack: string, severity: Severity, locale: 'en' | 'nb'): ReadyRule {
  try {
    return {
      rule,
      pack,
      severity,
      message: inLocale(rule.message, locale),
      why: whyOf(rule, locale),
      locale: rule.message[locale] === undefined ? 'en' : locale,
      matcher: matcherOf(rule),
      applies: compileWhere(rule.where),
      silences: compileUnless(rule.unless),
      fixes: compileFixes(rule.fixes),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RulesetError(
      'bad_rule',
      pack,
      rule.id,
      `The rule “${pack}/${rule.id}” cannot be used: ${reason}`,
      cause,
    );
  }
}

function findingOf(ready: ReadyRule, text: string, part: number, place: Place): Finding {
  const { rule, pack, severity, why, locale } = ready;
  const { start, end, expected = [], masked = null } = place;
  const observed = text.slice(start, end);
  const shown = masked ?? observed;
  const suggestions = suggestionsFor(text, start, end, [
    ...expected,
    ...ready.fixes(observed),
    ...(rule.suggest ?? []),
  ]);
  const wanted = suggestions.slice(0, Math.max(1, expected.length)).map((suggestion) => suggestion.text);
  const message = ready.message.replace(/\{(match|expected)\}/g, (_, name: string) =>
    name === 'match' ? shorten(shown) : wanted.map((one) => shorten(one)).join(' / '),
  );
  return {
    rule: rule.id,
    pack,
    kind: rule.kind,
    severity,
    part,
    start,
    end,
    text: shown,
    message: shorten(message, LONGEST_MESSAGE - 21),
    why,
    suggestions,
    locale,
  };
}

function inOrder(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || compareText(a.pack, b.pack) || compareText(a.rule, b.rule);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function inLocale(text: LocalizedText, locale: 'en' | 'nb'): string {
  return text[locale] ?? text.en;
}

function whyOf({ why }: Rule, locale: 'en' | 'nb'): Why | null {
  if (why === undefined) return null;
  return {
    text: inLocale(why.text, locale),
    source: why.source ?? null,
    section: why.section ?? null,
    checked: why.checked ?? null,
  };
}
