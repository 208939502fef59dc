/** From a ruleset to a linter: rules become plans here, which `utils/lint` runs wherever they are sent. */
import type { UiLocale } from '../i18n/locales.ts';
import type { Why } from '../lint/finding.ts';
import type { ExceptionsPlan } from '../lint/kinds/exceptions.ts';
import { type Linter, loadLinter } from '../lint/linter.ts';
import type { LinterPlan, RulePlan } from '../lint/plan.ts';
import { planPattern } from '../lint/regex/plan.ts';
import { RulesetError } from '../lint/ruleset-error.ts';
import { planAction } from './action.ts';
import { planExceptions } from './kinds/exceptions.ts';
import type { Surroundings } from './kinds/kind.ts';
import { planOf } from './kinds/registry.ts';
import { overridden, overrideOf } from './overrides.ts';
import type { LocalizedText, Overrides, Pack, Rule } from './schema.ts';
import { vocabularyRules } from './vocabulary.ts';

export { RulesetError } from '../lint/ruleset-error.ts';

export interface RulesetInput {
  readonly packs: readonly Pack[];
  readonly overrides: Overrides;
}

export interface CompileOptions {
  /** Language of messages and reasons; English where a rule has no other. */
  readonly locale: UiLocale;
  /** Epoch ms that rules with `from` or `until` are measured by, unless a lint's own context says otherwise. */
  readonly now: number;
}

/**
 * Makes a linter of all rules that are switched on.
 * @throws RulesetError when a pack or rule is there twice or a pattern cannot be used; keep the linter in use then.
 */
export function compile(ruleset: RulesetInput, { locale, now }: CompileOptions): Linter {
  return loadLinter(planRuleset(ruleset, locale), { now });
}

/**
 * All rules that are switched on as plain data, their patterns compiled, for `loadLinter`.
 * @throws RulesetError as `compile` does
 */
export function planRuleset({ packs, overrides }: RulesetInput, locale: UiLocale): LinterPlan {
  const names = new Set<string>();
  const rules: RulePlan[] = [];
  const surroundings: Surroundings = { accept: packs.flatMap((pack) => pack.vocabulary?.accept ?? []) };
  const accepted = acceptedOf(packs);
  for (const { pack, rules: own, vocabulary = {} } of packs) {
    if (names.has(pack))
      throw new RulesetError('duplicate_pack', pack, null, `The pack “${pack}” is there twice.`);
    names.add(pack);
    const ids = new Set(own.map(({ id }) => id));
    // A pack that has a rule of that name says it in its own words.
    const made = vocabularyRules(vocabulary).filter(({ id }) => !ids.has(id));
    for (const rule of [...own, ...made]) {
      const name = `${pack}/${rule.id}`;
      if (names.has(name)) {
        throw new RulesetError('duplicate_rule', pack, rule.id, `The rule “${name}” is there twice.`);
      }
      names.add(name);
      const wanted = overridden(rule, overrideOf(overrides, name));
      if (wanted !== null) rules.push(rulePlan(wanted, pack, locale, surroundings));
    }
  }
  return { format: 2, accepted, rules };
}

/** What the vocabularies accept together. @throws RulesetError naming the pack whose pattern cannot be used */
function acceptedOf(packs: readonly Pack[]): ExceptionsPlan | null {
  const plans = packs.flatMap(({ pack, vocabulary }) => {
    try {
      return planExceptions(vocabulary?.accept ?? [], { phrasesIgnoreCase: true }) ?? [];
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `The vocabulary of the pack “${pack}” cannot be used: ${reason}`;
      throw new RulesetError('bad_rule', pack, null, message, cause);
    }
  });
  if (plans.length === 0) return null;
  return {
    within: plans.flatMap(({ within }) => within),
    phrases: plans.flatMap(({ phrases }) => phrases),
  };
}

function rulePlan(rule: Rule, pack: string, locale: UiLocale, surroundings: Surroundings): RulePlan {
  try {
    return {
      pack,
      rule: rule.id,
      kind: rule.kind,
      severity: rule.severity,
      message: inLocale(rule.message, locale),
      why: whyOf(rule, locale),
      locale: rule.message[locale] === undefined ? 'en' : locale,
      where: rule.where ?? null,
      unless: (rule.unless ?? []).map((source) =>
        planPattern(source, { ignoreCase: true, wordBoundaries: true }),
      ),
      suggest: rule.suggest ?? [],
      fixes: (rule.fixes ?? []).map(({ match, text }) => ({
        pattern: planPattern(`^(?:${match})$`, { ignoreCase: true }),
        text,
      })),
      action: planAction(rule.action),
      plan: planOf(rule, surroundings),
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

function inLocale(text: LocalizedText, locale: UiLocale): string {
  return text[locale] ?? text.en;
}

function whyOf({ why }: Rule, locale: UiLocale): Why | null {
  if (why === undefined) return null;
  return {
    text: inLocale(why.text, locale),
    source: why.source ?? null,
    section: why.section ?? null,
    checked: why.checked ?? null,
  };
}
