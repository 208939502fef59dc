/**
 * The store's own look at a draft, with the ruleset in force: what a browser says of its draft is not believed, neither
 * that it is harmless nor what reviewers are shown of it.
 */

import { decodeJwt } from 'jose';
import { z } from 'zod';
import { findingSchema } from '../../utils/api/draft.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import type { Draft } from '../../utils/draft/draft.ts';
import type { UiLocale } from '../../utils/i18n/locales.ts';
import type { Finding, LintResult } from '../../utils/lint/finding.ts';
import type { Linter } from '../../utils/lint/linter.ts';
import { shorten } from '../../utils/lint/shorten.ts';
import { compile } from '../../utils/rules/compile.ts';
import { overridesSchema, packSchema } from '../../utils/rules/schema.ts';
import type { Tx } from '../database/database.ts';

/** The part of the bundle that the linter needs; the bundle is the store's own and was checked when it was published. */
const bundleSchema = z.object({ packs: z.array(packSchema), overrides: overridesSchema });

const KEPT = 32;
const MOST_SUGGESTIONS = 20;

/** A draft, and what its author said of it. */
export interface Post {
  readonly draft: Draft;
  readonly declared: readonly string[];
}

export interface Checker {
  /** @param ruleset the number in force, 0 for none */
  check(
    tx: Tx,
    team: string,
    ruleset: number,
    post: Post,
    locale: UiLocale,
    now: number,
  ): Promise<LintResult>;
}

const { shape } = findingSchema;
/** Characters of all findings of one version: a request must stay a size that a browser takes. */
const FINDINGS_CHARACTERS = LIMITS.body;

/** @param field what the contract says of the text */
function cut(text: string, { maxLength }: { readonly maxLength: number | null }): string {
  return maxLength === null ? text : shorten(text, maxLength - 21);
}

/**
 * A finding as the contract lets it be handed out; what is not would make every later pull of the team fail. Texts to
 * read are shortened, replacements to be put into a post are kept whole or left out.
 * @returns null when it cannot be made to fit
 */
export function fitted(finding: Finding): Finding | null {
  const { rule, pack, kind, text, message, why, suggestions } = finding;
  const reason = shape.why.unwrap().shape;
  const suggested = shape.suggestions.unwrap();
  const parsed = findingSchema.safeParse({
    ...finding,
    rule: cut(rule, shape.rule),
    pack: cut(pack, shape.pack),
    kind: cut(kind, shape.kind),
    text: cut(text, shape.text),
    message: cut(message, shape.message),
    why: why === null ? null : { ...why, text: cut(why.text, reason.text) },
    suggestions: suggestions.filter((one) => suggested.safeParse(one).success).slice(0, MOST_SUGGESTIONS),
  });
  return parsed.success ? parsed.data : null;
}

function kept(findings: readonly Finding[]): Finding[] {
  const all: Finding[] = [];
  let size = 0;
  for (const finding of findings.slice(0, LIMITS.findings)) {
    const one = fitted(finding);
    if (one === null) continue;
    size += JSON.stringify(one).length;
    if (size > FINDINGS_CHARACTERS) break;
    all.push(one);
  }
  return all;
}

export function createChecker(): Checker {
  const linters = new Map<string, Linter>();

  const linterOf = async (
    tx: Tx,
    team: string,
    ruleset: number,
    locale: UiLocale,
    now: number,
  ): Promise<Linter | null> => {
    const key = `${team} ${ruleset} ${locale}`;
    const known = linters.get(key);
    if (known !== undefined) return known;
    const row = await tx
      .selectFrom('rulesets')
      .select('jws')
      .where('team', '=', team)
      .where('number', '=', ruleset)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { packs, overrides } = bundleSchema.parse(decodeJwt(row.jws));
    const linter = compile({ packs, overrides }, { locale, now });
    const oldest = linters.keys().next();
    if (linters.size >= KEPT && !oldest.done) linters.delete(oldest.value);
    linters.set(key, linter);
    return linter;
  };

  return {
    async check(tx, team, ruleset, { draft, declared }, locale, now) {
      const linter = await linterOf(tx, team, ruleset, locale, now);
      if (linter === null) return { verdict: 'clear', findings: [] };
      const { verdict, findings } = linter.lint(draft, { now, context: declared });
      return { verdict, findings: kept(findings) };
    },
  };
}
