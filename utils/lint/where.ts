import type { Draft } from '../draft/draft.ts';
import type { Where } from '../rules/schema/base.ts';
import { speaks } from './language.ts';

/** What is known of a draft beside what it holds. */
export interface LintContext {
  /** What the author declared: `paid`, `gifted`, … */
  readonly context?: readonly string[] | undefined;
  /** What the team calls this post: campaigns, topics. */
  readonly tags?: readonly string[] | undefined;
  readonly markets?: readonly string[] | undefined;
  /** BCP 47 tag of the language that the draft is written in; where absent, the linter tells it from the words. */
  readonly language?: string | undefined;
  /** Epoch ms, for rules with `from` or `until`; the linter's own `now` when absent. */
  readonly now?: number | undefined;
}

const DAY = 86_400_000;

/**
 * Whether a rule's `where` holds for a draft. What is not known does not rule a rule out: a draft whose account,
 * language or market cannot be told is checked. Two are told by someone or not there: the platform and the tags.
 * A date without a time is the whole day, in UTC.
 */
export function compileWhere(
  where: Where | null,
): ((draft: Draft, context: LintContext, now: number) => boolean) | null {
  if (where === null) return null;
  const from = where.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(where.from);
  const until =
    where.until === undefined
      ? Number.POSITIVE_INFINITY
      : Date.parse(where.until) + (/^\d{4}-\d{2}-\d{2}$/.test(where.until) ? DAY : 0);
  const platforms = where.platforms && new Set(where.platforms);
  const accounts = where.accounts && new Set(where.accounts.map(accountKey));
  const languages = where.languages?.map((language) => language.toLowerCase());
  const markets = where.markets && new Set(where.markets.map((market) => market.toLowerCase()));
  const tags = where.tags && new Set(where.tags);
  return (draft, context, now) => {
    if (now < from || now >= until) return false;
    if (platforms && !platforms.has(draft.platform)) return false;
    if (accounts && draft.account !== null && !accounts.has(accountKey(draft.account))) return false;
    const { language } = context;
    if (languages && language !== undefined && !languages.some((named) => speaks(language, named)))
      return false;
    if (markets && context.markets !== undefined && context.markets.length > 0) {
      if (!context.markets.some((market) => markets.has(market.toLowerCase()))) return false;
    }
    if (tags && ![...(context.context ?? []), ...(context.tags ?? [])].some((tag) => tags.has(tag)))
      return false;
    return true;
  };
}

/** An account as it is compared: with or without its sign, in any case. */
export function accountKey(account: string): string {
  return account.trim().replace(/^@/, '').toLowerCase();
}
