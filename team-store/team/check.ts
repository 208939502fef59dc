/**
 * The store's own look at a draft, with the ruleset in force: what a browser says of its draft is not believed, neither
 * that it is harmless nor what reviewers are shown of it.
 */

import { decodeJwt } from 'jose';
import { z } from 'zod';
import { LIMITS } from '../../utils/api/limits.ts';
import type { Draft } from '../../utils/draft/draft.ts';
import type { Finding, LintResult } from '../../utils/lint/finding.ts';
import { compile, type Linter } from '../../utils/lint/linter.ts';
import { overridesSchema, packSchema } from '../../utils/rules/schema.ts';
import type { Tx } from '../database/database.ts';

/** The part of the bundle that the linter needs; the bundle is the store's own and was checked when it was published. */
const bundleSchema = z.object({ packs: z.array(packSchema), overrides: overridesSchema });

const KEPT = 32;
const SUGGESTIONS = 20;

export interface Checker {
  /** @param ruleset the number in force, 0 for none */
  check(
    tx: Tx,
    team: string,
    ruleset: number,
    draft: Draft,
    locale: 'en' | 'nb',
    now: number,
  ): Promise<LintResult>;
}

function fit(finding: Finding): Finding {
  return { ...finding, suggestions: finding.suggestions.slice(0, SUGGESTIONS) };
}

export function createChecker(): Checker {
  const linters = new Map<string, Linter>();

  const linterOf = async (
    tx: Tx,
    team: string,
    ruleset: number,
    locale: 'en' | 'nb',
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
    async check(tx, team, ruleset, draft, locale, now) {
      const linter = await linterOf(tx, team, ruleset, locale, now);
      if (linter === null) return { verdict: 'clear', findings: [] };
      const { verdict, findings } = linter.lint(draft, { now });
      return { verdict, findings: findings.slice(0, LIMITS.findings).map(fit) };
    },
  };
}
