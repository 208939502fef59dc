/** Rules tried out on a text before they are let into a pack. */
import { draftOf } from '../../draft/draft.ts';
import type { Finding } from '../../lint/finding.ts';
import { checkPack } from '../check.ts';
import { compile } from '../compile.ts';
import type { PackProblem } from '../pack-error.ts';
import { type Pack, packSchema, type Rule, ruleSchema } from '../schema.ts';
import { schemaProblems } from '../schema-problems.ts';

/** A rule on its own: its findings in a text. */
export type Trial = (text: string) => readonly Finding[];

/** Words of the pack that the rule will stand in. */
export type Words = Pick<NonNullable<Pack['vocabulary']>, 'accept'>;

/** Runs for any platform and language the rule is meant for. Null when the rule cannot be compiled. */
export function trialOf(rule: Rule, vocabulary: Words = {}): Trial | null {
  const { where: _, ...everywhere } = rule;
  try {
    const pack: Pack = { ...PACK, vocabulary, rules: [everywhere as Rule] };
    const linter = compile({ packs: [pack], overrides: {} }, { locale: 'en', now: 0 });
    return (text) => linter.lint(draftOf(text, 'x')).findings.filter((finding) => finding.rule === rule.id);
  } catch {
    return null;
  }
}

const PACK = { pack: 'trial', version: '1.0.0', title: { en: 'Trial' } } as const;

export type TriedRule =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly problem: PackProblem };

/** The rule as the schema reads it, with its patterns checked and its examples run; else the first thing wrong with it. */
export function tryRule(draft: unknown, vocabulary: Words = {}): TriedRule {
  const pack = { ...PACK, vocabulary, rules: [draft] };
  const parsed = packSchema.safeParse(pack);
  const [problem] = parsed.success ? checkPack(parsed.data) : schemaProblems(parsed.error.issues, pack);
  const rule = parsed.data?.rules[0];
  if (problem === undefined && rule !== undefined) return { ok: true, rule };
  const path = problem?.path.slice(2) ?? [];
  const message = problem?.message ?? 'The rule does not fit.';
  return {
    ok: false,
    problem: { path, message, isKey: problem?.isKey ?? false, code: problem?.code ?? 'schema' },
  };
}

/** Texts of no offence that a rule may be shown to leave alone. */
const HARMLESS = [
  'Good morning',
  'All is well.',
  'See you at noon',
  'Hello there, friends.',
  '12',
  'ok',
  '…',
];

export interface Examples {
  readonly bad: string[];
  readonly good: string[];
}

/**
 * A true example of what a rule finds and one of what it leaves, both seen to be so by running it: the first of `bad`
 * that it finds, the first of `good` (or else a harmless text) that it leaves. None where none of the texts will do.
 */
export function examplesOf(
  draft: Readonly<Record<string, unknown>>,
  bad: readonly string[],
  good: readonly string[],
  vocabulary: Words = {},
): Examples {
  const parsed = ruleSchema.safeParse({ ...draft, examples: { bad: [], good: [] } });
  const trial = parsed.success ? trialOf(parsed.data, vocabulary) : null;
  if (trial === null) return { bad: [], good: [] };
  const fits = (text: string): boolean => text !== '' && text.length <= 5000;
  return {
    bad: first(bad, (text) => fits(text) && trial(text).length > 0),
    good: first([...good, ...HARMLESS], (text) => fits(text) && trial(text).length === 0),
  };
}

function first(texts: readonly string[], fits: (text: string) => boolean): string[] {
  const found = texts.find(fits);
  return found === undefined ? [] : [found];
}
