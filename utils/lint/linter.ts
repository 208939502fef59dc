/** From a draft to findings. Pure, synchronous, deterministic: the same draft, context and time give the same result. */
import type { Draft } from '../draft/draft.ts';
import { actionOf, type RunAction } from './action.ts';
import { type Finding, type LintResult, verdictOf } from './finding.ts';
import { fixesOf } from './fixes.ts';
import { indexesOf, loadIndexes } from './indexes.ts';
import { exceptionsOf } from './kinds/exceptions.ts';
import type { DraftHit, Hit, Matcher } from './kinds/matcher.ts';
import { matcherOf } from './kinds/registry.ts';
import { languageOf } from './language.ts';
import { Passage, paragraphsOf } from './passage.ts';
import type { LinterPlan, RulePlan } from './plan.ts';
import { type EntityScope, entitiesIn, isWide, looksAt, unitsIn } from './scope.ts';
import { sentenceEnds } from './sentences.ts';
import { shorten } from './shorten.ts';
import { silenceOf } from './silence.ts';
import { overlapsAny } from './spans.ts';
import { suggestionsFor } from './suggest.ts';
import { type DraftView, type PartView, partView } from './view.ts';
import { compileWhere, type LintContext } from './where.ts';

export type { LintContext } from './where.ts';

export interface LinterOptions {
  /** Epoch ms that rules with `from` or `until` are measured by, unless a lint's own context says otherwise. */
  readonly now: number;
}

export interface Linter {
  /** Number of rules that are switched on. */
  readonly rules: number;
  /** Never throws, whatever the text. */
  lint(draft: Draft, context?: LintContext): LintResult;
  /**
   * The same as `lint`, faster: paragraphs that stand in `previous`, a result of this linter, are not checked again.
   * Rules that look at the whole draft always are.
   */
  update(previous: LintResult, draft: Draft, context?: LintContext): LintResult;
}

/** A finding travels to the reviewers; what is longer is refused there (`findingSchema` in utils/api/draft.ts). */
const LONGEST_MESSAGE = 4000;

interface ReadyRule {
  readonly plan: RulePlan;
  readonly matcher: Matcher;
  readonly applies: ReturnType<typeof compileWhere>;
  readonly silences: ReturnType<typeof silenceOf>;
  readonly fixes: ReturnType<typeof fixesOf>;
  readonly action: RunAction;
}

type Place = Pick<Hit, 'start' | 'end'> & Partial<DraftHit>;

/** What was found in a paragraph; offsets of `findings` are its own. */
interface Checked {
  readonly passage: Passage;
  readonly findings: readonly Finding[];
  /** Numbers of the rules on drafts that have a literal in it. */
  readonly touched: readonly number[];
  /** The same where the paragraph stood last. */
  placed: { readonly part: number; readonly start: number; readonly findings: readonly Finding[] } | null;
}

interface Memo {
  /** The rules that were in force: what they found is worth nothing where others are. */
  readonly inForce: string;
  readonly checked: ReadonlyMap<string, Checked>;
}

/**
 * Makes a linter of a compiled ruleset.
 * @throws RangeError or LintDataError when the plan is damaged
 */
export function loadLinter(plan: LinterPlan, options: LinterOptions): Linter {
  if (plan.format !== 2) throw new RangeError('The ruleset was compiled by another version of Signoff.');
  const shared = { accepted: exceptionsOf(plan.accepted ?? null) };
  const rules = plan.rules.map(
    (rule): ReadyRule => ({
      plan: rule,
      matcher: matcherOf(rule.kind, rule.plan, shared),
      applies: compileWhere(rule.where),
      silences: silenceOf(rule.unless),
      fixes: fixesOf(rule.fixes),
      action: actionOf(rule.action),
    }),
  );
  const numbers = (wanted: (matcher: Matcher) => boolean): number[] =>
    rules.flatMap(({ matcher }, number) => (wanted(matcher) ? [number] : []));
  const onDrafts = numbers(({ by }) => by === 'draft');
  const onParts = numbers((matcher) => matcher.by === 'passage' && looksAt(matcher.scope, isWide));
  const { prefilter, terms } =
    plan.indexes === undefined ? indexesOf(rules.map(({ matcher }) => matcher)) : loadIndexes(plan.indexes);
  const mindsLanguage = plan.rules.some(({ kind, where }) => kind === 'language' || where?.languages);
  const memos = new WeakMap<LintResult, Memo>();

  const checkPassage = (passage: Passage, isOn: (rule: number) => boolean): Checked => {
    const { text } = passage;
    const findings: Finding[] = [];
    const take = (number: number, places: readonly Place[]): void => {
      const rule = rules[number];
      if (rule === undefined || places.length === 0) return;
      const isSilenced = rule.silences?.(text, passage.sentences);
      for (const place of places) {
        if (!isSilenced?.(place.start, place.end)) findings.push(findingOf(rule, text, 0, place));
      }
    };
    const touched: number[] = [];
    for (const number of prefilter.candidates(text)) {
      const matcher = rules[number]?.matcher;
      if (matcher?.by === 'draft') touched.push(number);
      if (matcher?.by === 'passage' && isOn(number)) take(number, hitsIn(passage, matcher));
    }
    for (const [number, spans] of terms?.find(text) ?? []) if (isOn(number)) take(number, spans);
    return { passage, findings: findings.sort(inOrder), touched, placed: null };
  };

  /** What rules find that look further than a paragraph. */
  const checkWhole = (
    view: DraftView,
    touched: ReadonlySet<number>,
    isOn: (rule: number) => boolean,
  ): Finding[] => {
    const findings: Finding[] = [];
    /** At most `most` findings, of the first places that no exception lets through; answers with how many. */
    const take = (
      rule: ReadyRule,
      part: PartView | undefined,
      places: readonly Place[],
      most = Number.POSITIVE_INFINITY,
    ): number => {
      if (part === undefined || places.length === 0) return 0;
      const isSilenced = rule.silences?.(part.text, sentenceEnds(part.text));
      let taken = 0;
      for (const place of places) {
        if (taken === most) break;
        const isMissing = place.start === place.end;
        if (!isMissing && isSilenced?.(place.start, place.end)) continue;
        findings.push(findingOf(rule, part.text, part.index, place));
        taken++;
      }
      return taken;
    };
    const takeFrom = (rule: ReadyRule, { takes, find }: Matcher & { readonly by: 'draft' }): void => {
      const hits = find(view);
      let taken = 0;
      for (const part of new Set(hits.map((hit) => hit.part))) {
        if (takes === 'first' && taken > 0) break;
        const places = hits.filter((hit) => hit.part === part);
        taken += take(rule, view.parts[part], places, takes === undefined ? undefined : 1);
      }
    };
    for (const number of onDrafts) {
      const rule = rules[number];
      if (rule?.matcher.by !== 'draft' || !isOn(number)) continue;
      const { literals, isDue } = rule.matcher;
      if (literals && !touched.has(number) && isDue?.(view) !== true) continue;
      takeFrom(rule, rule.matcher);
    }
    for (const number of onParts) {
      const rule = rules[number];
      if (rule?.matcher.by !== 'passage' || !isOn(number)) continue;
      const { scope, find } = rule.matcher;
      for (const part of view.parts) {
        for (const { unit, except } of scope) {
          if (unit === 'part') {
            const passage = new Passage(part.text);
            take(rule, part, sparing(passage, except, find(passage)));
          }
          if (unit !== 'alt') continue;
          for (const { alt } of part.media) {
            if (alt === null) continue;
            const passage = new Passage(alt);
            // An alternative text has no place in the post's own text, and nothing in it can be replaced there.
            const places = sparing(passage, except, find(passage)).map(
              ({ start, end, masked, detail = {} }) => ({
                start: 0,
                end: 0,
                masked: masked ?? alt.slice(start, end),
                detail,
              }),
            );
            take(rule, part, places);
          }
        }
      }
    }
    return findings;
  };

  const run = (draft: Draft, context: LintContext, previous: Memo | undefined): LintResult => {
    const now = context.now ?? options.now;
    let inForce = '';
    const language =
      context.language ?? (mindsLanguage ? languageOf(draft.parts.map(({ text }) => text).join('\n')) : null);
    const known = language === null ? context : { ...context, language };
    const on = rules.map(({ applies }) => {
      if (applies === null) return true;
      const holds = applies(draft, known, now);
      inForce += holds ? '1' : '0';
      return holds;
    });
    const isOn = (rule: number): boolean => on[rule] === true;
    const earlier = previous?.inForce === inForce ? previous.checked : undefined;
    const checked = new Map<string, Checked>();
    const check = (text: string): Checked => {
      let found = earlier?.get(text) ?? checked.get(text);
      if (found === undefined) {
        found = checkPassage(new Passage(text), isOn);
      }
      checked.set(text, found);
      return found;
    };

    const touched = new Set<number>();
    const byPart: Finding[][] = [];
    const parts = draft.parts.map((part, index) => {
      const findings: Finding[] = [];
      const passages = paragraphsOf(part.text).map(({ start, text }) => {
        const found = check(text);
        for (const finding of place(found, index, start)) findings.push(finding);
        for (const number of found.touched) touched.add(number);
        return { start, passage: found.passage };
      });
      byPart.push(findings);
      return partView(index, part, passages);
    });
    const found = new Set(byPart.flatMap((findings) => findings.map(({ pack, rule }) => `${pack}/${rule}`)));
    for (const finding of checkWhole({ draft, context, now, language, parts, found }, touched, isOn))
      byPart[finding.part]?.push(finding);
    const findings = byPart.flatMap((found) => found.sort(inOrder).filter(isNew));
    const result = { verdict: verdictOf(findings), findings };
    memos.set(result, { inForce, checked });
    return result;
  };

  return {
    rules: rules.length,
    lint: (draft, context = {}) => run(draft, context, undefined),
    update: (previous, draft, context = {}) => run(draft, context, memos.get(previous)),
  };
}

/** Hits in all that the rule looks at in a passage, in order, not overlapping. */
function hitsIn(passage: Passage, { scope, find }: Matcher & { readonly by: 'passage' }): Hit[] {
  const [only] = scope;
  if (scope.length === 1 && only?.unit === 'passage' && only.except.length === 0) return find(passage);
  const hits = scope
    .flatMap(({ unit, except }) => {
      const found = unitsIn(passage, unit).flatMap(({ start, passage: cut }) =>
        find(cut).map((hit) => ({ ...hit, start: hit.start + start, end: hit.end + start })),
      );
      return sparing(passage, except, found);
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let free = 0;
  return hits.filter(({ start, end }) => {
    if (start < free) return false;
    free = end;
    return true;
  });
}

/** Hits without those that touch an entity of a sort that the scope leaves out. */
function sparing(passage: Passage, except: readonly EntityScope[], hits: readonly Hit[]): readonly Hit[] {
  if (except.length === 0) return hits;
  const spared = except.map((sort) => entitiesIn(passage, sort));
  return hits.filter((hit) => !spared.some((entities) => overlapsAny(entities, hit)));
}

/** The findings of a paragraph where it stands now. */
function place(found: Checked, part: number, start: number): readonly Finding[] {
  if (found.placed?.part !== part || found.placed.start !== start) {
    const move = <T extends { readonly start: number; readonly end: number }>(span: T): T => ({
      ...span,
      start: span.start + start,
      end: span.end + start,
    });
    const findings = found.findings.map((finding) => ({
      ...move(finding),
      part,
      suggestions: finding.suggestions.map(move),
    }));
    found.placed = { part, start, findings };
  }
  return found.placed.findings;
}

function findingOf(ready: ReadyRule, text: string, part: number, place: Place): Finding {
  const { pack, rule, kind, severity, message, why, locale, suggest } = ready.plan;
  const { start, end, expected = [], masked = null, detail = {}, suggestions: own = [] } = place;
  const observed = text.slice(start, end);
  const shown = masked ?? observed;
  // What is made of the author's own text would show the secret that `masked` hides.
  const isShown = masked === null;
  const suggestions = suggestionsFor(text, start, end, [
    ...(isShown ? ready.action(observed) : []),
    ...expected,
    ...(isShown ? ready.fixes(observed) : []),
    ...suggest,
  ]);
  const wanted = suggestions.slice(0, Math.max(1, expected.length)).map((suggestion) => suggestion.text);
  const said = message.replace(/\{([a-z]+)\}/gi, (whole, name: string) => {
    if (name === 'match') return shorten(shown);
    if (name === 'expected') return wanted.map((one) => shorten(one)).join(' / ');
    return Object.hasOwn(detail, name) ? shorten(detail[name] ?? '') : whole;
  });
  return {
    rule,
    pack,
    kind,
    severity,
    part,
    start,
    end,
    text: shown,
    message: shorten(said, LONGEST_MESSAGE - 21),
    why,
    suggestions: [...own, ...suggestions],
    locale,
  };
}

/** False for what a rule of several scopes found in two of them, which is in order beside each other. */
function isNew(finding: Finding, i: number, all: readonly Finding[]): boolean {
  const before = all[i - 1];
  // Of things that are missing each is said, though they have the same place.
  return before === undefined || finding.start === finding.end || inOrder(before, finding) !== 0;
}

function inOrder(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || compareText(a.pack, b.pack) || compareText(a.rule, b.rule);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
