/** What a pack must hold beyond its schema: patterns that can run, rules with their own names, examples that come true. */
import type { Draft, Media } from '../draft/draft.ts';
import type { LintContext } from '../lint/linter.ts';
import { compilePattern, PatternError } from '../lint/regex/plan.ts';
import { actionPatterns } from './action.ts';
import { compile } from './compile.ts';
import { textOfExample } from './example.ts';
import type { PatternSource } from './kinds/kind.ts';
import { patternsOf } from './kinds/registry.ts';
import type { PackProblem, PathStep } from './pack-error.ts';
import type { Example, Pack, Rule } from './schema.ts';

/** Every mistake of a pack that fits the schema, in the order of its rules; none means that it can be used. */
export function checkPack(pack: Pack): PackProblem[] {
  const seen = new Set<string>();
  const vocabulary = checkVocabulary(pack);
  if (vocabulary.length > 0) return vocabulary;
  return pack.rules.flatMap((rule, i) => {
    const at: PathStep[] = ['rules', i];
    const problems: PackProblem[] = [];
    if (seen.has(rule.id)) {
      const message = `The rule id “${rule.id}” is used twice in this pack. Every rule needs its own.`;
      problems.push({ path: [...at, 'id'], isKey: false, message, code: 'duplicate_rule' });
    }
    seen.add(rule.id);
    const patterns = checkPatterns(rule, at);
    problems.push(...patterns);
    problems.push(...missingExamples(rule, at));
    if (patterns.length === 0) problems.push(...checkExamples(rule, pack.vocabulary, at));
    return problems;
  });
}

function checkVocabulary({ vocabulary = {} }: Pack): PackProblem[] {
  const lists = [
    { name: 'accept', sources: vocabulary.accept ?? [] },
    { name: 'reject', sources: vocabulary.reject ?? [] },
  ];
  return checkSources(
    lists.flatMap(({ name, sources }) => sources.map((source, i) => ({ path: [name, i], source }))),
    ['vocabulary'],
  );
}

function checkPatterns(rule: Rule, at: readonly PathStep[]): PackProblem[] {
  const sources = [
    ...patternsOf(rule),
    ...actionPatterns(rule.action),
    ...(rule.unless ?? []).map((source, i) => ({ path: ['unless', i], source, isKey: false })),
    ...(rule.fixes ?? []).map(({ match }, i) => ({
      path: ['fixes', i, 'match'],
      source: match,
      isKey: false,
    })),
  ];
  return checkSources(sources, at);
}

function checkSources(sources: readonly PatternSource[], at: readonly PathStep[]): PackProblem[] {
  return sources.flatMap(({ path, source, isKey = false }) => {
    try {
      compilePattern(source, { ignoreCase: true, wordBoundaries: true });
      return [];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const advice = error.suggestion === null ? '' : ` ${error.suggestion}`;
      const message = `The pattern “${shorten(source)}” cannot be used, at character ${error.index + 1}: ${error.message}${advice}`;
      return [{ path: [...at, ...path], isKey, message, code: error.code }];
    }
  });
}

/** Only of what was imported there may be none: its author wrote none. */
function missingExamples({ examples, imported }: Rule, at: readonly PathStep[]): PackProblem[] {
  if (imported !== undefined) return [];
  return (['bad', 'good'] as const)
    .filter((name) => examples[name].length === 0)
    .map((name) => ({
      path: [...at, 'examples', name],
      isKey: false,
      message: `The rule has no ${name} example. Write at least one.`,
      code: 'missing_field' as const,
    }));
}

function checkExamples(
  rule: Rule,
  { accept }: NonNullable<Pack['vocabulary']> = {},
  at: readonly PathStep[],
): PackProblem[] {
  const pack: Pack = {
    pack: 'examples',
    version: '1.0.0',
    title: { en: 'Examples' },
    ...(accept === undefined ? {} : { vocabulary: { accept } }),
    rules: [rule],
  };
  let fires: (example: Example) => boolean;
  try {
    const linter = compile({ packs: [pack], overrides: {} }, { locale: 'en', now: momentOf(rule) });
    fires = (example) =>
      linter
        .lint(draftOf(rule, example), contextOf(rule, example))
        .findings.some(({ rule: id }) => id === rule.id);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = cause instanceof PatternError ? cause.code : 'rule_unusable';
    return [{ path: at, isKey: false, message: `The rule “${rule.id}” cannot be used: ${reason}`, code }];
  }
  const problems: PackProblem[] = [];
  rule.examples.bad.forEach((example, i) => {
    if (fires(example)) return;
    const message = `The rule “${rule.id}” does not find its own bad example: “${shorten(textOfExample(example))}”. Widen the rule or mend the example.`;
    problems.push({ path: [...at, 'examples', 'bad', i], isKey: false, message, code: 'example_missed' });
  });
  rule.examples.good.forEach((example, i) => {
    if (!fires(example)) return;
    const message = `The rule “${rule.id}” finds fault with its own good example: “${shorten(textOfExample(example))}”. Narrow the rule, add an “unless”, or mend the example.`;
    problems.push({ path: [...at, 'examples', 'good', i], isKey: false, message, code: 'example_raised' });
  });
  return problems;
}

/** A moment at which the rule is in force. */
function momentOf({ where }: Rule): number {
  const time = where?.from ?? where?.until;
  return time === undefined ? 0 : Date.parse(time) - (where?.from === undefined ? 1 : 0);
}

/** An example is a post on a platform and by an account for which the rule holds, unless it says otherwise. */
function draftOf({ where }: Rule, example: Example): Draft {
  return {
    platform: (typeof example === 'string' ? undefined : example.platform) ?? where?.platforms?.[0] ?? 'x',
    account: where?.accounts?.[0] ?? null,
    parts: [{ text: textOfExample(example), media: mediaOf(example) }],
    replyTo: typeof example !== 'string' && example.reply === true ? 'example' : null,
    quotes: null,
    scheduledFor: null,
  };
}

function contextOf({ where }: Rule, example: Example): LintContext {
  return {
    context: (typeof example === 'string' ? undefined : example.context) ?? where?.tags?.slice(0, 1),
    markets: where?.markets?.slice(0, 1),
    language: where?.languages?.[0],
  };
}

function mediaOf(example: Example): Media[] {
  if (typeof example === 'string') return [];
  return (example.media ?? []).map(({ kind, alt }) => ({ kind, alt, digest: null }));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
