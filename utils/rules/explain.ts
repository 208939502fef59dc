/** Why a text has the findings that it has, and not others: what `signoff check --explain` shows. */
import type { Draft } from '../draft/draft.ts';
import type { Finding } from '../lint/finding.ts';
import { languageOf } from '../lint/language.ts';
import type { LintContext } from '../lint/linter.ts';
import { patternOf } from '../lint/regex/pattern.ts';
import { planPattern } from '../lint/regex/plan.ts';
import { compileWhere } from '../lint/where.ts';
import { type CompileOptions, compile, type RulesetInput } from './compile.ts';
import { patternsOf } from './kinds/registry.ts';
import type { Rule } from './schema.ts';

export interface ExplainedHit {
  readonly finding: Finding;
  /** The rule's own patterns or terms that match what was found, as the rule's author wrote them. */
  readonly by: readonly string[];
  /** The exceptions that let it through; empty for a finding that stands. */
  readonly silencedBy: readonly string[];
}

export interface ExplainedRule {
  readonly pack: string;
  readonly rule: string;
  /** `switched-off` by the team, `elsewhere`: not for this draft by its `where`; else it was run. */
  readonly fate: 'switched-off' | 'elsewhere' | 'run';
  /** Texts of which a match needs one and that stand in the draft; null when the rule needs none and always runs. */
  readonly literals: readonly string[] | null;
  readonly hits: readonly ExplainedHit[];
}

/**
 * What every rule of a ruleset makes of a draft, in the ruleset's order. Each rule is compiled again, alone and without
 * its exceptions: meant for one text, not for a stream of them.
 * @throws RulesetError as `compile` does
 */
export function explain(
  { packs, overrides }: RulesetInput,
  draft: Draft,
  context: LintContext,
  options: CompileOptions,
): ExplainedRule[] {
  const text = draft.parts.map((part) => part.text).join('\n');
  const language = context.language ?? languageOf(text) ?? undefined;
  const now = context.now ?? options.now;
  return packs.flatMap((pack) =>
    pack.rules.map((rule): ExplainedRule => {
      const named = { pack: pack.pack, rule: rule.id };
      const override = overrides[`${pack.pack}/${rule.id}`];
      if (override?.enabled === false) return { ...named, fate: 'switched-off', literals: null, hits: [] };
      const applies = compileWhere(rule.where ?? null)?.(draft, { ...context, language }, now) ?? true;
      if (!applies) return { ...named, fate: 'elsewhere', literals: null, hits: [] };
      const findings = (one: Rule): readonly Finding[] =>
        compile({ packs: [{ ...pack, rules: [one] }], overrides }, options).lint(draft, context).findings;
      const stands = new Set(findings(rule).map(placeOf));
      const bare = findings(withoutExceptions(rule));
      const needed = literalsOf(rule);
      return {
        ...named,
        fate: 'run',
        literals: needed === null ? null : needed.filter((one) => text.toLowerCase().includes(one)),
        hits: bare.map((finding) => ({
          finding,
          by: sourcesOf(finding, rule, draft),
          silencedBy: stands.has(placeOf(finding)) ? [] : silencers(finding, rule, findings),
        })),
      };
    }),
  );
}

const placeOf = ({ part, start, end }: Finding): string => `${part} ${start} ${end}`;

function withoutExceptions(rule: Rule): Rule {
  const bare = { ...rule, unless: undefined };
  return 'exceptions' in bare ? { ...bare, exceptions: undefined } : bare;
}

/** The exceptions of which each alone would silence the finding. */
function silencers(finding: Finding, rule: Rule, findings: (rule: Rule) => readonly Finding[]): string[] {
  const bare = withoutExceptions(rule);
  const silences = (one: Rule): boolean =>
    !findings(one).some((other) => placeOf(other) === placeOf(finding));
  const unless = (rule.unless ?? []).filter((source) => silences({ ...bare, unless: [source] }));
  const exceptions =
    'exceptions' in rule
      ? (rule.exceptions ?? []).filter((source) => silences({ ...bare, exceptions: [source] } as Rule))
      : [];
  return [...unless, ...exceptions];
}

/** The terms or patterns of the rule's own that match within what was found. */
function sourcesOf({ part, start, end }: Finding, rule: Rule, draft: Draft): string[] {
  const found = draft.parts[part]?.text.slice(start, end) ?? '';
  if (rule.kind === 'terms') {
    const plain = found.toLowerCase();
    return rule.terms.filter((term) => term.toLowerCase() === plain);
  }
  return patternsOf(rule)
    .filter(({ path }) => path[0] !== 'exceptions')
    .map(({ source }) => source)
    .filter((source) =>
      patternOf(planPattern(source, { ignoreCase: true, multiline: true }))
        .findAll(found)
        .some((match) => match.start === 0 && match.end === found.length),
    );
}

/** What stands in every match of the rule: one of these; null where nothing can be said ahead. */
function literalsOf(rule: Rule): readonly string[] | null {
  if (rule.kind === 'terms') return rule.terms.map((term) => term.toLowerCase());
  const literals: string[] = [];
  for (const { path, source } of patternsOf(rule)) {
    if (path[0] === 'exceptions') continue;
    const own = planPattern(source, { ignoreCase: true }).literals;
    if (own === null) return null;
    literals.push(...own);
  }
  return literals.length === 0 ? null : [...new Set(literals)];
}
